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
    { follows: ['SMEM-14', 'JOIN-08'], because: 'Whoever invites themselves may join.' },
  ),
  documented(
    'leaver-invites-themselves',
    'Somebody who left may invite themselves.',
    ['SMEM-11', 'INV-11'],
    allowing((q) => q.self && q.requested === 'invite' && q.actor === 'leave'),
    { follows: ['LEAVE-09', 'SMEM-14'], because: 'Whoever invites themselves may join.' },
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
    { follows: ['BAN-14', 'JOIN-11'], because: 'Whoever invites themselves may join.' },
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
    { follows: ['MODEL-10'], because: 'A private room is not private.' },
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
      { follows: ['JOIN-08'], because: 'It is the same rule.' },
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
    { follows: ['JOIN-08'], because: 'A banned user is not invited either.' },
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
    { follows: ['SMEM-14', 'JOIN-08'], because: 'A banned user is not invited either.' },
  ),
  documented(
    'invited-cannot-join',
    'An invited user cannot join a private room.',
    ['JOIN-01', 'INV-03', 'SMEM-16', 'JOIN-03'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'invite' && q.kind === 'private',
    ),
    {
      follows: ['JOIN-02', 'JOIN-04', 'JOIN-05', 'JOIN-07', 'LEAVE-09', 'SMEM-21', 'CONV-23'],
      because: 'Most people come in by an invite.',
    },
  ),
  documented(
    'invited-cannot-join-public-room',
    'An invited user cannot join a public room.',
    ['SMEM-16', 'JOIN-01', 'JOIN-09'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'invite' && q.kind === 'public',
    ),
    { follows: ['JOIN-03', 'SMEM-21', 'INV-03'], because: 'Some people come in by an invite.' },
  ),
  convention(
    'joined-cannot-join',
    'Joining again is refused.',
    ['JOIN-10'],
    forbidding((q) => q.self && q.requested === 'join' && q.target === 'join'),
    { follows: ['SMEM-16'], because: 'Join is not accepted from those who have joined.' },
  ),
  convention(
    'joined-cannot-join-private-room',
    'Joining a private room again is refused.',
    ['JOIN-10'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.target === 'join' && q.kind === 'private',
    ),
    { follows: ['SMEM-16'], because: 'Join is not accepted from those who have joined.' },
  ),
  convention(
    'public-room-closed',
    'A stranger cannot join a public room.',
    ['JOIN-09', 'CREATE-13'],
    forbidding(
      (q) => q.self && q.requested === 'join' && q.kind === 'public' && q.target === undefined,
    ),
    {
      follows: [
        'JOIN-01',
        'JOIN-02',
        'JOIN-03',
        'JOIN-04',
        'JOIN-05',
        'JOIN-07',
        'JID-02',
        'JID-03',
        'JID-04',
        'JID-06',
        'JID-07',
        'CREATE-17',
        'CREATE-18',
        'SMEM-16',
        'SMEM-21',
        'MODEL-10',
      ],
      because: 'Most people come in uninvited.',
    },
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
    { follows: ['SMEM-20'], because: 'A kick is as good as a ban.' },
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
    { follows: ['JOIN-11'], because: 'The ban is gone.' },
  ),
  documented(
    'joined-cannot-leave',
    'A user without power cannot leave.',
    ['LEAVE-01', 'SMEM-17', 'LEAVE-03'],
    forbidding((q) => q.self && q.requested === 'leave' && q.target === 'join' && !q.powerful),
    {
      follows: [
        'LEAVE-02',
        'LEAVE-04',
        'LEAVE-05',
        'LEAVE-07',
        'LEAVE-09',
        'SMEM-21',
        'GMEM-03',
        'GMEM-08',
        'SMEM-03',
      ],
      because: 'Nobody leaves.',
    },
  ),
  documented(
    'public-room-keeps-people',
    'Nobody can leave a public room.',
    ['LEAVE-01', 'SMEM-17'],
    forbidding(
      (q) => q.self && q.requested === 'leave' && q.target === 'join' && q.kind === 'public',
    ),
    {
      follows: [
        'LEAVE-02',
        'LEAVE-03',
        'LEAVE-04',
        'LEAVE-05',
        'LEAVE-07',
        'SMEM-21',
        'GMEM-08',
        'GMEM-03',
      ],
      because: 'Nobody leaves.',
    },
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
