import {
  Hearing,
  newTxn,
  type OldClient,
  type OldSdk,
  type Session,
  sessionOf,
  text,
  textsOf,
} from './old-client.ts';
import type { EmittingSdk } from './sdk-types.ts';

/** How many events of each room the first sync brings. */
const synced = 8;

/** What 0.2.2 and 0.3.0 have in common: they sync by themselves, and tell by events what came. */
export function emittingSdk(version: string, sdk: EmittingSdk): OldSdk {
  return {
    version,
    register: async (baseUrl, user, password) => {
      const auth = { type: 'm.login.dummy' };
      return sessionOf(
        await sdk.createClient({ baseUrl }).register(user, password, undefined, auth),
      );
    },
    login: async (baseUrl, user, password) =>
      sessionOf(await sdk.createClient({ baseUrl }).loginWithPassword(user, password)),
    open: (baseUrl, session) => openClient(sdk, baseUrl, session),
  };
}

function openClient(sdk: EmittingSdk, baseUrl: string, session: Session): OldClient {
  const { token: accessToken, userId } = session;
  const client = sdk.createClient({ baseUrl, accessToken, userId });
  const hearing = new Hearing();
  client.on('event', ({ event }) => hearing.add(event));

  const roomOf = (roomId: string) => {
    const room = client.getRoom(roomId);
    if (room === null) throw new Error(`The client does not know the room ${roomId}`);
    return room;
  };

  return {
    session,
    start: () =>
      new Promise((resolve, reject) => {
        client.on('syncComplete', resolve);
        client.on('syncError', reject);
        client.startClient(synced);
      }),
    stop: () => client.stopClient(),
    hear: (wanted) => hearing.hear(wanted),
    createRoom: async (options) => text((await client.createRoom(options))['room_id']),
    invite: (roomId, user) => client.invite(roomId, user),
    join: (roomId) => client.joinRoom(roomId),
    say: async (roomId, body) => {
      const content = { msgtype: 'm.text', body };
      return text((await client.sendMessage(roomId, content, newTxn()))['event_id']);
    },
    type: (roomId, isTyping) => client.sendTyping(roomId, isTyping, 60_000),
    redact: (roomId, eventId) => client.redactEvent(roomId, eventId),
    setName: (roomId, name) => client.setRoomName(roomId, name),
    setTopic: (roomId, topic) => client.setRoomTopic(roomId, topic),
    ask: (roomId, type) => client.getStateEvent(roomId, type, ''),
    known: (roomId, type) =>
      client.getRoom(roomId)?.currentState.getStateEvents(type, '')?.getContent(),
    setDisplayName: (name) => client.setDisplayName(name),
    profileOf: (user) => client.getProfileInfo(user),
    setPresence: (presence) => client.setPresence(presence),
    publicRooms: () => client.publicRooms(),
    resolve: (alias) => client.getRoomIdForAlias(alias),
    texts: (roomId) => textsOf(roomOf(roomId).timeline.map(({ event }) => event)),
    pageBack: async (roomId, limit) => {
      const room = await client.scrollback(roomOf(roomId), limit);
      return room.oldState.paginationToken !== null;
    },
  };
}
