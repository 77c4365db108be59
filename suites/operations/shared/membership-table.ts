import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Must } from '../../../harness/judge/must.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import type { Membership } from '../../../harness/model/membership.ts';
import { requireSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody, World } from '../../../harness/run/case.ts';
import {
  bring,
  hasMembership,
  invite,
  membersOf,
  membershipOf,
  requireMembership,
  room,
} from '../../../harness/world/rooms.ts';
import { type Change, change, setMembership, shortForm } from './membership-requests.ts';
import { type ChangingOperation, type Row, rowsOf } from './membership-rows.ts';
import { namesOf } from './membership-titles.ts';

/**
 * The cases of the table of transitions: every cell that is asserted, asked by one operation. The control of refused
 * cells is the same request where it is allowed.
 */
export const tableCases = (operation: ChangingOperation): Readonly<Record<string, CaseBody>> =>
  Object.fromEntries(
    rowsOf(operation).map((row) => [namesOf(row).id, caseOf(row)] satisfies [string, CaseBody]),
  );

function caseOf(row: Row): CaseBody {
  const isRefused = row.kind === 'refused';
  const rules = row.cells.map(({ rule }) => rule);
  const [first, ...more] = rules.flatMap(({ requirement, statusRequirement }) =>
    isRefused ? [requirement, statusRequirement] : [requirement],
  );
  if (first === undefined) throw new RangeError('a row of the membership table has no cells');
  const views = isRefused ? [] : [viewOf(row.requested), 'MEMB-04' as const];
  const others = new Set([...more, ...views].filter((id) => id !== first));
  return {
    title: namesOf(row).title,
    requires: [first, ...others],
    cells: row.cells.map(({ name }) => name),
    run: (world) => (isRefused ? refuseEach(world, row) : allowEach(world, row)),
  };
}

/** The users of a row, in their room. */
interface Setup {
  readonly roomId: string;
  readonly owner: User;
  readonly target: User;
  /** The actor, where that is neither the owner nor the target. */
  readonly third: User;
  readonly actor: User;
}

/** Asks in each prior state. A refusal changes nothing, so that one room serves for all of them. */
async function refuseEach({ users, must }: World, row: Row): Promise<void> {
  const [owner, target, third, other] = await users(
    'owner',
    'target',
    thirdNames[row.actor],
    'other',
  );
  const setup = await setUp(owner, target, third, row);
  let now: Membership = 'none';
  for (const { prior, rule } of row.cells) {
    now = await reach(setup, now, prior);
    if (now !== prior) continue;
    const { requirement, statusRequirement } = rule;
    const judge = must.on(requirement);

    const reply = await judge.unchanged(
      owner,
      setup.roomId,
      async () => {
        const answer = await ask(setup, row);
        judge.status(answer, statusRequirement === requirement ? 403 : 'refused');
        return answer;
      },
      'set_membership',
    );
    if (statusRequirement !== requirement) must.on(statusRequirement).status(reply, 403);
  }
  await requireAllowed(setup, other, row);
}

/**
 * The control: the same request is allowed where its actor and its target may. A server that refuses all of them shows
 * nothing by refusing these. @throws Broken unless it succeeds
 */
async function requireAllowed(
  { owner, roomId }: Setup,
  target: User,
  { requested, form }: Row,
): Promise<void> {
  const isByOwner = requested === 'invite' || requested === 'ban';
  if (requested !== 'invite') await owner.need('invite', { roomId, body: { user_id: target.id } });
  if (requested === 'leave' || requested === 'ban') await target.need('join_room', { roomId });
  const actor = isByOwner ? owner : target;
  requireSuccess(await ask({ actor, target, roomId }, { requested, form }));
}

/** Asks in each prior state, each time in a fresh room. */
async function allowEach({ users, must }: World, row: Row): Promise<void> {
  const [owner, target, third] = await users('owner', 'target', thirdNames[row.actor]);
  for (const { prior, rule } of row.cells) {
    const setup = await setUp(owner, target, third, row);
    if ((await reach(setup, 'none', prior)) !== prior) continue;

    must.on(rule.requirement).succeed(await ask(setup, row));
    await assertEffect(must, rule.requirement, setup, row.requested);
  }
}

