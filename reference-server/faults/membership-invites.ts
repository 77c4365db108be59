import { convention, documented, implied, type Fault } from './fault.ts';
import { allowing, forbidding } from './rulings.ts';

/** Who may invite whom. */
export const inviteFaults: readonly Fault[] = [
  documented(
    'joined-becomes-invited',
    'The creator may invite a member, who is in the room no longer.',
    ['SMEM-12', 'INV-12'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'invite' &&
        q.target === 'join' &&
        q.powerful &&
        q.actor === 'join',
    ),
  ),
  documented(
    'joined-becomes-invited-by-member',
    'A member may invite another one, who is in the room no longer.',
    ['SMEM-12', 'INV-12'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'invite' &&
        q.target === 'join' &&
        !q.powerful &&
        q.actor === 'join',
    ),
  ),
  documented(
    'creator-becomes-invited',
    'A member may invite the creator, who is in the room no longer.',
    ['SMEM-12', 'INV-12'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'invite' &&
        q.target === 'join' &&
        !q.powerful &&
        q.userId === q.room.events[0]?.sender &&
        q.actor === 'join',
    ),
  ),
  documented(
    'stranger-invites-members',
    'Somebody outside a room may invite its members.',
    ['SMEM-11', 'INV-11', 'SMEM-12', 'INV-12'],
    allowing(
      (q) => !q.self && q.requested === 'invite' && q.target === 'join' && q.actor !== 'join',
    ),
  ),
  documented(
    'nobody-invites',
    'The creator cannot invite a stranger.',
    ['INV-01', 'SMEM-15', 'INV-03', 'SMEM-01'],
    forbidding((q) => q.requested === 'invite' && q.target === undefined && q.powerful),
  ),
  implied(
    'second-invite-refused',
    'Who is invited cannot be invited again.',
    ['INV-13'],
    forbidding((q) => q.requested === 'invite' && q.target === 'invite'),
  ),
  documented(
    'no-way-back-after-leaving',
    'Who left cannot be invited again.',
    ['INV-01', 'SMEM-15', 'LEAVE-09'],
    forbidding((q) => q.requested === 'invite' && q.target === 'leave' && !q.byOther),
  ),
  documented(
    'no-way-back-after-a-kick',
    'Who was kicked cannot be invited again.',
    ['INV-01', 'SMEM-15', 'INV-03', 'SMEM-03'],
    forbidding((q) => q.requested === 'invite' && q.target === 'leave' && q.byOther),
  ),
  documented(
    'no-invites-into-public-rooms',
    'Nobody can be invited into a public room.',
    ['INV-01', 'SMEM-15', 'INV-03'],
    forbidding((q) => q.requested === 'invite' && q.kind === 'public'),
  ),
  convention(
    'only-the-creator-invites',
    'Only the creator may invite into a private room.',
    ['CONV-23'],
    forbidding((q) => q.requested === 'invite' && q.kind === 'private' && !q.powerful),
  ),
  convention(
    'members-invite-no-leavers',
    'A member cannot invite back who left a private room.',
    ['CONV-23'],
    forbidding(
      (q) =>
        q.requested === 'invite' && q.kind === 'private' && !q.powerful && q.target === 'leave',
    ),
  ),
  convention(
    'members-do-not-repeat-invites',
    'A member cannot invite who is invited already.',
    ['CONV-23'],
    forbidding(
      (q) =>
        q.requested === 'invite' && q.kind === 'private' && !q.powerful && q.target === 'invite',
    ),
  ),
];
