import type { RoomEvent } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import { invalid, notFound } from '../errors.ts';
import type { Context } from '../parts.ts';
import { perRow, type Faults, type Spoil } from './fault.ts';
import {
  before,
  changeBody,
  changeParams,
  changesOf,
  changeView,
  changeWholeBody,
  changeWire,
  hasMembership,
  onlyIn,
  perRequest,
  wrapOperation,
} from './vocabulary/index.ts';

/** GET member answers another event than the right one. */
const findMember = (
  find: (room: Room, userId: string, right: RoomEvent | undefined) => RoomEvent | undefined,
): Spoil =>
  onlyIn(
    ['get_membership'],
    changeView(({ slot }) => ({
      slot: (room, type, key) => find(room, key, slot(room, type, key)),
    })),
  );

const wasNeverMember = ({ parts, world, params }: Context): boolean => {
  const room = parts.rooms.find(world, params.roomId);
  return room !== undefined && parts.view.slot(room, 'm.room.member', params.userId) === undefined;
};

/** What GET member answers, and about whom. */
export const getMembershipFaults: Faults = {
  'get-member-is-an-event': {
    summary: 'GET member answers a list of one object.',
    violates: ['GMEM-02', 'GMEM-03'],
    spoil: changeWholeBody(['get_membership'], (body) => [body]),
  },
  'membership-of-another-word': {
    summary: 'GET member answers "joined", "inviteed" and "leaveed".',
    violates: ['MODEL-07', 'GMEM-02', 'GMEM-03'],
    spoil: changeBody(['get_membership'], (body) => ({
      ...body,
      membership: `${String(body['membership'])}ed`,
    })),
  },
  'membership-in-capitals': {
    summary: 'GET member answers the membership in capitals.',
    violates: ['MODEL-07', 'GMEM-02', 'GMEM-03'],
    spoil: changeBody(['get_membership'], (body) => ({
      ...body,
      membership: String(body['membership']).toUpperCase(),
    })),
  },
  ...perRow(
    [
      // Null is not a Member.
      ['missing-member-null', 'null', null, ['GMEM-07', 'GMEM-02']],
      ['missing-member-left', 'the membership leave', { membership: 'leave' }, ['GMEM-07']],
    ],
    ([id, what, body, violates]) => ({
      [id]: {
        summary: `GET member answers 200 and ${what} for a user who was never a member.`,
        violates,
        spoil: wrapOperation(['get_membership'], (perform) => (context) => {
          context.parts.permissions.read(context, context.params.roomId);
          return wasNeverMember(context) ? context.parts.answer.ok(body) : perform(context);
        }),
      },
    }),
  ),
  'missing-member-400': {
    summary: 'GET member answers 400 for a user who was never a member.',
    violates: ['GMEM-07'],
    spoil: before(['get_membership'], (context) => {
      if (wasNeverMember(context)) throw invalid('Nobody.');
    }),
  },
  'not-found-member-null': {
    summary: 'GET member answers 404 and null for a user who was never a member.',
    violates: ['GMEM-07', 'CONV-05', 'CONV-06'],
    spoil: changeWire(
      (operation, { status }) => operation === 'get_membership' && status === 404,
      (answer) => ({ ...answer, body: 'null' }),
    ),
  },
  'leavers-are-not-found': {
    summary: 'GET member answers 404 for a user who left.',
    violates: ['GMEM-08', 'GMEM-03', 'LEAVE-03'],
    spoil: findMember((_room, _userId, right) =>
      right !== undefined && hasMembership('leave')(right) ? undefined : right,
    ),
  },
  'banned-are-not-found': {
    summary: 'GET member answers 404 for a banned user.',
    violates: ['GMEM-03', 'BAN-03'],
    spoil: findMember((_room, _userId, right) =>
      right !== undefined && hasMembership('ban')(right) ? undefined : right,
    ),
  },
  'membership-as-at-first': {
    summary: 'GET member answers the first membership that a user had.',
    violates: ['GMEM-03'],
    spoil: findMember((room, userId, right) => changesOf(room, userId)[0] ?? right),
  },
  'membership-stops-at-the-third': {
    summary: 'GET member answers the third membership that a user had for all later ones.',
    violates: ['GMEM-03'],
    spoil: findMember((room, userId, right) => changesOf(room, userId)[2] ?? right),
  },
  'everybody-is-the-creator': {
    summary: 'GET member answers the membership of the creator for every user who has one.',
    violates: ['GMEM-05'],
    spoil: findMember(
      (room, _userId, right) => right && changesOf(room, room.events[0]?.sender ?? '').at(-1),
    ),
  },
  'everybody-is-the-caller': {
    summary: 'GET member answers the membership of the caller for every user.',
    violates: ['GMEM-05'],
    spoil: changeParams(['get_membership'], ({ caller }) => ({ userId: caller.userId })),
  },
  'membership-in-another-room': {
    summary: 'GET member answers the membership in the latest room that knows the user.',
    violates: ['GMEM-06'],
    spoil: perRequest('get_membership', (context) => ({ permissions, rooms }) => {
      const { params, world } = context;
      permissions.read(context, params.roomId);
      const room =
        [...world.rooms.values()].findLast(({ state }) =>
          state.get('m.room.member')?.has(params.userId),
        ) ?? rooms.find(world, params.roomId);
      if (room === undefined) throw notFound('No room.');
      return { permissions: { ...permissions, read: () => room } };
    }),
  },
};
