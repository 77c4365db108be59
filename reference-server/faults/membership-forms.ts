import { convention, documented, implied, type Fault } from './fault.ts';
import { allowing, forbidding } from './rulings.ts';
import { within } from './spoiling.ts';

/** Where the short form of a change and the long one differ. */
export const membershipFormFaults: readonly Fault[] = [
  convention(
    'rpc-invite-by-strangers',
    'A stranger may invite by the short form, not by the long one.',
    ['SMEM-21', 'INV-11'],
    within(
      ['invite'],
      allowing((q) => q.requested === 'invite' && q.actor === undefined && !q.self),
    ),
  ),
  documented(
    'put-invite-by-strangers',
    'A stranger may invite by the long form, not by the short one.',
    ['SMEM-11', 'SMEM-21'],
    within(
      ['set_membership'],
      allowing((q) => q.requested === 'invite' && q.actor === undefined && !q.self),
    ),
  ),
  documented(
    'rpc-ban-by-members',
    'Any member may ban by the short form, not by the long one.',
    ['BAN-05', 'SMEM-21'],
    within(
      ['ban'],
      allowing((q) => q.requested === 'ban' && q.actor === 'join'),
    ),
  ),
  convention(
    'put-ban-by-members',
    'Any member may ban by the long form, not by the short one.',
    ['SMEM-21', 'BAN-05'],
    within(
      ['set_membership'],
      allowing((q) => q.requested === 'ban' && q.actor === 'join'),
    ),
  ),
  convention(
    'put-join-of-the-banned',
    'A banned user may join by the long form.',
    ['BAN-14', 'SMEM-21', 'JOIN-11'],
    within(
      ['set_membership'],
      allowing((q) => q.self && q.requested === 'join' && q.target === 'ban'),
    ),
  ),
  convention(
    'rpc-join-of-the-banned',
    'A banned user may join by the short form.',
    ['JOIN-11', 'BAN-14', 'SMEM-21'],
    within(
      ['join_room'],
      allowing((q) => q.self && q.requested === 'join' && q.target === 'ban'),
    ),
  ),
  implied(
    'rpc-join-uninvited',
    'A stranger may join a private room by the short form.',
    ['JOIN-08', 'SMEM-21', 'CREATE-14'],
    within(
      ['join_room'],
      allowing((q) => q.self && q.requested === 'join' && q.target === undefined),
    ),
  ),
  documented(
    'put-join-uninvited',
    'A stranger may join a private room by the long form.',
    ['SMEM-14', 'SMEM-21'],
    within(
      ['set_membership'],
      allowing((q) => q.self && q.requested === 'join' && q.target === undefined),
    ),
  ),
  documented(
    'put-join-not-offered',
    'Joining by the long form is forbidden.',
    ['SMEM-16', 'SMEM-21'],
    within(
      ['set_membership'],
      forbidding((q) => q.self && q.requested === 'join'),
    ),
  ),
  documented(
    'put-leave-not-offered',
    'Leaving by the long form is forbidden.',
    ['SMEM-17', 'SMEM-21'],
    within(
      ['set_membership'],
      forbidding((q) => q.self && q.requested === 'leave'),
    ),
  ),
  convention(
    'put-leave-of-strangers',
    'A stranger may leave by the long form.',
    ['LEAVE-08', 'SMEM-21'],
    within(
      ['set_membership'],
      allowing((q) => q.self && q.requested === 'leave' && q.target === undefined),
    ),
  ),
];
