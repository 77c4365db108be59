import type { RoomEvent } from '../domain/event.ts';
import type { Page, PageQuery } from '../domain/pagination.ts';
import type { Room } from '../domain/room.ts';
import type { Parts } from '../parts.ts';
import { type Spoil } from './fault.ts';
import { answering, omit, paging } from './spoiling.ts';

/** Cuts a page out of a room. */
export type Messages = Parts['page']['messages'];

/** Changes how pages of messages are cut. */
export const messages = (change: (right: Messages) => Messages): Spoil =>
  paging((right) => ({ messages: change(right.messages) }));

/** Pages are asked for otherwise than the client did. */
export const asked = (change: (query: PageQuery) => PageQuery): Spoil =>
  messages((right) => (tokens, room, query) => right(tokens, room, change(query)));

/** Pages hold something else than they ought to. */
export const holding = (
  change: (page: Page, query: PageQuery, room: Room) => Partial<Page>,
): Spoil =>
  messages((right) => (tokens, room, query) => {
    const page = right(tokens, room, query);
    return { ...page, ...change(page, query, room) };
  });

/** Changes how tokens are read. */
export const read =
  (change: (right: Parts['tokens']['read']) => Parts['tokens']['read']): Spoil =>
  ({ tokens }) => ({ tokens: { ...tokens, read: change(tokens.read) } });

/** Tokens lead somewhere else, as many events away as is said. */
export const shifted = (by: (query: PageQuery) => number): Spoil =>
  messages(
    (right) => (tokens, room, query) =>
      right(
        {
          ...tokens,
          read: (of, token) =>
            Math.max(0, Math.min(room.events.length, tokens.read(of, token) + by(query))),
        },
        room,
        query,
      ),
  );
/** Changes one token of a page; undefined leaves it out. */
export const tokenOf = (
  key: 'start' | 'end',
  change: (body: Readonly<Record<string, unknown>>) => unknown,
): Spoil =>
  answering(['get_messages'], (body) => {
    const value = change(body);
    return value === undefined ? omit(body, key) : { ...body, [key]: value };
  });

/** Whether a page has no events. */
export const isEmpty = ({ chunk }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(chunk) && chunk.length === 0;

/** The first two events change places. */
export const swapped = (events: readonly RoomEvent[]): readonly RoomEvent[] => {
  const [first, second, ...rest] = events;
  return first === undefined || second === undefined ? events : [second, first, ...rest];
};
