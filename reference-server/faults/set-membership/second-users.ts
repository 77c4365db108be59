import { forbidden } from '../../errors.ts';
import type { Membership } from '../../domain/membership.ts';
import type { Room } from '../../domain/room.ts';
import type { Context } from '../../parts.ts';
import { perRow, type Faults, type Spoil } from '../fault.ts';
import { before, changePermissions, changesOf, changeView } from '../vocabulary/index.ts';

/** Whoever invited a user last, and is somebody else. */
function inviterOf(room: Room, userId: string): string | undefined {
  const last = changesOf(room, userId).at(-1);
  return last?.content['membership'] === 'invite' ? last.sender : undefined;
}

/** How the last inviter has gone; undefined where the inviter is still there. */
function departureOf({ parts }: Context, room: Room, userId: string): string | undefined {
  const inviter = inviterOf(room, userId);
  if (inviter === undefined) return undefined;
  const membership = parts.view.membership(room, inviter);
  if (membership === 'leave')
    return changesOf(room, inviter).at(-1)?.sender === inviter ? 'left' : 'kicked';
  return membership === 'ban' ? 'banned' : undefined;
}

/** A join of an invited user is refused where the room says so. */
const refuseJoin = (refuses: (context: Context, room: Room, userId: string) => boolean): Spoil =>
  changePermissions(({ changeMembership }) => ({
    changeMembership: (context, change) => {
      const room = changeMembership(context, change);
      if (change.requested === 'join' && refuses(context, room, change.userId))
        throw forbidden('Your invite is void.');
      return room;
    },
  }));

/** Shows the membership of users otherwise. */
const showMembership = (
  change: (room: Room, userId: string, right: Membership | undefined) => Membership | undefined,
): Spoil =>
  changeView(({ membership }) => ({
    membership: (room, userId) => change(room, userId, membership(room, userId)),
  }));

/** Changes of membership that depend on what became of a second user. */
export const secondUserFaults: Faults = {
  ...perRow(['left', 'kicked', 'banned'], (how) => ({
    [`invite-of-one-who-was-${how}-is-void`]: {
      summary: `An invite is void once the inviter ${how === 'left' ? 'has left' : `was ${how}`}.`,
      violates: ['JOIN-01', 'SMEM-16', 'JOIN-03'],
      spoil: refuseJoin((context, room, userId) => departureOf(context, room, userId) === how),
    },
  })),
  'second-inviter-owns-the-invite': {
    summary: 'An invite by two users is void once the first of them has left.',
    violates: ['JOIN-01', 'SMEM-16', 'JOIN-03'],
    spoil: refuseJoin(({ parts }, room, userId) =>
      changesOf(room, userId).some(
        ({ content, sender }) =>
          content['membership'] === 'invite' && parts.view.membership(room, sender) === 'leave',
      ),
    ),
  },
  'one-invite-remains': {
    summary: 'A user who was invited by two and then removed can still join.',
    violates: ['SMEM-14', 'JOIN-08'],
    spoil: showMembership((room, userId, right) => {
      if (right !== 'leave') return right;
      const changes = changesOf(room, userId);
      const inviters = changes.filter(({ content }) => content['membership'] === 'invite');
      const joined = changes.some(({ content }) => content['membership'] === 'join');
      return !joined && new Set(inviters.map(({ sender }) => sender)).size > 1 ? 'invite' : right;
    }),
  },
  'guests-of-the-banned-may-not-send': {
    summary: 'A member who was invited by a user who is banned now cannot send messages.',
    violates: ['SEND-01', 'MSG-01'],
    spoil: before(['send_message'], ({ parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      if (room === undefined) return;
      const invite = changesOf(room, caller.userId).find(
        ({ content }) => content['membership'] === 'invite',
      );
      if (invite !== undefined && parts.view.membership(room, invite.sender) === 'ban')
        throw forbidden('Not for you.');
    }),
  },
};
