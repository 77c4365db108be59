import { invalid } from '../errors.ts';
import type { RoomEvent } from '../domain/event.ts';
import { isMembership, type Membership } from '../domain/membership.ts';
import type { Room } from '../domain/room.ts';
import { createWaiting, type Waiting, wake } from './waiting.ts';

/**
 * Everything that happened in a world, in order. Everything that happens moves the position by one. Events are kept
 * as their places in rooms; what replaces its predecessor (typing, receipts, presence) is kept elsewhere, with its position.
 */
export type Stream = {
  /** The position of what happened last. */
  position: number;
  readonly log: LogEntry[];
  /** User → room id → the changes of the user's membership there, oldest first. */
  readonly histories: Map<string, Map<string, MembershipChange[]>>;
  readonly waiting: Waiting;
};

/** An event in the stream: the index is its place in the room. */
export type LogEntry = {
  readonly position: number;
  readonly room: Room;
  readonly index: number;
};

type MembershipChange = {
  readonly index: number;
  readonly membership: Membership | undefined;
};

/** An event that a user may see, and its position in the stream. */
export type SeenEvent = { readonly position: number; readonly event: RoomEvent };

/** The bound on the events of one answer. */
const mostEvents = 1000;

export function createStream(): Stream {
  return { position: 0, log: [], histories: new Map(), waiting: createWaiting() };
}

/** Notes that an event was appended to a room, and wakes whoever may see it. */
export function noteEvent(stream: Stream, room: Room, index: number): void {
  const event = room.events[index];
  if (event === undefined) return;
  stream.position += 1;
  stream.log.push({ position: stream.position, room, index });
  if (event.type === 'm.room.member' && event.stateKey !== undefined) {
    const { membership } = event.content;
    const change = { index, membership: isMembership(membership) ? membership : undefined };
    historyOf(stream, event.stateKey, room.id).push(change);
  }
  wake(stream.waiting, (userId) => sees(stream, userId, room.id, index));
}

/**
 * Notes that something happened that is not an event of a room.
 *
 * @returns its position.
 */
export function noteChange(stream: Stream, concerns: (userId: string) => boolean): number {
  stream.position += 1;
  wake(stream.waiting, concerns);
  return stream.position;
}

/** Whether a user may see an event: members see what happens, and everybody sees changes of the own membership. */
export function sees(stream: Stream, userId: string, roomId: string, index: number): boolean {
  const history = stream.histories.get(userId)?.get(roomId);
  const latest = history?.findLast((change) => change.index <= index);
  return latest !== undefined && (latest.index === index || latest.membership === 'join');
}

export function isJoined({ histories }: Stream, userId: string, roomId: string): boolean {
  return histories.get(userId)?.get(roomId)?.at(-1)?.membership === 'join';
}

/** @returns the ids of the rooms in which the user ever had a membership, in the order of the first one. */
export function roomsOf({ histories }: Stream, userId: string): readonly string[] {
  return [...(histories.get(userId)?.keys() ?? [])];
}

/** Whether two users are members of the same room; a user shares every room with itself. */
export function shareARoom(stream: Stream, one: string, other: string): boolean {
  if (one === other) return true;
  const rooms = roomsOf(stream, one);
  return rooms.some((id) => isJoined(stream, one, id) && isJoined(stream, other, id));
}

/**
 * What a user may see of the events after a position.
 *
 * @returns the events, oldest first, and the position to continue from.
 */
export function eventsSince(
  stream: Stream,
  userId: string,
  from: number,
): { readonly events: readonly SeenEvent[]; readonly end: number } {
  const { log, position } = stream;
  const events: SeenEvent[] = [];
  for (let at = firstAfter(log, from); at < log.length; at += 1) {
    const entry = log[at];
    const event = entry?.room.events[entry.index];
    if (entry === undefined || event === undefined) continue;
    if (!sees(stream, userId, entry.room.id, entry.index)) continue;
    if (events.length === mostEvents) return { events, end: entry.position - 1 };
    events.push({ position: entry.position, event });
  }
  return { events, end: position };
}

/** @returns the token of a position. */
export function writePosition(position: number): string {
  return `s${position}`;
}

/** @throws ApiError 400 for a token that this stream did not give out. */
export function readPosition({ position }: Stream, token: string): number {
  const digits = /^s(0|[1-9]\d{0,14})$/.exec(token)?.[1];
  if (digits === undefined || Number(digits) > position) {
    throw invalid('from is not a token of the event stream.');
  }
  return Number(digits);
}

function historyOf({ histories }: Stream, userId: string, roomId: string): MembershipChange[] {
  const rooms = histories.get(userId) ?? new Map<string, MembershipChange[]>();
  histories.set(userId, rooms);
  const history = rooms.get(roomId) ?? [];
  rooms.set(roomId, history);
  return history;
}

// A binary search: the log is as long as the world is old.
function firstAfter(log: readonly LogEntry[], position: number): number {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((log[middle]?.position ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
