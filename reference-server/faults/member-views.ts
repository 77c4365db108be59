import type { RoomEvent } from '../domain/event.ts';
import type { Page } from '../domain/pagination.ts';
import type { Room } from '../domain/room.ts';
import { invalid, notFound } from '../errors.ts';
import { type Spoil } from './fault.ts';
import { before, paging, viewing, within } from './spoiling.ts';

/** The list of members holds something else. */
export const listing = (
  change: (events: readonly RoomEvent[], room: Room) => readonly RoomEvent[],
): Spoil =>
  paging(({ members }) => ({
    members: (room, query): Page => {
      const page = members(room, query);
      return { ...page, events: change(page.events, room) };
    },
  }));

/** Tells the events of some memberships from others. */
export const is =
  (...memberships: readonly string[]) =>
  ({ content }: RoomEvent): boolean =>
    memberships.includes(String(content['membership']));

/** GET member finds another event than the right one. */
export const reading = (
  find: (room: Room, userId: string, right: RoomEvent | undefined) => RoomEvent | undefined,
): Spoil =>
  within(
    ['get_membership'],
    viewing(({ slot }) => ({ slot: (room, type, key) => find(room, key, slot(room, type, key)) })),
  );

/** All changes of somebody’s membership, oldest first. */
export const changes = (room: Room, userId: string): readonly RoomEvent[] =>
  room.events.filter(({ type, stateKey }) => type === 'm.room.member' && stateKey === userId);

/** GET members refuses a parameter. */
export const parameter = (name: string): Spoil =>
  before(['get_members'], ({ request }) => {
    if (request.query.has(name)) throw invalid('Unknown parameter.');
  });

/** Refuses where a value is wanted. */
export function throwing(): never {
  throw notFound('No room.');
}
