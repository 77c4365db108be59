import type { Room } from '../domain/room.ts';
import { documented, implied, type Fault } from './fault.ts';
import { changes, is, listing, parameter } from './member-views.ts';
import { before, operation, within } from './spoiling.ts';

/** The list of members. */
export const memberFaults: readonly Fault[] = [
  implied(
    'members-without-leavers',
    'GET members leaves out who left.',
    ['MEMB-04', 'LEAVE-03'],
    listing((events) => events.filter((event) => !is('leave')(event))),
  ),
  implied(
    'members-without-banned',
    'GET members leaves out who is banned.',
    ['MEMB-04', 'BAN-03'],
    listing((events) => events.filter((event) => !is('ban')(event))),
  ),
  implied(
    'members-without-invited',
    'GET members leaves out who is only invited.',
    ['MEMB-04', 'INV-03'],
    listing((events) => events.filter((event) => !is('invite')(event))),
  ),
  implied(
    'members-without-the-reader',
    'GET members leaves out who asks.',
    ['MEMB-04', 'CREATE-03'],
    operation(
      ['get_members'],
      (perform) => (context) =>
        perform({
          ...context,
          parts: {
            ...context.parts,
            ...listing((events) =>
              events.filter(({ stateKey }) => stateKey !== context.caller.userId),
            )(context.parts),
          },
        }),
    ),
  ),
  implied(
    'members-without-the-creator',
    'GET members leaves out the creator when somebody else is in the room.',
    ['MEMB-04'],
    listing((events, room) =>
      events.length > 1
        ? events.filter(({ stateKey }) => stateKey !== room.events[0]?.sender)
        : events,
    ),
  ),
  implied(
    'members-without-the-third',
    'GET members stops at the second entry.',
    ['MEMB-04'],
    listing((events) => events.slice(0, 2)),
  ),
  implied(
    'members-as-they-came',
    'GET members lists everybody with their first membership.',
    ['MEMB-04'],
    listing((events, room) =>
      events.map((event) => changes(room, event.stateKey ?? '')[0] ?? event),
    ),
  ),
  implied(
    'members-are-all-joined',
    'GET members says of everybody that they joined.',
    ['MEMB-04'],
    listing((events) => events.map((event) => ({ ...event, content: { membership: 'join' } }))),
  ),
  implied(
    'members-listed-by-event',
    'GET members lists every change of membership.',
    ['MEMB-11', 'MEMB-04'],
    listing((_events, room) => room.events.filter(({ type }) => type === 'm.room.member')),
  ),
  implied(
    'members-of-other-state',
    'GET members lists a user once more for each piece of state whose key is the user id.',
    ['MEMB-11'],
    listing((events, room) =>
      events.flatMap((event) => {
        const slots = [...room.state.values()].filter((keys) => keys.has(event.stateKey ?? ''));
        return slots.map(() => event);
      }),
    ),
  ),
  implied(
    'rejoined-listed-twice',
    'Who joined again is listed twice.',
    ['MEMB-11', 'JOIN-10'],
    listing((events, room) =>
      events.flatMap((event) =>
        changes(room, event.stateKey ?? '').filter(is('join')).length > 1
          ? [event, event]
          : [event],
      ),
    ),
  ),
  documented(
    'members-of-all-rooms',
    'GET members lists the members of another room as well.',
    ['MEMB-06', 'MEMB-04'],
    (right) => {
      const others = new Map<string, Room>();
      return {
        rooms: {
          ...right.rooms,
          open: (world, id) => {
            const room = right.rooms.open(world, id);
            others.set(id, room);
            return room;
          },
        },
        ...listing((events, room) => {
          const other = [...others.values()].find(({ id }) => id !== room.id);
          return [
            ...events,
            ...(other?.events.filter(({ type }) => type === 'm.room.member') ?? []),
          ];
        })(right),
      };
    },
  ),
  documented(
    'members-of-the-latest-room',
    'GET members lists the members of the room that the caller made last.',
    ['MEMB-06'],
    within(['get_members'], (right) => ({
      permit: {
        ...right.permit,
        read: (context, roomId) => {
          const room = right.permit.read(context, roomId);
          return (
            [...context.world.rooms.values()].findLast(
              ({ events }) => events[0]?.sender === context.caller.userId,
            ) ?? room
          );
        },
      },
    })),
  ),
  documented(
    'members-refuses-from',
    'GET members refuses a parameter called from.',
    ['MEMB-07'],
    parameter('from'),
  ),
  documented(
    'members-refuses-to',
    'GET members refuses a parameter called to.',
    ['MEMB-08'],
    parameter('to'),
  ),
  documented(
    'members-from-500',
    'GET members fails where from is given.',
    ['MEMB-07'],
    before(['get_members'], ({ request }) => {
      if (request.query.has('from')) throw new TypeError('from');
    }),
  ),
  documented(
    'members-to-500',
    'GET members fails where to is given.',
    ['MEMB-08'],
    before(['get_members'], ({ request }) => {
      if (request.query.has('to')) throw new TypeError('to');
    }),
  ),
];
