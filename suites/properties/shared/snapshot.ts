import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { getState } from '../../../harness/world/rooms.ts';
import { type ShownEvent, slotOf } from '../../../harness/model/index.ts';
import { isObject, type JsonObject } from '../../../harness/document/json.ts';

/** The views of a room. `content` is the undeclared GET of one piece of state (DEF-21). */
export const views = [
  ...(['member', 'members', 'topic', 'content', 'state', 'messages'] as const),
  ...(['syncState', 'syncMessages'] as const),
] as const;
export type View = (typeof views)[number];

/** A membership as a view shows it: null where it shows no record, undefined where it cannot be read. */
export type ShownMembership = string | null | undefined;

/** An event, and who sent it. */
export interface SeenEvent extends ShownEvent {
  /** Null where the view does not tell. */
  readonly sender: string | null;
}

/** Events as a view lists them; null where the list cannot be read. */
export type ShownEvents = readonly SeenEvent[] | null;

/** What one user sees of a room at one moment. A view that was not asked, or cannot be read, is null. */
export interface Snapshot {
  /** By user id. */
  readonly member: ReadonlyMap<string, ShownMembership> | null;
  readonly members: ShownEvents;
  /** The value is null where there is no topic. */
  readonly topic: { readonly value: string | null } | null;
  /** By slot; null where it holds nothing. */
  readonly content: ReadonlyMap<string, JsonObject | null> | null;
  readonly state: ShownEvents;
  /** The newest first, back to the creation of the room. */
  readonly messages: ShownEvents;
  readonly syncState: ShownEvents;
  readonly syncMessages: ShownEvents;
}

/** Which users and slots are asked for one by one. */
export interface Subjects {
  readonly users: readonly string[];
  readonly slots?: readonly (readonly [type: string, key: string])[];
  /** How many messages of initialSync are asked for. */
  readonly recent?: number;
}

/** The views that show memberships. */
export type MembershipView = (typeof membershipViews)[number];
export const membershipViews = ['member', 'members', 'state', 'syncState', 'messages'] as const;

/** The membership that a view of a snapshot shows. */
export function shownMembership(
  snapshot: Snapshot,
  view: MembershipView,
  userId: string,
): ShownMembership {
  switch (view) {
    case 'member':
      return snapshot.member?.get(userId);
    case 'members':
    case 'state':
    case 'syncState':
      return membershipIn(snapshot[view], userId);
    case 'messages':
      return membershipIn(snapshot.messages?.toReversed() ?? null, userId);
  }
}

/** The membership in a list of events, of which the last one counts. */
export const membershipIn = (list: ShownEvents, userId: string): ShownMembership =>
  list === null ? undefined : (membershipsIn(list, userId).at(-1) ?? null);

/** Every membership that a list of events shows of a user. */
export const membershipsIn = (list: ShownEvents, userId: string): readonly string[] =>
  (list ?? []).flatMap(({ type, key, content: { membership } }) =>
    type === 'm.room.member' && key === userId && typeof membership === 'string'
      ? [membership]
      : [],
  );

/** More events than a run makes, so that one page shows all of them; a longer page may be refused (DEF-47). */
export const everything = 100;

/** How many messages of initialSync are asked for, unless all are. */
const few = 5;

/** Reads all the views asked for at once; nothing may be written meanwhile. */
export async function takeSnapshot(
  reader: User,
  roomId: string,
  asked: ReadonlySet<View>,
  { users, slots = [], recent = few }: Subjects,
): Promise<Snapshot> {
  const view = async <T>(name: View, read: () => Promise<T>): Promise<T | null> =>
    asked.has(name) ? read() : null;
  const [member, members, topic, content, state, messages, sync] = await Promise.all([
    view('member', () => mapOf(users, (id) => readMembership(reader, roomId, id))),
    view('members', () => readMembers(reader, roomId)),
    view('topic', async () => ({ value: await readTopic(reader, roomId) })),
    view('content', async () => {
      const read = ([type, key]: readonly [string, string]) => readSlot(reader, roomId, type, key);
      const contents = await Promise.all(slots.map(read));
      return new Map(slots.map((slot, i) => [slotOf(...slot), contents[i] ?? null]));
    }),
    view('state', () => readState(reader, roomId)),
    view('messages', async () => wholeOf(await readMessages(reader, roomId))),
    asked.has('syncState') || asked.has('syncMessages') ? readSync(reader, roomId, recent) : null,
  ]);
  const { state: syncState = null, messages: syncMessages = null } = sync ?? {};
  return {
    member,
    members,
    topic,
    content,
    state,
    messages,
    syncState: asked.has('syncState') ? syncState : null,
    syncMessages: asked.has('syncMessages') ? syncMessages : null,
  };
}

