import type { Reply, User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import {
  ban,
  bring,
  invite,
  leave,
  membersOf,
  membershipOf,
  room,
} from '../../../harness/world/rooms.ts';
import { type CaseBody, suite, type World } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { blameOf, idOf, type Line, linesOf, titleOf } from './lines.ts';
import { change, isSeen, requireSeen } from './scenes.ts';
import { type Prior, type Requested, table } from './table.ts';

/** The room of a line, and who is who in it; `third` is the actor where that is neither of the others. */
interface Scene {
  readonly roomId: string;
  readonly owner: User;
  readonly target: User;
  readonly third: User;
  readonly actor: User;
}

const recorded = {
  none: null,
  invite: 'invite',
  join: 'join',
  left: 'leave',
  kicked: 'leave',
  ban: 'ban',
} as const;

function caseOf(line: Line): CaseBody {
  const refused = line.status === 403;
  const blamed = line.cells.flatMap(([, cell]): readonly RequirementId[] => {
    const { requirement, code } = blameOf(line, cell);
    return refused ? [requirement, code] : [requirement];
  });
  const views = refused ? [] : [viewOf(line.requested), 'MEMB-04' as const];
  const [first, ...more] = [...new Set([...blamed, ...views])];
  if (first === undefined) throw new RangeError(`${idOf(line)} blames nothing`);
  return {
    title: titleOf(line),
    requires: [first, ...more],
    run: (world) => (refused ? walk(world, line) : tryEach(world, line)),
  };
}

/** A refusal changes nothing, so one room serves for all prior states. */
async function walk({ users, must }: World, line: Line): Promise<void> {
  const [owner, target, third] = await users('owner', 'target', thirdNames[line.actor]);
  const scene = await setScene(owner, target, third, line);
  let at: Prior = 'none';
  for (const [prior, cell] of line.cells) {
    at = await reach(scene, at, prior);
    if (at !== prior) continue;
    const { requirement, code } = blameOf(line, cell);
    const judge = must.on(requirement);

    const reply = await judge.unchanged(owner, scene.roomId, async () => {
      const answer = await ask(scene, line);
      judge.status(answer, code === requirement ? 403 : 'refused');
      return answer;
    });
    if (code !== requirement) must.on(code).status(reply, 403);
  }
}

async function tryEach({ users, must }: World, line: Line): Promise<void> {
  const [owner, target, third] = await users('owner', 'target', thirdNames[line.actor]);
  for (const [prior, cell] of line.cells) {
    const scene = await setScene(owner, target, third, line);
    if ((await reach(scene, 'none', prior)) !== prior) continue;
    const { requirement } = blameOf(line, cell);

    must.on(requirement).succeed(await ask(scene, line));
    await nowIs(must, requirement, scene, line.requested);
  }
}

/** A fresh room with the actor in its place: on success somebody other than the actor looks. */
async function setScene(owner: User, target: User, third: User, line: Line): Promise<Scene> {
  const roomId = await room(owner, line.visibility);
  const scene = { roomId, owner, target, third };
  switch (line.actor) {
    case 'self':
      return { ...scene, actor: target };
    case 'creator':
      if (line.status === 200) await bring(owner, roomId, third);
      return { ...scene, actor: owner };
    case 'stranger':
      break;
    case 'invited':
      await invite(owner, roomId, third);
      break;
    case 'member':
      await bring(owner, roomId, third);
      await requireSeen(owner, roomId, third, 'join');
      break;
    case 'left':
      await bring(owner, roomId, third);
      await leave(third, roomId);
      await requireSeen(owner, roomId, third, 'leave');
      break;
    case 'banned':
      await bring(owner, roomId, third);
      await ban(owner, roomId, third);
      await requireSeen(owner, roomId, third, 'ban');
      break;
  }
  return { ...scene, actor: third };
}

/**
 * Moves the target from one prior state to a later one. Only a kick may fail to do so, for that the creator can
 * kick is a convention, on which nothing of a higher grade may depend.
 * @returns the state that was reached
 */
async function reach(scene: Scene, from: Prior, to: Prior): Promise<Prior> {
  const { owner, target, roomId } = scene;
  if (to === 'none') return to;
  if (from !== 'invite' && from !== 'join') await invite(owner, roomId, target);
  if (to !== 'invite' && from !== 'join') await target.need('join_room', { roomId });
  if (to === 'left') await leave(target, roomId);
  if (to === 'ban') await ban(owner, roomId, target);
  if (to === 'kicked') {
    await owner.call('set_membership', change(roomId, target, 'leave'));
    return (await isSeen(owner, roomId, target, 'leave')) ? to : 'join';
  }
  await requireSeen(owner, roomId, target, recorded[to]);
  return to;
}

function ask({ actor, target, roomId }: Scene, { requested, route }: Line): Promise<Reply> {
  if (route === 'put') {
    const options = requested === 'ban' ? { wrong: true as const } : {};
    return actor.call('set_membership', change(roomId, target, requested), options);
  }
  switch (requested) {
    case 'invite':
    case 'ban':
      return actor.call(requested, { roomId, body: { user_id: target.id } });
    case 'join':
      return actor.call('join_room', { roomId });
    case 'leave':
      return actor.call('leave', { roomId });
  }
}

/** Where one view alone doesn't show the change, or the user is forgotten, the view is to blame. */
async function nowIs(
  must: Must,
  requirement: RequirementId,
  { owner, target, third, actor, roomId }: Scene,
  requested: Requested,
): Promise<void> {
  const reader = actor === owner ? third : owner;
  const seen = await membershipOf(reader, roomId, target.id);
  const listed = (await membersOf(reader, roomId)).get(target.id) ?? null;
  const forgotten = requested === 'leave' && seen === null;
  const changed = seen === requested || listed === requested || forgotten;
  const what = `membership of ${target.name} as ${reader.name} sees it`;
  must.on(requirement).that(changed, what, requested, [seen, listed]);
  must.on(viewOf(requested)).equal(seen, requested, `${what} by get_membership`);
  must.on('MEMB-04').equal(listed, requested, `${what} in get_members`);
}

const viewOf = (requested: Requested): RequirementId =>
  requested === 'leave' ? 'GMEM-08' : 'GMEM-03';

const thirdNames = {
  self: 'bystander',
  creator: 'watcher',
  member: 'member',
  stranger: 'stranger',
  invited: 'invited',
  left: 'gone',
  banned: 'banned',
} as const;

/**
 * Every cell of the table that is asserted, by the long form and where there is one by the short form. A refused
 * cell's twin is the allowed cell of the same request and prior state with another actor, or of the same actor
 * in another state.
 */
export const setMembershipTable = suite(
  'set_membership',
  Object.fromEntries(table.flatMap(linesOf).map((line) => [idOf(line), caseOf(line)] as const)),
);
