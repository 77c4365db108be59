import type { Context, MembershipChange } from '../parts.ts';
import type { RoomEvent } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import type { Faults } from './fault.ts';
import { changeActions, forbid } from './vocabulary/index.ts';

/** Stores another membership than was asked for. */
const store = (
  context: Context,
  room: Room,
  { userId }: MembershipChange,
  membership: string,
): RoomEvent =>
  context.parts.rooms.append(context, room, {
    type: 'm.room.member',
    sender: context.caller.userId,
    stateKey: userId,
    content: { membership },
  });

/** Who can be invited, by whom, and what an invite does. */
export const inviteFaults: Faults = {
  'nobody-invites': {
    summary: 'The creator cannot invite a stranger.',
    violates: ['INV-01', 'SMEM-15', 'INV-03', 'SMEM-01'],
    spoil: forbid({ requested: 'invite', target: 'none', powerful: true }),
  },
  'no-way-back-after-leaving': {
    summary: 'A user who left cannot be invited again.',
    violates: ['INV-01', 'SMEM-15', 'LEAVE-09', 'INV-03', 'SMEM-03'],
    spoil: forbid({ requested: 'invite', target: 'leave', byOther: false }),
  },
  'no-way-back-after-a-kick': {
    summary: 'A user who was kicked cannot be invited again.',
    violates: ['INV-01', 'SMEM-15', 'INV-03', 'SMEM-03'],
    spoil: forbid({ requested: 'invite', target: 'leave', byOther: true }),
  },
  'no-invites-into-public-rooms': {
    summary: 'Nobody can be invited into a public room.',
    violates: ['INV-01', 'SMEM-15', 'INV-03', 'SMEM-03'],
    spoil: forbid({ requested: 'invite', room: 'public' }),
  },
  'only-the-creator-invites': {
    summary: 'A member without power cannot invite into a private room.',
    violates: ['CONV-23'],
    spoil: forbid({ requested: 'invite', room: 'private', powerful: false }),
  },
  'members-invite-no-leavers': {
    summary: 'A member without power cannot invite a user who left back into a private room.',
    violates: ['CONV-23'],
    spoil: forbid({ requested: 'invite', room: 'private', powerful: false, target: 'leave' }),
  },
  'members-do-not-repeat-invites': {
    summary: 'A member without power cannot repeat an invite into a private room.',
    violates: ['CONV-23'],
    spoil: forbid({ requested: 'invite', room: 'private', powerful: false, target: 'invite' }),
  },
  'second-invite-refused': {
    summary: 'An invited user cannot be invited again.',
    violates: ['INV-13'],
    spoil: forbid({ requested: 'invite', target: 'invite' }),
  },
  'second-invite-uninvites': {
    summary: 'A second invite takes the first one back.',
    violates: ['INV-13'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const { parts, world } = context;
        const room = parts.rooms.find(world, change.roomId);
        return room !== undefined &&
          change.requested === 'invite' &&
          parts.view.membership(room, change.userId) === 'invite'
          ? store(context, room, change, 'leave')
          : changeMembership(context, change);
      },
    })),
  },
  'invite-joins': {
    summary: 'invite makes the invited user a member at once.',
    violates: ['INV-03', 'SMEM-21'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        if (context.params.userId !== '' || change.requested !== 'invite')
          return changeMembership(context, change);
        const room = context.parts.permissions.changeMembership(context, change);
        return store(context, room, change, 'join');
      },
    })),
  },
};