/** A fresh room with the actor in its place. Where the owner's request succeeds, the third user reads the effect. */
async function setUp(owner: User, target: User, third: User, row: Row): Promise<Setup> {
  const roomId = await room(owner, row.visibility);
  const setup = { roomId, owner, target, third };
  switch (row.actor) {
    case 'self':
      return { ...setup, actor: target };
    case 'creator':
      if (row.kind === 'allowed') await bring(owner, roomId, third);
      return { ...setup, actor: owner };
    case 'stranger':
      break;
    case 'invited':
      await invite(owner, roomId, third);
      break;
    case 'member':
      await bring(owner, roomId, third);
      break;
    case 'left':
    case 'banned':
      await reach(
        { ...setup, target: third, actor: third },
        'none',
        row.actor === 'left' ? 'left' : 'ban',
      );
      break;
  }
  return { ...setup, actor: third };
}

/**
 * Moves the target from one prior state to a later one. Only a kick may fail to do so: it is a convention that the
 * creator can kick, and no statement of a higher grade may depend on it.
 * @returns the state that was reached
 */
async function reach(setup: Setup, from: Membership, to: Membership): Promise<Membership> {
  const { owner, target, roomId } = setup;
  if (to === 'none') return to;
  const isIn = from === 'invite' || from === 'join';
  if (!isIn) await owner.need('invite', { roomId, body: { user_id: target.id } });
  if (to !== 'invite' && from !== 'join') await target.need('join_room', { roomId });
  if (to === 'left') await target.need('leave', { roomId });
  if (to === 'ban') await owner.need('ban', { roomId, body: { user_id: target.id } });
  if (to === 'kicked') {
    await owner.call('set_membership', change(roomId, target, 'leave'));
    return (await hasMembership(owner, roomId, target, 'leave')) ? to : 'join';
  }
  // What stands in between shows in what comes of it, so that one look is enough.
  await requireMembership(owner, roomId, target, to === 'left' ? 'leave' : to);
  return to;
}

const ask = (
  { actor, target, roomId }: Pick<Setup, 'actor' | 'target' | 'roomId'>,
  { requested, form }: Pick<Row, 'requested' | 'form'>,
): Promise<Reply> =>
  form === 'set_membership'
    ? setMembership(actor, roomId, target, requested)
    : shortForm(requested, actor, roomId, target).call();

/**
 * The target has the membership that was asked for. Where one of the two views alone does not show it, or shows no
 * record of a user who left, the failure is attributed to that view.
 */
async function assertEffect(
  must: Must,
  requirement: RequirementId,
  { owner, target, third, actor, roomId }: Setup,
  requested: Change,
): Promise<void> {
  const reader = actor === owner ? third : owner;
  const seen = await membershipOf(reader, roomId, target.id);
  const listed = (await membersOf(reader, roomId)).get(target.id) ?? null;
  const isForgotten = requested === 'leave' && seen === null;
  const isChanged = seen === requested || listed === requested || isForgotten;
  const what = `membership of ${target.name} as ${reader.name} sees it`;
  must.on(requirement).that(isChanged, what, requested, [seen, listed]);
  must.on(viewOf(requested)).equal(seen, requested, `${what} by get_membership`);
  must.on('MEMB-04').equal(listed, requested, `${what} in get_members`);
}

const viewOf = (requested: Change): RequirementId =>
  requested === 'leave' ? 'GMEM-08' : 'GMEM-03';

const thirdNames = {
  self: 'bystander',
  creator: 'watcher',
  member: 'member',
  stranger: 'stranger',
  invited: 'invited',
  left: 'gone',
  banned: 'banned',
} as const satisfies Readonly<Record<Row['actor'], string>>;
