import type { Must } from '../../harness/judge/must.ts';
import { absentPut } from '../../harness/judge/known.ts';
import { ofEach } from '../../harness/judge/of-each.ts';
import type { User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { setMembership } from '../operations/shared/membership-requests.ts';
import { changeLater, judgeDeparted, type Later } from '../operations/shared/departed.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import {
  ban,
  bring,
  enter,
  invite,
  kick,
  leave,
  requireMembership,
  room,
} from '../../harness/world/rooms.ts';
import type { Visibility } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { type Kind, type Request, requests, type Setup } from './standing-requests.ts';

type Standing = keyof typeof rows;

/** Whether users of a standing may do something; what the register leaves open is not asked. */
type Permission = 'may' | 'may not' | 'as of leaving' | 'open';

type Arrange = (owner: User, roomId: string, user: User) => Promise<unknown>;

interface Row {
  /** The beginning of a title, for example "A stranger to". */
  readonly who: string;
  readonly arrange: (visibility: Visibility) => Arrange;
}

const admit =
  (visibility: Visibility): Arrange =>
  async (owner, roomId, user) => {
    await (visibility === 'public' ? enter(owner, roomId, user) : bring(owner, roomId, user));
  };

const admitAnd =
  (out: Arrange): Row['arrange'] =>
  (visibility) =>
  async (owner, roomId, user) => {
    await admit(visibility)(owner, roomId, user);
    await out(owner, roomId, user);
  };

/** Leaves by set_membership, or by leave where that is refused. */
const leaveByLongForm: Arrange = async (owner, roomId, user) => {
  const long = await setMembership(user, roomId, user, 'leave');
  if (!isSuccess(long)) await leave(owner, roomId, user);
};

/** Asks to join and invites themselves, which is refused. @throws Broken where it is not */
const tryToGetIn: Arrange = async (_owner, roomId, user) => {
  const join = await user.call('join_room', { roomId });
  const invitation = await setMembership(user, roomId, user, 'invite');
  if (isSuccess(join) || isSuccess(invitation)) throw new Broken('a stranger gets in uninvited');
};

/** Bans by set_membership, or by ban where that is refused. */
const banByLongForm: Arrange = async (owner, roomId, user) => {
  const long = await setMembership(owner, roomId, user, 'ban');
  if (isSuccess(long)) await requireMembership(owner, roomId, user, 'ban');
  else await ban(owner, roomId, user);
};

const rows = {
  // A private room is knocked at first: that a join or an invite was refused lets nobody in.
  stranger: {
    who: 'A user who was never in',
    arrange: (visibility) => (visibility === 'private' ? tryToGetIn : async () => {}),
  },
  invited: { who: 'A user who is invited to', arrange: () => invite },
  joined: { who: 'A member of', arrange: admit },
  left: {
    who: 'A user who left',
    // The long form in public rooms: what it ends is what the short form ends (SMEM-21).
    arrange: (visibility) =>
      admitAnd(visibility === 'public' ? leaveByLongForm : leave)(visibility),
  },
  kicked: { who: 'A user who was kicked from', arrange: admitAnd(kick) },
  banned: {
    who: 'A user who is banned from',
    arrange: (visibility) => admitAnd(visibility === 'public' ? banByLongForm : ban)(visibility),
  },
  reinvited: {
    who: 'A user who left and is invited again to',
    arrange: (visibility) => async (owner, roomId, user) => {
      await admitAnd(leave)(visibility)(owner, roomId, user);
      await invite(owner, roomId, user);
    },
  },
  'banned-when-invited': {
    who: 'A user who was invited and then banned from',
    arrange: () => async (owner, roomId, user) => {
      await invite(owner, roomId, user);
      await ban(owner, roomId, user);
    },
  },
  rejoined: {
    who: 'A user who left and came back to',
    arrange: (visibility) => async (owner, roomId, user) => {
      await admitAnd(leave)(visibility)(owner, roomId, user);
      await admit(visibility)(owner, roomId, user);
    },
  },
} as const satisfies Readonly<Record<string, Row>>;

/** Users who are out of the room, and known to it; what they may still read is open. */
const departed: readonly Standing[] = ['left', 'kicked'];

/**
 * The table. Members read and send, with the default power level they set nothing. Nobody else sends or sets anything.
 * Who else may read is required of private rooms alone, and neither of users who left nor of one topic or one membership.
 * Servers of today let a banned user read what was there before the ban.
 */
function permissionOf(kind: Kind, standing: Standing, visibility: Visibility): Permission {
  const inside = standing === 'joined' || standing === 'rejoined';
  if (kind === 'set') return 'may not';
  if (inside) return 'may';
  if (kind === 'send') return 'may not';
  if (kind === 'look up' || visibility === 'public') return 'open';
  if (standing === 'banned') return 'as of leaving';
  return departed.includes(standing) ? 'open' : 'may not';
}

/** What a cell of the table says: a request, whether it is allowed, and by which requirement. */
interface Cell {
  readonly request: Request;
  readonly permission: Exclude<Permission, 'open'>;
  readonly requirement: RequirementId;
}

