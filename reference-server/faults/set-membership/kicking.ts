import { perRow, type Faults } from '../fault.ts';
import { allow, changeRequest, forbid, onlyIn, outside } from '../vocabulary/index.ts';

/** Who may kick, take an invite back or lift a ban; and leaving and banning by set_membership. */
export const kickFaults: Faults = {
  ...perRow(
    [
      ['invited', 'An invited user', 'invite'],
      ['left', 'A user who left', 'leave'],
      ['banned', 'A banned user', 'ban'],
      ['stranger', 'A stranger', 'none'],
    ],
    ([id, who, actor]) => ({
      [`${id}-kicks`]: {
        summary: `${who} may kick members.`,
        violates: ['SMEM-20'],
        spoil: allow({ self: false, requested: 'leave', actor, target: 'join' }),
      },
    }),
  ),
  'creator-cannot-kick': {
    summary: 'The creator cannot kick.',
    violates: ['SMEM-20', 'CREATE-25'],
    spoil: forbid({ self: false, requested: 'leave', target: 'join', powerful: true }),
  },
  'creator-cannot-kick-in-public': {
    summary: 'The creator cannot kick from a public room.',
    violates: ['SMEM-20', 'CREATE-25'],
    spoil: forbid({ self: false, requested: 'leave', target: 'join', room: 'public' }),
  },
  ...perRow(
    [
      ['member-kicks-members', 'kick members', 'join'],
      ['member-uninvites', 'take an invite back', 'invite'],
      ['member-unbans', 'lift a ban', 'ban'],
      ['member-sets-strangers-to-leave', 'set a stranger to leave', 'none'],
    ],
    ([id, what, target]) => ({
      [id]: {
        summary: `A member without power may ${what}.`,
        violates: ['SMEM-20'],
        spoil: allow({ self: false, requested: 'leave', target, actor: 'join', powerful: false }),
      },
    }),
  ),
  'member-uninvites-their-own': {
    summary: 'A member without power may take back the invites that they made.',
    violates: ['SMEM-20'],
    spoil: allow({
      self: false,
      requested: 'leave',
      target: 'invite',
      actor: 'join',
      powerful: false,
      byActor: true,
    }),
  },
  'member-kicks-the-creator': {
    summary: 'A member without power may kick the creator.',
    violates: ['SMEM-20'],
    spoil: allow({
      self: false,
      requested: 'leave',
      actor: 'join',
      powerful: false,
      ofCreator: true,
    }),
  },
  'outsider-uninvites': {
    summary: 'A user who is not in the room may take invites back and lift bans.',
    violates: ['SMEM-20'],
    spoil: allow({ self: false, requested: 'leave', target: ['invite', 'ban'], actor: outside }),
  },
  'set-membership-leave-not-offered': {
    summary: 'Nobody can leave by set_membership.',
    violates: ['SMEM-17', 'SMEM-21'],
    spoil: onlyIn(['set_membership'], forbid({ self: true, requested: 'leave' })),
  },
  'set-membership-ban-by-members': {
    summary: 'Any member may ban by set_membership, but not by ban.',
    violates: ['SMEM-21', 'BAN-05'],
    spoil: onlyIn(['set_membership'], allow({ requested: 'ban', actor: 'join' })),
  },
  'set-membership-ban-only-removes': {
    summary: 'set_membership with ban removes the user from the room without banning them.',
    violates: ['SMEM-19', 'SMEM-03', 'SMEM-21'],
    spoil: changeRequest('set_membership', (change) =>
      change.requested === 'ban' ? { ...change, requested: 'leave' } : change,
    ),
  },
};
