import { convention, documented, implied, type Fault } from './fault.ts';
import { allowing, forbidding } from './rulings.ts';

const gone = ['left', 'kicked'] as const;

/** What people do to their own membership. */
export const selfFaults: readonly Fault[] = [
  documented(
    'stranger-invites-themselves',
    'A stranger may invite themselves.',
    ['SMEM-11', 'INV-11'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === undefined),
  ),
  documented(
    'leaver-invites-themselves',
    'Somebody who left may invite themselves.',
    ['SMEM-11', 'INV-11'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === 'leave'),
  ),
  documented(
    'kicked-invites-themselves',
    'Somebody who was kicked may invite themselves.',
    ['SMEM-11', 'INV-11'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === 'leave' && q.byOther),
  ),
  documented(
    'banned-invites-themselves',
    'A banned user may invite themselves.',
    ['SMEM-11', 'INV-11'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === 'ban'),
  ),
  documented(
    'joined-invites-themselves',
    'Somebody in the room may invite themselves, and is in it no longer.',
    ['SMEM-12', 'INV-12'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === 'join'),
  ),
  documented(
    'private-room-open',
    'A stranger may join a private room uninvited.',
    ['SMEM-14', 'JOIN-08', 'CREATE-14', 'JID-10'],
    allowing(
      (q) => q.self && q.requested === 'join' && q.kind === 'private' && q.target === undefined,
    ),
  ),
  ...gone.map((how) =>
    (how === 'left' ? convention : documented)(
      `${how}-rejoins-private-room`,
      `Somebody who was in a private room and ${how === 'left' ? 'left' : 'was kicked'} may join it again uninvited.`,
      how === 'left' ? ['LEAVE-09', 'SMEM-14'] : ['SMEM-14'],
      allowing(
        (q) =>
          q.self &&
          q.requested === 'join' &&
          q.kind === 'private' &&
          q.target === 'leave' &&
          q.byOther === (how === 'kicked'),
      ),
    ),
  ),
  convention(
    'banned-joins-public-room',
    'A banned user may join a public room.',
    ['JOIN-11', 'BAN-14'],
    allowing((q) => q.self && q.requested === 'join' && q.target === 'ban' && q.kind === 'public'),
  ),
  convention(
    'banned-joins-private-room',
    'A banned user may join a private room.',
    ['JOIN-11', 'BAN-14', 'SMEM-14'],
    allowing((q) => q.self && q.requested === 'join' && q.target === 'ban' && q.kind === 'private'),
  ),
  convention(
    'outsider-banned-may-join',
    'A ban of somebody who was not in the room does not keep them out.',
    ['JOIN-11', 'BAN-14'],
    allowing(
      (q) =>
        q.self &&
        q.requested === 'join' &&
        q.target === 'ban' &&
        !q.room.events.some(
          (event) => event.stateKey === q.userId && event.content['membership'] === 'join',
        ),
    ),
  ),
  documented(
    'invited-cannot-join',
    'An invited user cannot join a private room.',
    ['JOIN-01', 'INV-03', 'SMEM-16', 'JOIN-03'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'invite' && q.kind === 'private',
    ),
  ),
  documented(
    'invited-cannot-join-public-room',
    'An invited user cannot join a public room.',
    ['SMEM-16', 'JOIN-01', 'JOIN-09'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'invite' && q.kind === 'public',
    ),
  ),
  convention(
    'joined-cannot-join',
    'Joining again is refused.',
    ['JOIN-10'],
    forbidding((q) => q.self && q.requested === 'join' && q.target === 'join'),
  ),
  convention(
    'joined-cannot-join-private-room',
    'Joining a private room again is refused.',
    ['JOIN-10'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'join' && q.kind === 'private',
    ),
  ),
  convention(
    'public-room-closed',
    'A stranger cannot join a public room.',
    ['JOIN-09', 'CREATE-13'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.kind === 'public' && q.target === undefined,
    ),
  ),
  convention(
    'left-cannot-return-to-public-room',
    'Somebody who left a public room cannot join it again.',
    ['JOIN-09'],
    forbidding(
      (q) =>
        q.self &&
        q.requested === 'join' &&
        q.kind === 'public' &&
        q.target === 'leave' &&
        !q.byOther,
    ),
  ),
  convention(
    'kicked-cannot-return-to-public-room',
    'Somebody who was kicked from a public room cannot join it again.',
    ['JOIN-09'],
    forbidding(
      (q) =>
        q.self &&
        q.requested === 'join' &&
        q.kind === 'public' &&
        q.target === 'leave' &&
        q.byOther,
    ),
  ),
  convention(
    'stranger-leaves',
    'Somebody who never was in a room may leave it.',
    ['LEAVE-08'],
    allowing((q) => q.self && q.requested === 'leave' && q.target === undefined),
  ),
  convention(
    'stranger-leaves-public-room',
    'Somebody who never was in a public room may leave it.',
    ['LEAVE-08'],
    allowing(
      (q) => q.self && q.requested === 'leave' && q.target === undefined && q.kind === 'public',
    ),
  ),
  convention(
    'banned-leaves',
    'A banned user may leave, and is banned no longer.',
    ['LEAVE-08', 'BAN-14'],
    allowing((q) => q.self && q.requested === 'leave' && q.target === 'ban'),
  ),
  documented(
    'joined-cannot-leave',
    'A user without power cannot leave.',
    ['LEAVE-01', 'SMEM-17', 'LEAVE-03'],
    forbidding((q) => q.self && q.requested === 'leave' && q.target === 'join' && !q.powerful),
  ),
  documented(
    'public-room-keeps-people',
    'Nobody can leave a public room.',
    ['LEAVE-01', 'SMEM-17'],
    forbidding(
      (q) => q.self && q.requested === 'leave' && q.target === 'join' && q.kind === 'public',
    ),
  ),
  documented(
    'member-bans-themselves',
    'A user without power may ban themselves.',
    ['BAN-05'],
    allowing((q) => q.self && q.requested === 'ban' && q.actor === 'join' && !q.powerful),
  ),
  implied(
    'outsider-bans-themselves',
    'Somebody outside a room may ban themselves.',
    ['BAN-06'],
    allowing(
      (q) => q.self && q.requested === 'ban' && (q.actor === undefined || q.actor === 'leave'),
    ),
  ),
  implied(
    'invited-bans-themselves',
    'An invited user may ban themselves.',
    ['BAN-06'],
    allowing((q) => q.self && q.requested === 'ban' && q.actor === 'invite'),
  ),
];