/** The cells that the register says something about. */
const cellsOf = (standing: Standing, visibility: Visibility): readonly Cell[] =>
  requests.flatMap((request) => {
    const permission = permissionOf(request.kind, standing, visibility);
    // What members may do is judged by POST; the PUT is judged where it is refused.
    if (permission === 'open' || (permission === 'may' && request.put !== undefined)) return [];
    const requirement = permission === 'may' ? request.may : request.mayNot;
    return [{ request, permission, requirement }];
  });

/** Reads, and what members may do. */
async function judgeEach(
  must: Must,
  cells: readonly Cell[],
  user: User,
  setup: Setup,
  later: Later | null,
): Promise<void> {
  await ofEach(cells, null, async ({ request, permission, requirement }) => {
    const held = must.on(requirement);
    const reply = await request.send(user, setup);
    if (permission === 'as of leaving') judgeDeparted(held, reply, later);
    else if (permission === 'may') held.succeed(reply);
    else held.status(reply, 403);
  });
}

/** What would change the room: requests of one requirement are made between two looks at it. */
async function judgeWrites(
  must: Must,
  cells: readonly Cell[],
  user: User,
  setup: Setup,
): Promise<void> {
  // What needs the most views comes first, so that the others share its looks.
  const bySets = cells.toSorted((a, b) => Number(isSet(b)) - Number(isSet(a)));
  const each = [...new Set(bySets.map((cell) => cell.requirement))];
  await ofEach(each, null, async (requirement) => {
    const held = must.on(requirement);
    const own = cells.filter((cell) => cell.requirement === requirement);
    const sets = own.some(isSet);
    const refuseAll = async (): Promise<void> => {
      await ofEach(own, null, async ({ request }) =>
        held.status(await request.send(user, setup), 403),
      );
    };
    await held.unchanged(
      setup.owner,
      setup.roomId,
      refuseAll,
      sets ? 'send_state_event' : 'send_message',
    );
  });
}

const isSet = ({ request }: Cell): boolean => request.kind === 'set';

const isForbiddenWrite = ({ request: { kind }, permission }: Cell): boolean =>
  permission === 'may not' && (kind === 'send' || kind === 'set');

const reads = (standing: Standing, visibility: Visibility): string =>
  visibility === 'public' || departed.includes(standing)
    ? 'neither sends nor sets anything there'
    : 'neither reads nor sends nor sets anything there';

const titleOf = (standing: Standing, visibility: Visibility): string => {
  const { who } = rows[standing];
  const inside = standing === 'joined' || standing === 'rejoined';
  const rest = inside
    ? 'reads and sends there, and sets nothing without power'
    : reads(standing, visibility);
  return `${who} a ${visibility} room ${rest}`;
};

function standingCase(standing: Standing, visibility: Visibility): CaseBody {
  const cells = cellsOf(standing, visibility);
  const [first = 'SEND-15', ...others] = new Set(cells.map(({ requirement }) => requirement));
  return {
    title: titleOf(standing, visibility),
    requires: [first, ...others],
    async run({ users, must, profile, fresh }) {
      const [owner, user, guest] =
        standing === 'banned'
          ? await users('owner', standing, 'guest')
          : await users('owner', standing);
      const roomId = await room(owner, visibility, { topic: 'Tea' });
      const feedback = await feedbackOn(owner, roomId);
      const setup = { owner, roomId, feedback, value: 'Wine', fresh };
      // A server may take the first write of state for a part of making the room.
      const bare =
        visibility === 'public' ? null : { ...setup, roomId: await room(owner, visibility) };
      // A request that fails for the owner too says nothing about the user.
      const works = new Set<Request>();
      for (const { request, permission } of cells) {
        const { put } = request;
        if (put !== undefined && absentPut(profile, owner.known, put) !== undefined) continue;
        if (permission === 'may' || isSuccess(await request.send(owner, setup))) works.add(request);
      }
      for (const each of bare === null ? [setup] : [setup, bare])
        await rows[standing].arrange(visibility)(owner, each.roomId, user);

      const later = guest === undefined ? null : await changeLater(owner, roomId, guest);

      const judged = cells.filter(({ request }) => works.has(request));
      await judgeEach(
        must,
        judged.filter((cell) => !isForbiddenWrite(cell)),
        user,
        setup,
        later,
      );
      const writes = judged.filter(isForbiddenWrite);
      await judgeWrites(must, writes, user, { ...setup, value: 'Beer' });
      const firstWrites = writes.filter(isSet);
      if (bare !== null) await judgeWrites(must, firstWrites, user, { ...bare, value: 'Beer' });
      for (const { requirement } of cells) {
        if (judged.some((cell) => cell.requirement === requirement)) continue;
        must.notApplicable(requirement, 'the request fails for the owner of the room too');
      }
    },
  };
}

const standings: readonly Standing[] = [
  'stranger',
  'invited',
  'joined',
  'left',
  'kicked',
  'banned',
  'reinvited',
  'banned-when-invited',
  'rejoined',
];

/** Users of every standing in rooms of both visibilities: who reads, who sends, who sets. */
export const standingCases: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  standings.flatMap((standing) =>
    (['private', 'public'] as const).map((visibility) => [
      `${standing}-in-a-${visibility}-room`,
      standingCase(standing, visibility),
    ]),
  ),
);
