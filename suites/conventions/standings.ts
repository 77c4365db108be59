import type { Must } from '../../harness/judge/must.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { changeLater, judgeDeparted, type Later } from '../operations/shared/departed.ts';
import { feedbackOn } from '../../harness/world/pages.ts';
import { ban, bring, enter, invite, kick, leave, room } from '../../harness/world/rooms.ts';
import type { Visibility } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';

type Standing = 'stranger' | 'invited' | 'joined' | 'left' | 'kicked' | 'banned' | 'rejoined';

/** Whether users of a standing may do something; what the register leaves open is not asked. */
type Permission = 'may' | 'may not' | 'as of leaving' | 'open';

/** What can be done in a room by its members, or by those with power. */
type Kind = 'read' | 'look up' | 'send' | 'set';

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

const rows: Readonly<Record<Standing, Row>> = {
  stranger: { who: 'A user who was never in', arrange: () => async () => {} },
  invited: { who: 'A user who is invited to', arrange: () => invite },
  joined: { who: 'A member of', arrange: admit },
  left: { who: 'A user who left', arrange: admitAnd(leave) },
  kicked: { who: 'A user who was kicked from', arrange: admitAnd(kick) },
  banned: { who: 'A user who is banned from', arrange: admitAnd(ban) },
  rejoined: {
    who: 'A user who left and came back to',
    arrange: (visibility) => async (owner, roomId, user) => {
      await admitAnd(leave)(visibility)(owner, roomId, user);
      await admit(visibility)(owner, roomId, user);
    },
  },
};

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

/** A request that is made by users of every standing. */
interface Request {
  readonly kind: Kind;
  /** The requirement that members may, and the one that others may not. */
  readonly may: RequirementId;
  readonly mayNot: RequirementId;
  readonly send: (user: User, setup: Setup) => Promise<Reply>;
}

interface Setup {
  readonly owner: User;
  readonly roomId: string;
  readonly feedback: { readonly type: string; readonly target_event_id: string };
  /** What is set: a value of its own for each user, since servers may answer 200 where nothing would change. */
  readonly value: string;
}

const eventType = 'com.example.conf';

const requests: readonly Request[] = [
  {
    kind: 'look up',
    may: 'GTOPIC-07',
    mayNot: 'GTOPIC-07',
    send: (user, { roomId }) => user.call('get_topic', { roomId }),
  },
  {
    kind: 'look up',
    may: 'GMEM-01',
    mayNot: 'GMEM-01',
    send: (user, { roomId, owner }) => user.call('get_membership', { roomId, userId: owner.id }),
  },
  {
    kind: 'read',
    may: 'MEMB-01',
    mayNot: 'MEMB-12',
    send: (user, { roomId }) => user.call('get_members', { roomId }),
  },
  {
    kind: 'read',
    may: 'MSGS-01',
    mayNot: 'MSGS-15',
    // Without dir a page may be refused (DEF-03).
    send: (user, { roomId }) =>
      user.call('get_messages', { roomId, limit: 5 }, { undeclared: { dir: 'b' } }),
  },
  {
    kind: 'read',
    may: 'GST-01',
    mayNot: 'GST-08',
    send: (user, { roomId }) => user.call('get_state_events', { roomId }),
  },
  {
    kind: 'read',
    may: 'SYNC-01',
    mayNot: 'SYNC-14',
    send: (user, { roomId }) => user.call('get_room_sync_data', { roomId }),
  },
  {
    kind: 'send',
    may: 'MSG-01',
    mayNot: 'SEND-15',
    send: (user, { roomId }) =>
      user.call('send_message', { roomId, body: { msgtype: 'm.text', body: 'Hello' } }),
  },
  {
    kind: 'send',
    may: 'SEND-01',
    mayNot: 'SEND-15',
    send: (user, { roomId }) =>
      user.call('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
  },
  {
    kind: 'send',
    may: 'FEED-01',
    mayNot: 'SEND-15',
    send: (user, { roomId, feedback }) => user.call('send_feedback', { roomId, body: feedback }),
  },
  {
    kind: 'set',
    may: 'STATE-01',
    mayNot: 'STATE-17',
    send: (user, { roomId, value }) =>
      user.call('send_state_event', { roomId, eventType, stateKey: 'k', body: { v: value } }),
  },
  {
    kind: 'set',
    may: 'TOPIC-01',
    mayNot: 'TOPIC-11',
    send: (user, { roomId, value }) => user.call('set_topic', { roomId, body: { topic: value } }),
  },
];

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
    if (permission === 'open') return [];
    const requirement = permission === 'may' ? request.may : request.mayNot;
    return [{ request, permission, requirement }];
  });

async function judge(
  must: Must,
  cell: Cell,
  send: () => Promise<Reply>,
  setup: Setup,
  later: Later | null,
): Promise<void> {
  const held = must.on(cell.requirement);
  if (cell.permission === 'may') {
    held.succeed(await send());
    return;
  }
  if (cell.permission === 'as of leaving') {
    judgeDeparted(held, await send(), later);
    return;
  }
  const refused = async (): Promise<void> => held.status(await send(), 403);
  const writes = cell.request.kind === 'send' || cell.request.kind === 'set';
  await (writes ? held.unchanged(setup.owner, setup.roomId, refused) : refused());
}

const titleOf = (standing: Standing, visibility: Visibility): string => {
  const { who } = rows[standing];
  const inside = standing === 'joined' || standing === 'rejoined';
  const rest = inside
    ? 'reads and sends there, and sets nothing without power'
    : 'neither sends nor sets anything there';
  return `${who} a ${visibility} room ${rest}`;
};

function standingCase(standing: Standing, visibility: Visibility): CaseBody {
  const cells = cellsOf(standing, visibility);
  const [first = 'SEND-15', ...others] = new Set(cells.map(({ requirement }) => requirement));
  return {
    title: titleOf(standing, visibility),
    requires: [first, ...others],
    async run({ users, must }) {
      const [owner, user, guest] =
        standing === 'banned'
          ? await users('owner', standing, 'guest')
          : await users('owner', standing);
      const roomId = await room(owner, visibility, { topic: 'Tea' });
      const setup = { owner, roomId, feedback: await feedbackOn(owner, roomId), value: 'Wine' };
      // A request that fails for the owner too says nothing about the user.
      const works = new Set<Request>();
      for (const { request } of cells) {
        if (isSuccess(await request.send(owner, setup))) works.add(request);
      }
      await rows[standing].arrange(visibility)(owner, roomId, user);
      const later = guest === undefined ? null : await changeLater(owner, roomId, guest);

      const judged = new Set<RequirementId>();
      for (const cell of cells.filter(({ request }) => works.has(request))) {
        judged.add(cell.requirement);
        const send = (): Promise<Reply> => cell.request.send(user, { ...setup, value: 'Beer' });
        await judge(must, cell, send, setup, later);
      }
      for (const { requirement } of cells) {
        if (judged.has(requirement)) continue;
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
