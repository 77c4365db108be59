import { isArray, isObject, type JsonObject, wordOf } from '../document/json.ts';
import type { Nickname } from '../document/ids.ts';
import type { Reply, User } from './user.ts';
import { Broken } from './verdict.ts';

/** A list that a member reads of a room. */
export type RoomView = 'state' | 'members' | 'messages';

/** What a refused request must leave as it was, as one observer sees it. Views that cannot be read are left out. */
export type RoomSnapshot = ReadonlyMap<RoomView, string>;

const allViews: readonly RoomView[] = ['state', 'members', 'messages'];

/** Operations with effects of one sort, and the views that show them: the one that is about them first. */
const viewsOfEffects: readonly (readonly [readonly Nickname[], readonly RoomView[]])[] = [
  [['send_message', 'send_non_state_event', 'send_feedback'], ['messages']],
  [
    ['set_topic', 'send_state_event', 'create_room'],
    ['state', 'messages'],
  ],
  [
    ['invite', 'join_room', 'join', 'leave', 'ban', 'set_membership'],
    ['members', 'messages'],
  ],
];

/**
 * The views to compare around a request. An effect of a request shows in the view that is about it, and in the
 * messages, which list whatever happens in a room. A request of no operation may have any effect. One that only reads
 * should have none, and would leave its traces in the messages.
 */
export function viewsOf(operation: Nickname | null): readonly RoomView[] {
  if (operation === null) return allViews;
  return viewsOfEffects.find(([names]) => names.includes(operation))?.[1] ?? ['messages'];
}

/** What is read at once: one view, or all of them by initialSync. */
export type RoomReading = RoomView | 'whole';

/** The answer with which an observer has read a view since the last request that may have changed something. */
export type RecentRead = (
  observer: User,
  roomId: string,
  reading: RoomReading,
) => { readonly json: unknown } | null;

/** More events than any setup sends, so that the newest events of a room fit on one page. */
export const newestEvents = 100;

const requestOf: Readonly<Record<RoomReading, (observer: User, roomId: string) => Promise<Reply>>> =
  {
    whole: (observer, roomId) =>
      observer.call(
        'get_room_sync_data',
        { roomId },
        { undeclared: { limit: String(newestEvents) } },
      ),
    state: (observer, roomId) => observer.call('get_state_events', { roomId }),
    members: (observer, roomId) => observer.call('get_members', { roomId }),
    messages: (observer, roomId) =>
      observer.call('get_messages', { roomId, limit: newestEvents }, { undeclared: { dir: 'b' } }),
  };

const linesOf: Readonly<Record<RoomView, (json: unknown, roomId: string) => readonly string[]>> = {
  state: (json, roomId) => eventLines(json, roomId),
  members: (json) => memberLines(chunkOf(json)),
  messages: (json, roomId) => eventLines(chunkOf(json), roomId),
};

/**
 * Reads views of a room, except those that the observer has just read.
 * @param recent null reads every view, however recently it was read
 */
export async function readViews(
  observer: User,
  roomId: string,
  views: readonly RoomView[],
  recent: RecentRead | null,
): Promise<RoomSnapshot> {
  const texts = await Promise.all(
    views.map(async (view): Promise<readonly [RoomView, string] | null> => {
      const known = recent?.(observer, roomId, view) ?? null;
      const read = known ?? (await successOf(requestOf[view](observer, roomId)));
      return read === null ? null : [view, linesOf[view](read.json, roomId).join('\n')];
    }),
  );
  return new Map(texts.filter((entry) => entry !== null));
}

/**
 * Reads all views of a room in one answer.
 * @param views those that count most come first
 * @returns null where the answer does not show them all
 */
