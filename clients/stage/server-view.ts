import { isObject } from '../../harness/document/json.ts';
import { askAsAnother } from '../../mock/worlds/as-another.ts';
import type { World } from '../../mock/worlds/world.ts';

/** An event of a room, as the server has it. */
export interface ServerEvent {
  readonly eventId: string;
  readonly type: string;
  readonly sender: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What the server has, whatever the client believes; and what others do there. */
export interface ServerView {
  /** The events of a room, oldest first. */
  readonly events: (roomId: string) => readonly ServerEvent[];
  /** The texts of the messages of a room, oldest first. */
  readonly history: (roomId: string) => readonly string[];
  /** Memberships by user id. */
  readonly members: (roomId: string) => Readonly<Record<string, string>>;
  readonly topic: (roomId: string) => string | null;
  /** The content of a piece of state; null where there is none. */
  readonly state: (
    roomId: string,
    type: string,
    key: string,
  ) => Readonly<Record<string, unknown>> | null;
  /** The ids of all rooms. */
  readonly rooms: () => readonly string[];
  /** Lets a user say something by no client of the scenario. */
  readonly say: (user: string, roomId: string, text: string) => Promise<void>;
  /** Forgets the access tokens of a user: a client that uses one is refused from now on. */
  readonly revoke: (user: string) => void;
  /** Whether a text holds an access token that a user ever had here. */
  readonly holdsToken: (user: string, text: string) => boolean;
}

let said = 0;

/** The view of a world's server. */
export function viewOf(world: World): ServerView {
  const roomOf = (roomId: string) => world.home.world.rooms.get(roomId);
  const { accounts } = world.home.world;
  const gone = new Set<string>();
  const tokensOf = (user: string): readonly string[] => {
    const userId = world.names.users[user]?.userId;
    return [...accounts.callers.values()]
      .filter((caller) => caller.userId === userId)
      .map(({ token }) => token);
  };
  const view: ServerView = {
    events: (roomId) => roomOf(roomId)?.events ?? [],
    history: (roomId) =>
      view
        .events(roomId)
        .filter(({ type }) => type === 'm.room.message')
        .map(({ content }) => String(content['body'])),
    members: (roomId) =>
      Object.fromEntries(
        [...(roomOf(roomId)?.state.get('m.room.member') ?? [])].map(([userId, { content }]) => [
          userId,
          String(content['membership']),
        ]),
      ),
    topic: (roomId) => {
      const topic = view.state(roomId, 'm.room.topic', '')?.['topic'];
      return typeof topic === 'string' ? topic : null;
    },
    state: (roomId, type, key) => {
      const content = roomOf(roomId)?.state.get(type)?.get(key)?.content;
      return isObject(content) ? content : null;
    },
    rooms: () => [...world.home.world.rooms.keys()],
    say(user, roomId, text) {
      said += 1;
      const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/another-${said}`;
      return askAsAnother(world, user, 'PUT', path, { msgtype: 'm.text', body: text });
    },
    revoke(user) {
      for (const token of tokensOf(user)) {
        gone.add(`${user} ${token}`);
        accounts.callers.delete(token);
      }
    },
    holdsToken(user, text) {
      const former = [...gone].flatMap((one) =>
        one.startsWith(`${user} `) ? [one.slice(user.length + 1)] : [],
      );
      return [...former, ...tokensOf(user)].some((token) => text.includes(token));
    },
  };
  return view;
}
