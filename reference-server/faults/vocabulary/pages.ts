import type { RoomEvent } from '../../domain/event.ts';
import type { Page, PageQuery } from '../../domain/pagination.ts';
import type { Room } from '../../domain/room.ts';
import type { Parts } from '../../parts.ts';
import type { Spoil } from '../fault.ts';
import { changeBody, omit } from './parts.ts';

/** Changes how pages are cut. */
export const changePages =
  (change: (right: Parts['page']) => Partial<Parts['page']>): Spoil =>
  ({ page }) => ({ page: { ...page, ...change(page) } });

type Messages = Parts['page']['messages'];

/** Changes how pages of messages are cut. */
export const cutMessages = (change: (right: Messages) => Messages): Spoil =>
  changePages((right) => ({ messages: change(right.messages) }));

/** Cuts another page than the client asked for. */
export const changeQuery = (change: (query: PageQuery) => PageQuery): Spoil =>
  cutMessages((right) => (tokens, room, query) => right(tokens, room, change(query)));

/** Changes a page of messages after it was cut. */
export const changePage = (
  change: (page: Page, query: PageQuery, room: Room) => Partial<Page>,
): Spoil =>
  cutMessages((right) => (tokens, room, query) => {
    const page = right(tokens, room, query);
    return { ...page, ...change(page, query, room) };
  });

/** Changes the events of the member list. */
export const changeMemberList = (
  change: (events: readonly RoomEvent[], room: Room) => readonly RoomEvent[],
): Spoil =>
  changePages(({ members }) => ({
    members: (room, query): Page => {
      const page = members(room, query);
      return { ...page, events: change(page.events, room) };
    },
  }));

/** Accepts a page token that it should refuse, or refuses it otherwise. */
export const onBadToken =
  (handle: (room: Room) => number): Spoil =>
  ({ tokens }) => ({
    tokens: {
      ...tokens,
      read: (room, token) => {
        try {
          return tokens.read(room, token);
        } catch {
          return handle(room);
        }
      },
    },
  });

/** Tokens point to another event, as many positions away as `by` says. */
export const shiftTokens = (by: (query: PageQuery) => number): Spoil =>
  cutMessages((right) => (tokens, room, query) => {
    const read: Parts['tokens']['read'] = (of, token) =>
      Math.max(0, Math.min(room.events.length, tokens.read(of, token) + by(query)));
    return right({ ...tokens, read }, room, query);
  });

/** Changes one token of a page of messages; undefined leaves it out. */
export const changeToken = (
  key: 'start' | 'end',
  change: (body: Readonly<Record<string, unknown>>) => unknown,
): Spoil =>
  changeBody(['get_messages'], (body) => {
    const value = change(body);
    return value === undefined ? omit(body, key) : { ...body, [key]: value };
  });
