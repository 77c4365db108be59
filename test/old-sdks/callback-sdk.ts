import {
  Hearing,
  type Json,
  newTxn,
  object,
  objects,
  type OldClient,
  type OldSdk,
  type Session,
  sessionOf,
  text,
  textsOf,
} from './old-client.ts';
import type { CallbackSdk, Done } from './sdk-types.ts';

/** Version 0.0.4 has a function for each endpoint: its users wrote the loop over the event stream themselves. */
export function callbackSdk(sdk: CallbackSdk): OldSdk {
  return {
    version: '0.0.4',
    register: async (baseUrl, user, password) => {
      const client = sdk.createClient({ baseUrl });
      const account = { user, password };
      return sessionOf(await call((done) => client.register('m.login.password', account, done)));
    },
    login: async (baseUrl, user, password) => {
      const client = sdk.createClient({ baseUrl });
      return sessionOf(await call((done) => client.loginWithPassword(user, password, done)));
    },
    open: (baseUrl, session) => openClient(sdk, baseUrl, session),
  };
}

/** Turns a callback into a promise. */
function call(send: (done: Done) => void): Promise<Json> {
  return new Promise((resolve, reject) => {
    send((error, body) => {
      if (error === null) return resolve(body ?? {});
      reject(error instanceof Error ? error : new Error(JSON.stringify(error)));
    });
  });
}

/** What is known of a room: its events oldest first, where older ones are asked for, and its state. */
interface KnownRoom {
  events: readonly Json[];
  start: string | undefined;
  readonly state: Map<unknown, Json>;
}

function openClient(sdk: CallbackSdk, baseUrl: string, session: Session): OldClient {
  const { token: accessToken, userId } = session;
  const client = sdk.createClient({ baseUrl, accessToken, userId });
  const hearing = new Hearing();
  const rooms = new Map<unknown, KnownRoom>();
  let isRunning = false;

  const roomOf = (roomId: unknown): KnownRoom => {
    const room = rooms.get(roomId) ?? { events: [], start: undefined, state: new Map() };
    rooms.set(roomId, room);
    return room;
  };
  const noteState = (room: KnownRoom, event: Json): void => {
    if (event['state_key'] === '') room.state.set(event['type'], object(event['content']));
  };
  const listen = async (from: string): Promise<void> => {
    if (!isRunning) return;
    const answer = await call((done) => client.eventStream(from, 30_000, done));
    for (const event of objects(answer['chunk'])) {
      const room = roomOf(event['room_id']);
      room.events = [...room.events, event];
      noteState(room, event);
      hearing.add(event);
    }
    await listen(text(answer['end']));
  };

  return {
    session,
    start: async () => {
      isRunning = true;
      await call((done) => client.turnServer(done));
      await call((done) => client.pushRules(done));
      const answer = await call((done) => client.initialSync(8, done));
      for (const synced of objects(answer['rooms'])) {
        const room = roomOf(synced['room_id']);
        const messages = object(synced['messages'] ?? { chunk: [] });
        room.events = objects(messages['chunk']);
        room.start = messages['start'] === undefined ? undefined : text(messages['start']);
        for (const event of objects(synced['state'] ?? [])) noteState(room, event);
      }
      // When the server closes, the last request fails.
      listen(text(answer['end'])).catch(() => {});
    },
    stop: () => {
      isRunning = false;
    },
    hear: (wanted) => hearing.hear(wanted),
    createRoom: async (options) => {
      return text((await call((done) => client.createRoom(options, done)))['room_id']);
    },
    invite: (roomId, user) => call((done) => client.invite(roomId, user, done)),
    join: (roomId) => call((done) => client.joinRoom(roomId, done)),
    say: async (roomId, body) => {
      const content = { msgtype: 'm.text', body };
      const sent = await call((done) => client.sendMessage(roomId, content, newTxn(), done));
      return text(sent['event_id']);
    },
    type: (roomId, isTyping) => call((done) => client.sendTyping(roomId, isTyping, 60_000, done)),
    redact: (roomId, eventId) => call((done) => client.redactEvent(roomId, eventId, done)),
    setName: (roomId, name) => call((done) => client.setRoomName(roomId, name, done)),
    setTopic: (roomId, topic) => call((done) => client.setRoomTopic(roomId, topic, done)),
    ask: (roomId, type) => call((done) => client.getStateEvent(roomId, type, undefined, done)),
    known: (roomId, type) => rooms.get(roomId)?.state.get(type),
    setDisplayName: (name) => call((done) => client.setDisplayName(name, done)),
    profileOf: (user) => call((done) => client.getProfileInfo(user, done)),
    setPresence: (presence) => call((done) => client.setPresence(presence, done)),
    publicRooms: () => call((done) => client.publicRooms(done)),
    resolve: (alias) => call((done) => client.resolveRoomAlias(alias, done)),
    texts: (roomId) => textsOf(roomOf(roomId).events),
    pageBack: async (roomId, limit) => {
      const room = roomOf(roomId);
      const { start } = room;
      if (start === undefined) return false;
      const page = await call((done) => client.scrollback(roomId, start, limit, done));
      const older = objects(page['chunk']);
      room.events = [...older.toReversed(), ...room.events];
      room.start = text(page['end']);
      return older.length === limit;
    },
  };
}
