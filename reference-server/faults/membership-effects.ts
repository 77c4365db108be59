import type { Nickname } from '../parts.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { acting, kebab, within } from './spoiling.ts';
import { changing } from './changing.ts';

/** An operation answers 200 and changes nothing. */
const idle = (name: Nickname): Spoil =>
  within(
    [name],
    acting(() => ({
      changeMembership: (context, change) => {
        context.parts.permit.changeMembership(context, change);
        return {
          eventId: '',
          roomId: '',
          type: '',
          sender: '',
          content: {},
          stateKey: undefined,
          at: 0,
        };
      },
    })),
  );

const idling = [
  ['invite', 'INV-03'],
  ['join_room', 'JOIN-03'],
  ['leave', 'LEAVE-03'],
  ['ban', 'BAN-03'],
  ['set_membership', 'SMEM-03'],
] as const;

const twice: Readonly<Record<'invite' | 'join_room' | 'leave' | 'ban', string>> = {
  invite: 'INV-07',
  join_room: 'JOIN-07',
  leave: 'LEAVE-07',
  ban: 'BAN-08',
};

/** A change reaches all rooms that the caller made or is in. */
const leaking = (names: readonly Nickname[]): Spoil =>
  within(
    names,
    acting(({ changeMembership }) => ({
      changeMembership: async (context, change) => {
        const event = await changeMembership(context, change);
        for (const room of context.world.rooms.values()) {
          const creator = room.events[0]?.sender;
          const near =
            creator === context.parts.rooms.find(context.world, change.roomId)?.events[0]?.sender;
          if (near && room.id !== change.roomId) {
            context.parts.rooms.append(context, room, {
              type: 'm.room.member',
              sender: context.caller.userId,
              stateKey: change.userId,
              content: { membership: change.requested },
            });
          }
        }
        return event;
      },
    })),
  );

/** What becomes of a change of membership. */
export const membershipEffectFaults: readonly Fault[] = [
  ...idling.map(([name, row]) =>
    implied(
      `${kebab(name)}-without-effect`,
      `${name} answers 200 and changes nothing.`,
      [row, 'SMEM-21'],
      idle(name),
      {
        follows: [
          'GMEM-03',
          'GMEM-08',
          'MEMB-04',
          'INV-04',
          'INV-13',
          'JOIN-01',
          'JOIN-04',
          'JOIN-07',
          'JOIN-09',
          'LEAVE-04',
          'LEAVE-07',
          'BAN-04',
          'BAN-08',
          'BAN-12',
          'BAN-14',
          'SMEM-07',
          'SMEM-08',
          'SMEM-15',
          'SMEM-16',
          'SMEM-17',
          'SMEM-19',
          'SMEM-20',
          'SMEM-22',
          'CONV-19',
          'CONV-23',
          'INV-07',
          'LEAVE-09',
          'CREATE-13',
          'JOIN-11',
          'SMEM-12',
          'SMEM-01',
        ],
        because: 'What should have changed is looked at.',
      },
    ),
  ),
  ...(['invite', 'join_room', 'leave', 'ban'] as const).map((name) =>
    documented(
      `${kebab(name)}-in-all-rooms`,
      `${name} is done in all rooms of the same creator.`,
      [twice[name]],
      leaking([name]),
      {
        follows: ['GMEM-06', 'MEMB-06', 'CREATE-03'],
        because: 'Somebody has a membership in a room that nobody named.',
      },
    ),
  ),
  documented(
    'set-membership-in-all-rooms',
    'set_membership is done in all rooms of the same creator.',
    ['SMEM-08'],
    leaking(['set_membership']),
    {
      follows: ['GMEM-06', 'MEMB-06', 'CREATE-03'],
      because: 'Somebody has a membership in a room that nobody named.',
    },
  ),
  implied(
    'second-invite-uninvites',
    'A second invite takes the first one back.',
    ['INV-13'],
    acting(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = context.parts.rooms.find(context.world, change.roomId);
        const again =
          room !== undefined &&
          change.requested === 'invite' &&
          context.parts.view.membership(room, change.userId) === 'invite';
        return again
          ? context.parts.rooms.append(context, room, {
              type: 'm.room.member',
              sender: context.caller.userId,
              stateKey: change.userId,
              content: { membership: 'leave' },
            })
          : changeMembership(context, change);
      },
    })),
    { follows: ['SMEM-15', 'CONV-23'], because: 'An invite is not one.' },
  ),
  implied(
    'ban-only-removes',
    'ban takes the user out of the room and no more.',
    ['BAN-03', 'BAN-01'],
    changing(['ban'], (change) => ({ ...change, requested: 'leave' })),
    {
      follows: [
        'BAN-04',
        'BAN-08',
        'BAN-12',
        'BAN-14',
        'JOIN-11',
        'SMEM-21',
        'GMEM-03',
        'MEMB-04',
        'BAN-05',
        'BAN-06',
        'SMEM-20',
      ],
      because: 'Nobody is banned.',
    },
  ),
  implied(
    'set-membership-ban-only-removes',
    'set_membership with ban takes the user out of the room and no more.',
    ['SMEM-19', 'SMEM-03', 'SMEM-21'],
    changing(['set_membership'], (change) =>
      change.requested === 'ban' ? { ...change, requested: 'leave' } : change,
    ),
    {
      follows: ['BAN-05', 'BAN-06', 'BAN-14', 'SMEM-20', 'GMEM-03', 'JOIN-11'],
      because: 'Nobody is banned.',
    },
  ),
  implied(
    'leave-bans',
    'Who leaves is banned.',
    ['LEAVE-03', 'SMEM-21'],
    changing(['leave'], (change) => ({ ...change, requested: 'ban' })),
    {
      follows: [
        'LEAVE-01',
        'LEAVE-02',
        'LEAVE-04',
        'LEAVE-05',
        'LEAVE-07',
        'LEAVE-09',
        'GMEM-08',
        'GMEM-03',
      ],
      because: 'Without power nobody bans.',
    },
  ),
  implied(
    'invite-joins',
    'Who is invited is in the room at once.',
    ['INV-03', 'SMEM-21'],
    acting(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        if (context.params.userId !== '' || change.requested !== 'invite')
          return changeMembership(context, change);
        const room = context.parts.permit.changeMembership(context, change);
        return context.parts.rooms.append(context, room, {
          type: 'm.room.member',
          sender: context.caller.userId,
          stateKey: change.userId,
          content: { membership: 'join' },
        });
      },
    })),
    {
      follows: [
        'INV-13',
        'INV-04',
        'INV-07',
        'MSGS-15',
        'MEMB-12',
        'SYNC-14',
        'SEND-15',
        'STATE-17',
        'SMEM-11',
        'INV-11',
        'CONV-23',
        'GMEM-03',
        'BAN-06',
        'TOPIC-11',
        'MEMB-04',
        'SMEM-20',
      ],
      because: 'Nobody is only invited.',
    },
  ),
];
