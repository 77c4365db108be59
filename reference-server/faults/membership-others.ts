import { convention, documented, implied, type Fault } from './fault.ts';
import { allowing, forbidding } from './rulings.ts';

const outsiders = ['invited', 'left', 'banned', 'stranger'] as const;

const membershipOf = {
  invited: 'invite',
  left: 'leave',
  banned: 'ban',
  stranger: undefined,
} as const;

const said = {
  invited: 'Somebody who is only invited',
  left: 'Somebody who left',
  banned: 'Somebody who is banned',
  stranger: 'A stranger',
} as const;

const byOutsiders = outsiders.flatMap((who): readonly Fault[] => {
  const actor = membershipOf[who];
  return [
    documented(
      `${who}-invites`,
      `${said[who]} may invite others.`,
      ['SMEM-11', 'INV-11'],
      allowing(
        (q) => !q.self && q.requested === 'invite' && q.actor === actor && q.target !== 'join',
      ),
    ),
    implied(
      `${who}-bans`,
      `${said[who]} may ban others.`,
      ['BAN-06'],
      allowing((q) => !q.self && q.requested === 'ban' && q.actor === actor),
    ),
    convention(
      `${who}-kicks`,
      `${said[who]} may kick members.`,
      ['SMEM-20'],
      allowing(
        (q) => !q.self && q.requested === 'leave' && q.actor === actor && q.target === 'join',
      ),
    ),
  ];
});

const forced = (['invite', 'leave', 'ban', undefined] as const).map((target) => {
  const word = { invite: 'invited', leave: 'left', ban: 'banned' };
  const name = target === undefined ? 'stranger' : word[target];
  return documented(
    `creator-forces-${name}`,
    `The creator may make somebody join who is ${name === 'stranger' ? 'a stranger' : name === 'left' ? 'gone' : name}.`,
    ['SMEM-13'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'join' &&
        q.powerful &&
        q.actor === 'join' &&
        q.target === target,
    ),
  );
});

/** Who may make others join, leave, or stay away. */
export const otherFaults: readonly Fault[] = [
  ...byOutsiders,
  ...forced,
  documented(
    'member-forces-anybody',
    'Any member may make others join.',
    ['SMEM-13'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'join' &&
        q.actor === 'join' &&
        !q.powerful &&
        q.target !== 'join',
    ),
  ),
  documented(
    'outsider-forces-anybody',
    'Somebody outside a room may make others join it.',
    ['SMEM-13'],
    allowing((q) => !q.self && q.requested === 'join' && q.actor !== 'join' && q.target !== 'join'),
  ),
  documented(
    'outsider-forces-into-public-room',
    'Anybody may make others join a public room.',
    ['SMEM-13'],
    allowing((q) => !q.self && q.requested === 'join' && q.kind === 'public' && q.target !== 'ban'),
  ),
  documented(
    'joined-can-be-joined',
    'Making somebody join who is in the room is answered 200.',
    ['SMEM-13'],
    allowing((q) => !q.self && q.requested === 'join' && q.target === 'join'),
  ),
  convention(
    'creator-cannot-kick',
    'The creator cannot kick.',
    ['SMEM-20', 'CREATE-25'],
    forbidding((q) => !q.self && q.requested === 'leave' && q.target === 'join' && q.powerful),
  ),
  convention(
    'creator-cannot-kick-in-public',
    'The creator cannot kick from a public room.',
    ['SMEM-20', 'CREATE-25'],
    forbidding(
      (q) => !q.self && q.requested === 'leave' && q.target === 'join' && q.kind === 'public',
    ),
  ),
  convention(
    'member-kicks-members',
    'A member without power may kick members.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        q.target === 'join' &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  convention(
    'member-kicks-the-creator',
    'A member without power may kick the creator.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        q.actor === 'join' &&
        !q.powerful &&
        q.userId === q.room.events[0]?.sender,
    ),
  ),
  convention(
    'member-uninvites',
    'A member without power may take an invite back.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        q.target === 'invite' &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  convention(
    'member-unbans',
    'A member without power may lift a ban.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        q.target === 'ban' &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  convention(
    'member-sets-strangers-to-leave',
    'A member without power may set a stranger to leave.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        q.target === undefined &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  convention(
    'outsider-uninvites',
    'Somebody outside a room may take invites back and lift bans.',
    ['SMEM-20'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'leave' &&
        (q.target === 'invite' || q.target === 'ban') &&
        q.actor !== 'join',
    ),
  ),
  documented(
    'creator-cannot-ban',
    'The creator cannot ban.',
    ['BAN-01', 'BAN-05', 'SMEM-19', 'BAN-03', 'CREATE-25'],
    forbidding((q) => q.requested === 'ban' && q.powerful),
  ),
  documented(
    'creator-cannot-ban-invited',
    'The creator cannot ban who is only invited.',
    ['BAN-05', 'BAN-01', 'SMEM-19'],
    forbidding((q) => q.requested === 'ban' && q.powerful && q.target === 'invite'),
  ),
  documented(
    'member-bans-members',
    'A member without power may ban members.',
    ['BAN-05'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'ban' &&
        q.target === 'join' &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  documented(
    'member-bans-outsiders',
    'A member without power may ban those who are not in the room.',
    ['BAN-05'],
    allowing(
      (q) =>
        !q.self &&
        q.requested === 'ban' &&
        q.target !== 'join' &&
        q.target !== 'ban' &&
        q.actor === 'join' &&
        !q.powerful,
    ),
  ),
  documented(
    'member-bans-the-creator',
    'A member without power may ban the creator.',
    ['BAN-05'],
    allowing(
      (q) =>
        q.requested === 'ban' &&
        q.actor === 'join' &&
        !q.powerful &&
        q.userId === q.room.events[0]?.sender,
    ),
  ),
  documented(
    'member-bans-in-public',
    'In a public room any member may ban.',
    ['BAN-05'],
    allowing((q) => q.requested === 'ban' && q.actor === 'join' && q.kind === 'public'),
  ),
];
