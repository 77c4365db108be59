import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { ofEach } from '../../../harness/judge/of-each.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import type { Membership } from '../../../harness/model/membership.ts';
import { requireSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody, World } from '../../../harness/run/case.ts';
import {
  bring,
  hasMembership,
  joinOrBeInvited,
  membersOf,
  membershipOf,
  requireMembership,
  room,
} from '../../../harness/world/rooms.ts';
import { type Change, change, setMembership, shortForm } from './membership-requests.ts';
import { type ChangingOperation, type Row, type RowCell, rowsOf } from './membership-rows.ts';
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
  /** A member who reads what the owner did. */
  readonly watcher: User;
  /** A user who is not in the room. */
  readonly other: User;
  /** The cells whose target could be brought to what the cell says, with the users who are what it says. */
  readonly asked: readonly Asked[];
}

interface Asked {
  readonly cell: RowCell;
  readonly actor: User;
  readonly target: User;
}

/** Asks for every cell. Refusals change nothing, so that they share their looks at the room. */
async function refuseEach({ users, must }: World, row: Row): Promise<void> {
  const { owner, roomId, other, asked } = await setUp({ users }, row);
  await ofEach(asked, nameOf, async (each) => {
    const { requirement, statusRequirement } = each.cell.rule;
    const judge = must.on(requirement);

    const reply = await judge.unchanged(
      owner,
      roomId,
      async () => {
        const answer = await ask(roomId, each, row);
        judge.status(answer, statusRequirement === requirement ? 403 : 'refused');
        return answer;
      },
      'set_membership',
    );
    if (statusRequirement !== requirement) must.on(statusRequirement).status(reply, 403);
  });
  await requireAllowed({ owner, roomId, other }, row);
}

/** Who asks, and about whom, as the report names them. */
const nameOf = ({ actor, target }: Asked): string =>
  actor === target ? target.name : `${actor.name} about ${target.name}`;

/**
 * The control: the same request is allowed where its actor and its target may. A server that refuses all of them shows
 * nothing by refusing these. @throws Broken unless it succeeds
 */
async function requireAllowed(
  { owner, roomId, other }: Pick<Setup, 'owner' | 'roomId' | 'other'>,
  row: Row,
): Promise<void> {
  const { requested } = row;
  if (requested !== 'invite') await owner.need('invite', { roomId, body: { user_id: other.id } });
  if (requested === 'leave' || requested === 'ban') await other.need('join_room', { roomId });
  const actor = requested === 'invite' || requested === 'ban' ? owner : other;
  requireSuccess(await ask(roomId, { actor, target: other }, row));
}

/** Asks for every cell, and looks at what came of it. */
async function allowEach({ users, must }: World, row: Row): Promise<void> {
  const setup = await setUp({ users }, row);
  await ofEach(setup.asked, nameOf, async (each) =>
    must.on(each.cell.rule.requirement).succeed(await ask(setup.roomId, each, row)),
  );
  await assertEffects(must, setup, row);
}

/** A fresh room in which every actor and every target is what the row says. */
async function setUp({ users }: Pick<World, 'users'>, row: Row): Promise<Setup> {
  const kinds = [...new Set(row.cells.map(({ actor }) => actor))].filter(isSomebodyElse);
  const priors = [...new Set(row.cells.map(({ prior }) => prior))];
  const [owner, watcher, other, ...rest] = await users(
    'owner',
    'watcher',
    'other',
    ...kinds.map((actor) => actorNames[actor]),
    ...priors.map((prior) => targetNames[prior]),
  );
  const place = { owner, roomId: await room(owner, row.visibility), ...row };
  const reached = new Map<Membership, User>();
  for (const [i, prior] of priors.entries()) {
    const target = rest[kinds.length + i];
    if (target !== undefined && (await reach(place, target, prior))) reached.set(prior, target);
  }
  const actors = new Map<RowCell['actor'], User>([['creator', owner]]);
  for (const [i, kind] of kinds.entries()) {
    const actor = rest[i];
    if (actor === undefined) continue;
    await reach(place, actor, standings[kind]);
    actors.set(kind, actor);
  }
  if (row.actor === 'creator') await bring(owner, place.roomId, watcher);
  const asked = row.cells.flatMap((cell) => {
    const target = reached.get(cell.prior);
    const actor = cell.actor === 'self' ? target : actors.get(cell.actor);
    return actor === undefined || target === undefined ? [] : [{ cell, actor, target }];
  });
  return { roomId: place.roomId, owner, watcher, other, asked };
}

