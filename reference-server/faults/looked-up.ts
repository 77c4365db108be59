import { forbidden, invalid } from '../errors.ts';
import { convention, documented, implied, type Fault } from './fault.ts';
import { changes, is, reading, throwing } from './member-views.ts';
import { before, operation } from './spoiling.ts';

/** The membership of one person, and the topic: what is found and what is not. */
export const lookUpFaults: readonly Fault[] = [
  documented(
    'missing-member-null',
    'Somebody who never was a member is answered 200 and null.',
    ['GMEM-07'],
    operation(['get_membership'], (perform) => async (context) => {
      const room = context.parts.permit.read(context, context.params.roomId);
      return context.parts.view.slot(room, 'm.room.member', context.params.userId) === undefined
        ? context.parts.answer.ok(null)
        : perform(context);
    }),
  ),
  documented(
    'missing-member-left',
    'Somebody who never was a member is said to have left.',
    ['GMEM-07'],
    operation(['get_membership'], (perform) => async (context) => {
      const room = context.parts.permit.read(context, context.params.roomId);
      return context.parts.view.slot(room, 'm.room.member', context.params.userId) === undefined
        ? context.parts.answer.ok({ membership: 'leave' })
        : perform(context);
    }),
  ),
  documented(
    'missing-member-400',
    'Somebody who never was a member is a bad request.',
    ['GMEM-07'],
    before(['get_membership'], ({ parts, params, world }) => {
      const room = parts.rooms.find(world, params.roomId);
      if (room !== undefined && parts.view.slot(room, 'm.room.member', params.userId) === undefined)
        throw invalid('Nobody.');
    }),
  ),
  documented(
    'missing-topic-200',
    'GET topic answers "" where no topic was ever set.',
    ['GTOPIC-06', 'CREATE-22'],
    operation(['get_topic'], (perform) => async (context) => {
      const room = context.parts.permit.read(context, context.params.roomId);
      return context.parts.view.slot(room, 'm.room.topic', '') === undefined
        ? context.parts.answer.ok({ topic: '' })
        : perform(context);
    }),
  ),
  documented(
    'missing-topic-null-200',
    'A room without a topic is answered 200 and null.',
    ['GTOPIC-06', 'CREATE-22'],
    operation(['get_topic'], (perform) => async (context) => {
      const room = context.parts.permit.read(context, context.params.roomId);
      return context.parts.view.slot(room, 'm.room.topic', '') === undefined
        ? context.parts.answer.ok(null)
        : perform(context);
    }),
  ),
  documented(
    'missing-topic-403',
    'A room without a topic is forbidden.',
    ['GTOPIC-06', 'CREATE-22'],
    before(['get_topic'], ({ parts, world, params }) => {
      const room = parts.rooms.find(world, params.roomId);
      if (room !== undefined && parts.view.slot(room, 'm.room.topic', '') === undefined)
        throw forbidden('No topic.');
    }),
  ),
  convention(
    'leavers-are-not-found',
    'Somebody who left is not found: 404.',
    ['GMEM-08', 'GMEM-03', 'LEAVE-03'],
    reading((_room, _userId, right) =>
      right !== undefined && is('leave')(right) ? undefined : right,
    ),
  ),
  implied(
    'banned-are-not-found',
    'Somebody who is banned is not found: 404.',
    ['GMEM-03', 'BAN-03'],
    reading((_room, _userId, right) =>
      right !== undefined && is('ban')(right) ? undefined : right,
    ),
  ),
  implied(
    'membership-as-at-first',
    'GET member answers the first membership somebody had.',
    ['GMEM-03'],
    reading((room, userId, right) => changes(room, userId)[0] ?? right),
  ),
  implied(
    'membership-stops-at-the-third',
    'GET member does not show the fourth change and later ones.',
    ['GMEM-03'],
    reading((room, userId, right) => changes(room, userId)[2] ?? right),
  ),
  documented(
    'everybody-is-the-creator',
    'GET member answers the membership of the creator for everybody who has one.',
    ['GMEM-05'],
    reading((room, _userId, right) => right && changes(room, room.events[0]?.sender ?? '').at(-1)),
  ),
  documented(
    'everybody-is-the-caller',
    'GET member answers the membership of who asks.',
    ['GMEM-05'],
    operation(
      ['get_membership'],
      (perform) => (context) =>
        perform({ ...context, params: { ...context.params, userId: context.caller.userId } }),
    ),
  ),
  documented(
    'membership-in-another-room',
    'GET member answers the membership in the latest room that knows the user.',
    ['GMEM-06'],
    operation(['get_membership'], (perform) => (context) => {
      const rooms = [...context.world.rooms.values()];
      const known = rooms.findLast(({ state }) =>
        state.get('m.room.member')?.has(context.params.userId),
      );
      context.parts.permit.read(context, context.params.roomId);
      return perform({
        ...context,
        parts: {
          ...context.parts,
          permit: {
            ...context.parts.permit,
            read: (_context, roomId) =>
              known ?? context.parts.rooms.find(context.world, roomId) ?? throwing(),
          },
        },
      });
    }),
  ),
];
