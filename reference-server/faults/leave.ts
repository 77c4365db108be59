import type { Faults } from './fault.ts';
import { allow, changeRequest, forbid, onlyIn } from './vocabulary/index.ts';

/** Who may leave a room, and what leaving does. */
export const leaveFaults: Faults = {
  'leave-bans': {
    summary: 'leave bans the user who leaves.',
    violates: ['LEAVE-03', 'SMEM-21', 'LEAVE-01'],
    spoil: changeRequest('leave', (change) => ({ ...change, requested: 'ban' })),
  },
  'left-rejoins-private-room': {
    summary: 'A user who left a private room may join it again without an invite.',
    violates: ['LEAVE-09', 'SMEM-14'],
    spoil: allow({
      self: true,
      requested: 'join',
      room: 'private',
      target: 'leave',
      byOther: false,
    }),
  },
  'stranger-leaves': {
    summary: 'A stranger may leave a room.',
    violates: ['LEAVE-08'],
    spoil: allow({ self: true, requested: 'leave', target: 'none' }),
  },
  'stranger-leaves-public-room': {
    summary: 'A stranger may leave a public room.',
    violates: ['LEAVE-08'],
    spoil: allow({ self: true, requested: 'leave', target: 'none', room: 'public' }),
  },
  'set-membership-leave-of-strangers': {
    summary: 'A stranger may leave by set_membership, but not by leave.',
    violates: ['LEAVE-08', 'SMEM-21'],
    spoil: onlyIn(['set_membership'], allow({ self: true, requested: 'leave', target: 'none' })),
  },
  'banned-leaves': {
    summary: 'A banned user may leave and is not banned any more.',
    violates: ['LEAVE-08', 'BAN-14'],
    spoil: allow({ self: true, requested: 'leave', target: 'ban' }),
  },
  'joined-cannot-leave': {
    summary: 'A member without power cannot leave.',
    violates: ['LEAVE-01', 'SMEM-17', 'LEAVE-03'],
    spoil: forbid({ self: true, requested: 'leave', target: 'join', powerful: false }),
  },
  'public-room-keeps-people': {
    summary: 'A member cannot leave a public room.',
    violates: ['LEAVE-01', 'SMEM-17'],
    spoil: forbid({ self: true, requested: 'leave', target: 'join', room: 'public' }),
  },
};
