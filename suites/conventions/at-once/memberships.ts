import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  admit,
  enter,
  hasMembership,
  invite,
  membersOf,
  publicRoom,
} from '../../../harness/world/rooms.ts';
import { oneRecordEach, requireOneRecordEach, requireRecord, viewOf } from './views.ts';

const guests = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

type Ask = (owner: User, roomId: string, guest: User) => Promise<Reply>;

/** A change that is asked for several users at once: nobody's change may undo another one. */
interface Row {
  /** As titles say it. */
  readonly what: string;
  readonly requirement: RequirementId;
  /** What says that the requests are accepted; left out, the same. */
  readonly allowed?: RequirementId;
  readonly before: 'none' | 'invited' | 'joined';
  readonly ask: Ask;
  readonly membership: 'invite' | 'join' | 'leave' | 'ban';
}

const setTo =
  (membership: 'invite' | 'leave'): Ask =>
  (owner, roomId, { id }) =>
    owner.call('set_membership', { roomId, userId: id, body: { membership } });

const join: Ask = (_, roomId, guest) => guest.call('join_room', { roomId });

const rows: Readonly<Record<string, Row>> = {
  'joins-at-once-all-count': {
    what: 'join a public room',
    requirement: 'JOIN-03',
    allowed: 'JOIN-09',
    before: 'none',
    ask: join,
    membership: 'join',
  },
  'accepted-invites-at-once-all-count': {
    what: 'accept their invites',
    requirement: 'JOIN-03',
    allowed: 'JOIN-09',
    before: 'invited',
    ask: join,
    membership: 'join',
  },
  'invites-at-once-all-count': {
    what: 'are invited',
    requirement: 'INV-03',
    before: 'none',
    ask: (owner, roomId, { id }) => owner.call('invite', { roomId, body: { user_id: id } }),
    membership: 'invite',
  },
  'invites-by-set-membership-at-once-all-count': {
    what: 'are invited by set_membership',
    requirement: 'SMEM-03',
    before: 'none',
    ask: setTo('invite'),
    membership: 'invite',
  },
  'joins-by-set-membership-at-once-all-count': {
    what: 'join a public room by set_membership',
    requirement: 'SMEM-03',
    before: 'none',
    ask: (_, roomId, guest) =>
      guest.call('set_membership', { roomId, userId: guest.id, body: { membership: 'join' } }),
    membership: 'join',
  },
  'leaves-at-once-all-count': {
    what: 'leave a room',
    requirement: 'LEAVE-03',
    before: 'joined',
    ask: (_, roomId, guest) => guest.call('leave', { roomId }),
    membership: 'leave',
  },
  'kicks-at-once-all-count': {
    what: 'are kicked',
    requirement: 'SMEM-20',
    before: 'joined',
    ask: setTo('leave'),
    membership: 'leave',
  },
  'bans-at-once-all-count': {
    what: 'are banned',
    requirement: 'BAN-03',
    before: 'joined',
    ask: (owner, roomId, { id }) => owner.call('ban', { roomId, body: { user_id: id } }),
    membership: 'ban',
  },
};

async function arrange(
  owner: User,
  roomId: string,
  { before, membership }: Pick<Row, 'before' | 'membership'>,
  users: readonly User[],
): Promise<void> {
  if (before === 'none' && membership === 'join') await admit(owner, roomId, ...users);
  if (before === 'invited') await invite(owner, roomId, ...users);
  if (before === 'joined') await enter(owner, roomId, ...users);
}

const manyUsers = ({ what, requirement, allowed, ask, membership, ...row }: Row): CaseBody => ({
  title: `Where six users ${what} at the same moment, each of them has what was asked for`,
  requires: [requirement, ...(allowed === undefined ? [] : [allowed])],
  async run({ users, must }) {
    const [owner, ...others] = await users('owner', ...guests);
    const roomId = await publicRoom(owner);
    await arrange(owner, roomId, { ...row, membership }, others);

    const replies = await Promise.all(others.map((guest) => ask(owner, roomId, guest)));

    const accepted = others.filter((_, i) => replies[i] !== undefined && isSuccess(replies[i]));
    if (accepted.length < 2) throw new Broken('fewer than two of the requests were accepted');
    const lost: string[] = [];
    const members = await membersOf(owner, roomId);
    for (const guest of accepted.filter(({ id }) => members.get(id) !== membership)) {
      if (!(await hasMembership(owner, roomId, guest, membership))) lost.push(guest.name);
    }
    must.equal(lost, [], `users whose accepted request left no ${membership} behind`);
    const [one] = replies.toSorted((a, b) => Number(isSuccess(a)) - Number(isSuccess(b)));
    if (one !== undefined) must.on(allowed ?? requirement).succeed(one);
  },
});

/** One user who asks for the same several times at once has it once. */
interface Repeated {
  readonly what: string;
  readonly requirement: RequirementId;
  readonly before: Row['before'];
  readonly operation: 'join_room' | 'leave';
  readonly membership: 'join' | 'leave';
}

const repeated: Readonly<Record<string, Repeated>> = {
  'one-user-joins-once': {
    what: 'joins a public room',
    requirement: 'JOIN-10',
    before: 'none',
    operation: 'join_room',
    membership: 'join',
  },
  'one-invited-user-joins-once': {
    what: 'accepts an invite',
    requirement: 'JOIN-10',
    before: 'invited',
    operation: 'join_room',
    membership: 'join',
  },
  'one-member-leaves-once': {
    what: 'leaves',
    requirement: 'LEAVE-03',
    before: 'joined',
    operation: 'leave',
    membership: 'leave',
  },
};

const oneUser = ({ what, requirement, operation, membership, ...row }: Repeated): CaseBody => ({
  title: `A user who ${what} four times at the same moment has one record, in every view`,
  requires: [requirement, viewOf(membership), 'MEMB-04', ...oneRecordEach],
  async run({ users, must }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await publicRoom(owner);
    await arrange(owner, roomId, { ...row, membership }, [guest]);

    const ask = (): Promise<Reply> => guest.call(operation, { roomId });
    const replies = await Promise.all([ask(), ask(), ask(), ask()]);

    if (!replies.some(isSuccess)) throw new Broken(`no request to ${operation} was accepted`);
    await requireRecord(must, requirement, owner, roomId, guest, membership);
    await requireOneRecordEach(must, owner, roomId);
  },
});

/** Changes of memberships that arrive at the same moment. */
export const membershipsAtOnce: Readonly<Record<string, CaseBody>> = {
  ...Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, manyUsers(row)])),
  ...Object.fromEntries(Object.entries(repeated).map(([name, row]) => [name, oneUser(row)])),
};