/** The same for a target that is not known yet: a view that fails is one that cannot be read. */
export async function takeFirstSnapshot(
  reader: User,
  roomId: string,
  asked: readonly View[],
  subjects: Subjects,
): Promise<Snapshot> {
  let snapshot = await takeSnapshot(reader, roomId, new Set(), subjects);
  for (const view of asked) {
    try {
      const one = await takeSnapshot(reader, roomId, new Set([view]), subjects);
      snapshot = { ...snapshot, [view]: one[view] };
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
    }
  }
  return snapshot;
}

async function mapOf<T>(
  ids: readonly string[],
  read: (id: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  return new Map(await Promise.all(ids.map(async (id) => [id, await read(id)] as const)));
}

/** What `get_membership` shows. @throws Broken where the target failed */
export async function readMembership(
  reader: User,
  roomId: string,
  userId: string,
): Promise<ShownMembership> {
  const reply = await reader.call('get_membership', { roomId, userId });
  requireNoFailure(reply, 'get_membership');
  if (reply.status === 404) return null;
  const membership = at(reply.json, 'membership');
  return isSuccess(reply) && typeof membership === 'string' ? membership : undefined;
}

/** What `get_members` lists; servers may leave out the type. @throws Broken where the target failed */
export async function readMembers(reader: User, roomId: string): Promise<ShownEvents> {
  const reply = await reader.call('get_members', { roomId });
  requireNoFailure(reply, 'get_members');
  return eventsIn(reply, 'chunk', 'm.room.member');
}

function requireNoFailure({ status }: Reply, operation: string): void {
  if (status >= 500) throw new Broken(`${operation} was answered with ${status}`);
}

/** What `get_state_events` lists. */
export const readState = async (reader: User, roomId: string): Promise<ShownEvents> =>
  eventsIn(await reader.call('get_state_events', { roomId }));

/** The newest events, the newest first. */
export const readMessages = async (
  reader: User,
  roomId: string,
  limit = everything,
): Promise<ShownEvents> => eventsIn(await askPage(reader, roomId, { limit }), 'chunk');

/** The newest events that are not said to be of another room, the newest first. */
export async function readOwnMessages(
  reader: User,
  roomId: string,
  limit: number,
): Promise<ShownEvents> {
  const reply = await askPage(reader, roomId, { limit });
  const chunk = at(reply.json, 'chunk');
  const isOwn = (event: unknown): boolean => (at(event, 'room_id') ?? roomId) === roomId;
  return isSuccess(reply) && Array.isArray(chunk) ? shownIn(chunk.filter(isOwn)) : null;
}

async function readTopic(reader: User, roomId: string): Promise<string | null> {
  const reply = await reader.call('get_topic', { roomId });
  const topic = at(reply.json, 'topic');
  return isSuccess(reply) && typeof topic === 'string' ? topic : null;
}

async function readSlot(
  reader: User,
  roomId: string,
  type: string,
  key: string,
): Promise<JsonObject | null> {
  const reply = await getState(reader, roomId, type, key === '' ? undefined : key);
  return isSuccess(reply) && isObject(reply.json) ? reply.json : null;
}

/** The state and the messages of initialSync. */
async function readSync(
  reader: User,
  roomId: string,
  recent: number,
): Promise<{ readonly state: ShownEvents; readonly messages: ShownEvents }> {
  const undeclared = { limit: String(recent) };
  const { json } = await reader.call('get_room_sync_data', { roomId }, { undeclared });
  return {
    state: shownIn(at(json, 'state')),
    messages: shownIn(at(at(json, 'messages'), 'chunk')),
  };
}

/** A page that does not reach back to the creation of the room tells nothing of what is not on it. */
const wholeOf = (page: ShownEvents): ShownEvents =>
  page?.some(({ type }) => type === 'm.room.create') === true ? page : null;

/** The events of an answer, or under one of its keys. */
const eventsIn = (reply: Reply, key?: string, type?: string): ShownEvents =>
  isSuccess(reply) ? shownIn(key === undefined ? reply.json : at(reply.json, key), type) : null;

/** @param defaultType of an event that does not say its type */
function shownIn(list: unknown, defaultType = ''): ShownEvents {
  if (!Array.isArray(list)) return null;
  return list.map((event: unknown) => {
    const [id, key] = [at(event, 'event_id'), at(event, 'state_key')];
    const [type, content] = [at(event, 'type'), at(event, 'content')];
    const sender = at(event, 'user_id') ?? at(event, 'sender');
    return {
      id: typeof id === 'string' ? id : null,
      type: typeof type === 'string' ? type : defaultType,
      key: typeof key === 'string' ? key : null,
      sender: typeof sender === 'string' ? sender : null,
      content: isObject(content) ? content : {},
    };
  });
}
