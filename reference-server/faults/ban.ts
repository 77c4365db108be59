import { badJson } from '../errors.ts';
import { perRow, type Faults } from './fault.ts';
import {
  allow,
  before,
  changeActions,
  changeRequest,
  forbid,
  noEvent,
  onlyIn,
  pause,
} from './vocabulary/index.ts';

/** Who may ban whom, what a ban does, and what its reason changes. */
export const banFaults: Faults = {
  'ban-only-removes': {
    summary: 'ban removes the user from the room without banning them.',
    violates: ['BAN-03', 'BAN-01'],
    spoil: changeRequest('ban', (change) => ({ ...change, requested: 'leave' })),
  },
  'creator-cannot-ban': {
    summary: 'The creator cannot ban.',
    violates: ['BAN-01', 'BAN-05', 'SMEM-19', 'BAN-03', 'CREATE-25'],
    spoil: forbid({ requested: 'ban', powerful: true }),
  },
  'creator-cannot-ban-invited': {
    summary: 'The creator cannot ban an invited user.',
    violates: ['BAN-05', 'BAN-01', 'SMEM-19'],
    spoil: forbid({ requested: 'ban', powerful: true, target: 'invite' }),
  },
  'member-bans-members': {
    summary: 'A member without power may ban other members.',
    violates: ['BAN-05'],
    spoil: allow({
      self: false,
      requested: 'ban',
      target: 'join',
      actor: 'join',
      powerful: false,
    }),
  },
  'member-bans-outsiders': {
    summary: 'A member without power may ban users who are not in the room.',
    violates: ['BAN-05'],
    spoil: allow({
      self: false,
      requested: 'ban',
      target: ['none', 'invite', 'leave'],
      actor: 'join',
      powerful: false,
    }),
  },
  'member-bans-the-creator': {
    summary: 'A member without power may ban the creator.',
    violates: ['BAN-05'],
    spoil: allow({ requested: 'ban', actor: 'join', powerful: false, ofCreator: true }),
  },
  'member-bans-in-public': {
    summary: 'Any member of a public room may ban.',
    violates: ['BAN-05'],
    spoil: allow({ requested: 'ban', actor: 'join', room: 'public' }),
  },
  'member-bans-themselves': {
    summary: 'A member without power may ban themselves.',
    violates: ['BAN-05'],
    spoil: allow({ self: true, requested: 'ban', actor: 'join', powerful: false }),
  },
  'ban-by-members': {
    summary: 'Any member may ban by ban, but not by set_membership.',
    violates: ['BAN-05', 'SMEM-21'],
    spoil: onlyIn(['ban'], allow({ requested: 'ban', actor: 'join' })),
  },
  ...perRow(
    [
      ['invited', 'An invited user', 'invite'],
      ['left', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
      ['stranger', 'A stranger', 'none'],
    ],
    ([id, who, actor]) => ({
      [`${id}-bans`]: {
        summary: `${who} may ban others.`,
        violates: ['BAN-06'],
        spoil: allow({ self: false, requested: 'ban', actor }),
      },
    }),
  ),
  'outsider-bans-themselves': {
    summary: 'A stranger, or a user who left, may ban themselves.',
    violates: ['BAN-06'],
    spoil: allow({ self: true, requested: 'ban', actor: ['none', 'leave'] }),
  },
  'invited-bans-themselves': {
    summary: 'An invited user may ban themselves.',
    violates: ['BAN-06'],
    spoil: allow({ self: true, requested: 'ban', actor: 'invite' }),
  },
  'second-ban-lifts-the-first': {
    summary: 'A ban of a user who is banned already takes the first ban back.',
    violates: ['BAN-03', 'SMEM-03'],
    spoil: changeActions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = context.parts.rooms.find(context.world, change.roomId);
        const isSecond =
          room !== undefined &&
          change.requested === 'ban' &&
          context.parts.view.membership(room, change.userId) === 'ban';
        return changeMembership(context, isSecond ? { ...change, requested: 'leave' } : change);
      },
    })),
  },
  'set-membership-join-of-the-banned': {
    summary: 'A banned user may join by set_membership, but not by join_room.',
    violates: ['BAN-14', 'SMEM-21', 'JOIN-11'],
    spoil: onlyIn(['set_membership'], allow({ self: true, requested: 'join', target: 'ban' })),
  },
  'membership-race': {
    summary: 'A change of membership is checked first and made a moment later.',
    // Whichever two requests meet: what was checked is not true any more, and what was made is overwritten.
    violates: [
      'BAN-14',
      'INV-12',
      'SMEM-12',
      'JOIN-08',
      'JOIN-11',
      'LEAVE-08',
      'SMEM-03',
      'SMEM-20',
      'INV-03',
      'JOIN-03',
      'LEAVE-03',
      'BAN-03',
    ],
    spoil: changeActions(() => ({
      changeMembership: async (context, change) => {
        const { parts, caller } = context;
        const room = parts.permissions.changeMembership(context, change);
        await pause();
        return parts.rooms.append(context, room, {
          type: 'm.room.member',
          sender: caller.userId,
          content: { ...change.content, membership: change.requested },
          stateKey: change.userId,
        });
      },
    })),
  },
  'ban-refuses-a-reason': {
    summary: 'ban refuses a body with a reason.',
    violates: ['BAN-12', 'MODEL-34'],
    spoil: before(['ban'], ({ parts, request }) => {
      if ('reason' in parts.validate.object(request.body)) throw badJson('No reason.');
    }),
  },
  'ban-wants-a-reason': {
    summary: 'ban refuses a body without a reason.',
    violates: ['BAN-12', 'MODEL-34'],
    spoil: before(['ban'], ({ parts, request }) => {
      if (!('reason' in parts.validate.object(request.body))) throw badJson('No reason.');
    }),
  },
  'ban-with-a-reason-does-nothing': {
    summary: 'ban answers 200 for a body with a reason and does nothing.',
    violates: ['BAN-12', 'MODEL-34'],
    spoil: onlyIn(
      ['ban'],
      changeActions(({ changeMembership }) => ({
        changeMembership: (context, change) =>
          'reason' in change.content ? noEvent : changeMembership(context, change),
      })),
    ),
  },
};