export async function readWhole(
  observer: User,
  roomId: string,
  views: readonly RoomView[],
  recent: RecentRead | null,
): Promise<RoomSnapshot | null> {
  const known = recent?.(observer, roomId, 'whole') ?? null;
  const read = known ?? (await successOf(requestOf.whole(observer, roomId)));
  const { state, messages } = isObject(read?.json) ? read.json : {};
  const list = objects(state);
  if (list.length === 0 || objects(chunkOf(messages)).length === 0) return null;
  const lines = {
    state: eventLines(list, roomId),
    members: memberLines(list.filter((event) => event['type'] === 'm.room.member')),
    messages: eventLines(chunkOf(messages), roomId),
  };
  return new Map([...new Set([...views, ...allViews])].map((v) => [v, lines[v].join('\n')]));
}

const successOf = async (asked: Promise<Reply>): Promise<{ readonly json: unknown } | null> => {
  const reply = await asked;
  return reply.status === 200 ? reply : null;
};

/**
 * Reads views of a room before a request that must not change them. Where they show nothing, the others are read too.
 * @throws Broken when none of the views shows anything: a room has at least its creation and its creator, and where
 * every view is empty, no change would show
 */
export async function readSnapshot(
  observer: User,
  roomId: string,
  views: readonly RoomView[],
  recent: RecentRead,
): Promise<RoomSnapshot> {
  const first = await readViews(observer, roomId, views, recent);
  if (showsAnything(first)) return first;
  const others = allViews.filter((view) => !views.includes(view));
  const all = new Map([...first, ...(await readViews(observer, roomId, others, recent))]);
  if (showsAnything(all)) return all;
  throw new Broken(`${observer.name} reads neither state nor members nor messages of the room`);
}

const showsAnything = (snapshot: RoomSnapshot): boolean =>
  [...snapshot.values()].some((text) => text !== '');

/** The views that another snapshot shows alike. A view that changes by itself says nothing. */
export const stableViews = (frame: RoomSnapshot, again: RoomSnapshot): RoomSnapshot =>
  new Map([...frame].filter(([view, text]) => again.get(view) === text));

/** How a view of a room changed between two snapshots: the lines that are missing, and those that are new. */
export interface Difference {
  readonly view: RoomView;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** The first view that differs between two snapshots; null where nothing changed. */
export function difference(before: RoomSnapshot, after: RoomSnapshot): Difference | null {
  for (const [view, text] of before) {
    const now = after.get(view);
    if (now === undefined)
      throw new Broken(`${view} could be read before the refusal and not after it`);
    if (now === text) continue;
    const [was, is] = [new Set(text.split('\n')), new Set(now.split('\n'))];
    const gone = [...was].filter((line) => !is.has(line));
    return { view, gone, come: [...is].filter((line) => !was.has(line)) };
  }
  return null;
}

const chunkOf = (json: unknown): unknown => (isObject(json) ? json['chunk'] : undefined);

const objects = (list: unknown): readonly JsonObject[] =>
  isArray(list) ? list.filter(isObject) : [];

const eventLine = (event: JsonObject): string =>
  [event['type'], event['state_key'], event['event_id']].map(wordOf).join(' ');

function memberLine({ state_key: user, content }: JsonObject): string {
  return `${wordOf(user)} ${isObject(content) ? wordOf(content['membership']) : '?'}`;
}

/** The line of a view that tells of an event. */
export const lineOf = (view: RoomView, event: JsonObject): string =>
  view === 'members' ? memberLine(event) : eventLine(event);

/** What a line tells about: a user, or the type and the key of an event. */
export const subjectOf = (line: string): string => line.slice(0, line.lastIndexOf(' '));

/**
 * One line for each event: order, age and the server's own keys are not compared. Events of other rooms are
 * found by every exchange that lists them, and are none of this room's business (MODEL-24).
 */
const eventLines = (list: unknown, roomId: string): readonly string[] =>
  objects(list)
    .filter((e) => e['room_id'] === undefined || e['room_id'] === roomId)
    .map(eventLine)
    .toSorted();

const memberLines = (list: unknown): readonly string[] => objects(list).map(memberLine).toSorted();