/** A row, and the room of its case. */
interface Place extends Pick<Row, 'visibility' | 'form'> {
  readonly owner: User;
  readonly roomId: string;
}

/**
 * Brings a stranger to a state. Only a kick may fail to do so: it is a convention that the creator can kick, and no
 * statement of a higher grade may depend on it.
 * @returns whether it was reached
 */
async function reach(place: Place, user: User, to: Membership): Promise<boolean> {
  const { owner, roomId, form } = place;
  if (to === 'none') return true;
  // A public room is entered without an invite, and who is invited can be banned as well as who has joined.
  const joins = to !== 'invite' && (to !== 'ban' || form === 'set_membership');
  const isOpen = place.visibility === 'public' && owner.known.publicRoomsOpen;
  if (!joins || !isOpen) await owner.need('invite', { roomId, body: { user_id: user.id } });
  if (joins) await joinOrBeInvited(owner, roomId, user);
  if (to === 'left') await user.need('leave', { roomId });
  if (to === 'ban') await owner.need('ban', { roomId, body: { user_id: user.id } });
  if (to === 'kicked') {
    await owner.call('set_membership', change(roomId, user, 'leave'), { setup: true });
    return hasMembership(owner, roomId, user, 'leave');
  }
  // What stands in between shows in what comes of it, so that one look is enough.
  await requireMembership(owner, roomId, user, to === 'left' ? 'leave' : to);
  return true;
}

const ask = (
  roomId: string,
  { actor, target }: Pick<Asked, 'actor' | 'target'>,
  { requested, form }: Pick<Row, 'requested' | 'form'>,
): Promise<Reply> =>
  form === 'set_membership'
    ? setMembership(actor, roomId, target, requested)
    : shortForm(requested, actor, roomId, target).call();

/**
 * The targets have the membership that was asked for. Where one of the two views alone does not show it, or shows no
 * record of a user who left, the failure is attributed to that view.
 */
async function assertEffects(
  must: Must,
  { owner, watcher, roomId, asked }: Setup,
  { actor, requested }: Row,
): Promise<void> {
  const reader = actor === 'creator' ? watcher : owner;
  const members = await membersOf(reader, roomId);
  for (const { cell, target } of asked) {
    const seen = await membershipOf(reader, roomId, target.id);
    const listed = members.get(target.id) ?? null;
    const isForgotten = requested === 'leave' && seen === null;
    const isChanged = seen === requested || listed === requested || isForgotten;
    const what = `membership of ${target.name} as ${reader.name} sees it`;
    must.on(cell.rule.requirement).that(isChanged, what, requested, [seen, listed]);
    must.on(viewOf(requested)).equal(seen, requested, `${what} by get_membership`);
    must.on('MEMB-04').equal(listed, requested, `${what} in get_members`);
  }
}

const viewOf = (requested: Change): RequirementId =>
  requested === 'leave' ? 'GMEM-08' : 'GMEM-03';

const targetNames = {
  none: 'stranger target',
  invite: 'invited target',
  join: 'joined target',
  left: 'target who left',
  kicked: 'kicked target',
  ban: 'banned target',
} as const satisfies Readonly<Record<Membership, string>>;

/** Actors who are neither the creator nor the target. */
type SomebodyElse = Exclude<RowCell['actor'], 'self' | 'creator'>;

const isSomebodyElse = (actor: RowCell['actor']): actor is SomebodyElse =>
  actor !== 'self' && actor !== 'creator';

/** What such an actor is in the room. */
const standings = {
  member: 'join',
  stranger: 'none',
  invited: 'invite',
  left: 'left',
  banned: 'ban',
} as const satisfies Readonly<Record<SomebodyElse, Membership>>;

const actorNames = {
  member: 'member',
  stranger: 'stranger',
  invited: 'invited',
  left: 'gone',
  banned: 'banned',
} as const satisfies Readonly<Record<SomebodyElse, string>>;
