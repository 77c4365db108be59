import type { Reply, User } from '../../../harness/judge/user.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { getState } from '../../../harness/world/rooms.ts';
import type { Shown } from '../../../harness/model/views.ts';
import { isObject, type JsonObject } from '../../../harness/document/json.ts';

/** The views of a room; `piece` is the undeclared GET of one piece of state (DEF-21). */
export const viewNames = [
  ...(['member', 'members', 'topic', 'piece', 'state', 'messages'] as const),
  ...(['syncState', 'syncMessages'] as const),
] as const;
export type ViewName = (typeof viewNames)[number];
export type Trusted = ReadonlySet<ViewName>;

/** What one user sees of a room at one moment, by every view that can be trusted; null where there is none. */
export interface Album {
  /** By user id: null where the target knows no record. */
  readonly member: ReadonlyMap<string, string | null> | null;
  readonly members: readonly Shown[] | null;
  /** The topic's own view; its value is null where there is no topic. */
  readonly topic: { readonly value: string | null } | null;
  readonly piece: ReadonlyMap<string, JsonObject | null> | null;
  readonly state: readonly Shown[] | null;
  /** The newest first. */
  readonly messages: readonly Shown[] | null;
  readonly syncState: readonly Shown[] | null;
  readonly syncMessages: readonly Shown[] | null;
}

/** What is looked at by name: users and slots. */
export interface Subjects {
  readonly users: readonly string[];
  readonly slots: readonly (readonly [type: string, key: string])[];
}

/** More events than a run makes. */
const everything = 200;
/** How many messages of initialSync are asked for. */
const few = 5;

/** Takes all pictures at once, while nothing happens. */
export async function takeAlbum(
  reader: User,
  roomId: string,
  trusted: Trusted,
  { users, slots }: Subjects,
): Promise<Album> {
  const view = async <T>(name: ViewName, ask: () => Promise<T>): Promise<T | null> =>
    trusted.has(name) ? ask() : null;
  const [member, members, topic, piece, state, messages, sync] = await Promise.all([
    view('member', async () => new Map(await all(users, (id) => recordOf(reader, roomId, id)))),
    view('members', async () => eventsIn(await reader.call('get_members', { roomId }), 'chunk')),
    view('topic', async () => ({ value: await topicIn(reader, roomId) })),
    view('piece', async () => {
      const read = async ([type, key]: readonly [string, string]): Promise<JsonObject | null> =>
        contentIn(await getState(reader, roomId, type, key === '' ? undefined : key));
      const found = await Promise.all(slots.map(read));
      return new Map(slots.map((slot, i) => [JSON.stringify(slot), found[i] ?? null] as const));
    }),
    view('state', async () => eventsIn(await reader.call('get_state_events', { roomId }))),
    view('messages', async () =>
      wholeOf(eventsIn(await askPage(reader, roomId, { limit: everything }), 'chunk')),
    ),
    trusted.has('syncState') || trusted.has('syncMessages')
      ? reader.call('get_room_sync_data', { roomId }, { undeclared: { limit: String(few) } })
      : null,
  ]);
  const synced = (name: 'syncState' | 'syncMessages'): readonly Shown[] | null => {
    if (sync === null || !trusted.has(name)) return null;
    const { json } = sync;
    return shownIn(name === 'syncState' ? at(json, 'state') : at(at(json, 'messages'), 'chunk'));
  };
  const syncViews = { syncState: synced('syncState'), syncMessages: synced('syncMessages') };
  return { member, members, topic, piece, state, messages, ...syncViews };
}

const all = async <T>(
  ids: readonly string[],
  ask: (id: string) => Promise<T>,
): Promise<readonly (readonly [string, T])[]> =>
  Promise.all(ids.map(async (id) => [id, await ask(id)] as const));

async function recordOf(reader: User, roomId: string, userId: string): Promise<string | null> {
  const reply = await reader.call('get_membership', { roomId, userId });
  const membership = at(reply.json, 'membership');
  return isSuccess(reply) && typeof membership === 'string' ? membership : null;
}

async function topicIn(reader: User, roomId: string): Promise<string | null> {
  const reply = await reader.call('get_topic', { roomId });
  const topic = at(reply.json, 'topic');
  return isSuccess(reply) && typeof topic === 'string' ? topic : null;
}

const contentIn = (reply: Reply): JsonObject | null =>
  isSuccess(reply) && isObject(reply.json) ? reply.json : null;

/** A page that reaches back to the creation: of what is not on a shorter one it says nothing. */
const wholeOf = (page: readonly Shown[] | null): readonly Shown[] | null =>
  page?.some(({ type }) => type === 'm.room.create') === true ? page : null;

/** The events of an answer, or under one of its keys. */
const eventsIn = (reply: Reply, key?: string): readonly Shown[] | null =>
  isSuccess(reply) ? shownIn(key === undefined ? reply.json : at(reply.json, key)) : null;

/** Events as they are listed; null where it is no list. */
export function shownIn(list: unknown): readonly Shown[] | null {
  if (!Array.isArray(list)) return null;
  return list.map((event: unknown) => {
    const [id, key, content] = [
      at(event, 'event_id'),
      at(event, 'state_key'),
      at(event, 'content'),
    ];
    return {
      id: typeof id === 'string' ? id : null,
      type: String(at(event, 'type')),
      key: typeof key === 'string' ? key : null,
      content: isObject(content) ? content : {},
    };
  });
}
