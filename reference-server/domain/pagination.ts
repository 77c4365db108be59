import { invalid } from '../errors.ts';
import type { RoomEvent } from './event.ts';
import type { Room } from './room.ts';

/** The parameters of a page; tokens are still text. */
export type PageQuery = {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number | undefined;
  readonly direction: 'b' | 'f';
};

/** A page: its events in the order of the answer, and the tokens of its two ends. */
export type Page = {
  readonly events: readonly RoomEvent[];
  readonly start: string;
  readonly end: string;
};

/** How positions become tokens and tokens positions. A position p lies before event p of the list. */
export type Tokens = {
  readonly write: (room: Room, position: number) => string;
  readonly read: (room: Room, token: string) => number;
};

const defaultLimit = 10;

/** A bound on the work one request can ask for; the documents promise nothing above 100. */
const largestLimit = 1000;

/** @returns an opaque token that is good for this room only. */
export function writeToken(room: Room, position: number): string {
  return `t${position}_${room.id}`;
}

/** @throws ApiError 400 for a token we did not issue for this room (MSGS-11). */
export function readToken(room: Room, token: string): number {
  const digits = /^t(0|[1-9]\d{0,14})_/.exec(token)?.[1];
  const position = Number(digits);
  if (
    digits === undefined ||
    token.slice(digits.length + 2) !== room.id ||
    position > room.events.length
  ) {
    throw invalid('Not a token of this room.');
  }
  return position;
}

/**
 * One page of a room. Tokens lie between events, in both directions: the `end` of a page lies between its last
 * event and the next, so no event is seen twice and none is lost (MSGS-13, P7). Without `from` a walk
 * starts at now when it goes back and at the beginning when it goes forward (P4). `to` stops it, and on
 * the wrong side of the start leaves nothing (MSGS-07).
 *
 * @throws ApiError 400 for a bad token.
 */
export function pageOfMessages(tokens: Tokens, room: Room, query: PageQuery): Page {
  const back = query.direction === 'b';
  const edge = back ? 0 : room.events.length;
  const start =
    query.from === undefined ? room.events.length - edge : tokens.read(room, query.from);
  const stop = query.to === undefined ? edge : tokens.read(room, query.to);
  const limit = Math.min(query.limit ?? defaultLimit, largestLimit);
  const end = back
    ? Math.min(start, Math.max(stop, start - limit))
    : Math.max(start, Math.min(stop, start + limit));
  const events = back ? room.events.slice(end, start).toReversed() : room.events.slice(start, end);
  return { events, start: query.from ?? tokens.write(room, start), end: tokens.write(room, end) };
}

/** The newest events, oldest first, for initialSync: `end` is now, `start` can be paged back from (SYNC-09, SYNC-11). */
export function pageOfRecent(tokens: Tokens, room: Room, limit: number | undefined): Page {
  const end = room.events.length;
  const start = Math.max(0, end - Math.min(limit ?? defaultLimit, largestLimit));
  return {
    events: room.events.slice(start),
    start: tokens.write(room, start),
    end: tokens.write(room, end),
  };
}

/**
 * The member events of everybody who ever had a membership, in the order they appeared (MEMB-04). The
 * parameters are honoured as declared (MEMB-09), without a limit the page holds everybody. No document
 * says what a member token is, and the declaration says that any is accepted (MEMB-07, MEMB-08): a token that this
 * server did not issue is ignored.
 */
export function pageOfMembers(room: Room, query: PageQuery): Page {
  const all = room.memberOrder.length;
  const start = readMemberToken(query.from, all) ?? 0;
  const stop = readMemberToken(query.to, all) ?? all;
  const end = Math.max(start, Math.min(stop, start + (query.limit ?? all)));
  const members = room.state.get('m.room.member');
  const events = room.memberOrder
    .slice(start, end)
    .map((userId) => members?.get(userId))
    .filter((event) => event !== undefined);
  return { events, start: `m${start}`, end: `m${end}` };
}

function readMemberToken(token: string | undefined, all: number): number | undefined {
  const digits = /^m(\d{1,15})$/.exec(token ?? '')?.[1];
  return digits === undefined ? undefined : Math.min(Number(digits), all);
}
