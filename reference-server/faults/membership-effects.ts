import type { Nickname } from '../parts.ts';
import { changing } from './changing.ts';
import { documented, implied, type Fault, type Spoil } from './fault.ts';
import { acting, kebab, within } from './spoiling.ts';

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
    ),
  ),
  ...(['invite', 'join_room', 'leave', 'ban'] as const).map((name) =>
    documented(
      `${kebab(name)}-in-all-rooms`,
      `${name} is done in all rooms of the same creator.`,
      [twice[name]],
      leaking([name]),
    ),
  ),
  documented(
    'set-membership-in-all-rooms',
    'set_membership is done in all rooms of the same creator.',
    ['SMEM-08'],
    leaking(['set_membership']),
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
  ),
  implied(
    'ban-only-removes',
    'ban takes the user out of the room and no more.',
    ['BAN-03', 'BAN-01'],
    changing(['ban'], (change) => ({ ...change, requested: 'leave' })),
  ),
  implied(
    'set-membership-ban-only-removes',
    'set_membership with ban takes the user out of the room and no more.',
    ['SMEM-19', 'SMEM-03', 'SMEM-21'],
    changing(['set_membership'], (change) =>
      change.requested === 'ban' ? { ...change, requested: 'leave' } : change,
    ),
  ),
  implied(
    'leave-bans',
    'Who leaves is banned.',
    ['LEAVE-03', 'SMEM-21'],
    changing(['leave'], (change) => ({ ...change, requested: 'ban' })),
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
  ),
];
