import { isArray, isObject, type JsonObject, wordOf } from '../document/json.ts';
import type { User } from './user.ts';
import { Broken } from './verdict.ts';

/** All that a refused request must leave as it was, as one observer sees it. Views that cannot be read are left out. */
export type RoomSnapshot = ReadonlyMap<string, string>;

/** More events than any setup sends, so that the newest events of a room fit on one page. */
const newest = 100;

/** Reads a room's state, members and newest messages. @throws Broken when none of them can be read. */
export async function readSnapshot(observer: User, roomId: string): Promise<RoomSnapshot> {
  const [state, members, messages] = await Promise.all([
    observer.call('get_state_events', { roomId }),
    observer.call('get_members', { roomId }),
    observer.call('get_messages', { roomId, limit: newest }, { undeclared: { dir: 'b' } }),
  ]);
  const views = new Map<string, string>();
  if (state.status === 200) views.set('state', eventLines(state.json, roomId).join('\n'));
  if (members.status === 200) views.set('members', memberLines(chunkOf(members.json)).join('\n'));
  if (messages.status === 200)
    views.set('messages', eventLines(chunkOf(messages.json), roomId).join('\n'));
  // A room has at least its creation and its creator: where every view is empty, no change would show.
  if ([...views.values()].every((text) => text === '')) {
    throw new Broken(`${observer.name} reads neither state nor members nor messages of the room`);
  }
  return views;
}

/** The views that another snapshot shows alike. A view that changes by itself says nothing. */
export const stableViews = (frame: RoomSnapshot, again: RoomSnapshot): RoomSnapshot =>
  new Map([...frame].filter(([view, text]) => again.get(view) === text));

/** How a view of a room changed between two snapshots: the lines that are missing, and those that are new. */
export interface Difference {
  readonly view: string;
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

/**
 * One line for each event: order, age and the server's own keys are not compared. Events of other rooms are
 * found by every exchange that lists them, and are none of this room's business (MODEL-24).
 */
const eventLines = (list: unknown, roomId: string): readonly string[] =>
  objects(list)
    .filter((e) => e['room_id'] === undefined || e['room_id'] === roomId)
    .map((e) => [e['type'], e['state_key'], e['event_id']].map(wordOf).join(' '))
    .toSorted();

const memberLines = (list: unknown): readonly string[] =>
  objects(list)
    .map((e) => {
      const content = e['content'];
      return `${wordOf(e['state_key'])} ${isObject(content) ? wordOf(content['membership']) : '?'}`;
    })
    .toSorted();
