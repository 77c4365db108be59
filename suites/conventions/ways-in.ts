import type { RequirementId } from '../../harness/document/ids.ts';
import type { Must } from '../../harness/judge/must.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { wordOf } from '../../harness/document/json.ts';
import { at, isSuccess, listedIn } from '../../harness/world/answers.ts';
import { aliasAt, joinBy } from '../../harness/world/joining.ts';
import { feedbackOn, idsOf, newest, pageOf, say } from '../../harness/world/pages.ts';
import {
  admit,
  ban,
  bring,
  hasMembership,
  invite,
  kick,
  leave,
  membersOf,
  membershipOf,
  room,
  topicOf,
  type Visibility,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

interface Setup {
  readonly owner: User;
  readonly guest: User;
  /** A member without power. */
  readonly member: User;
  readonly roomId: string;
  readonly alias: string;
  readonly fresh: () => string;
}

interface Way {
  /** As the title says it, behind "A user who". */
  readonly who: string;
  readonly visibility: Visibility;
  /** The requirement that a user can come in this way. */
  readonly requirement: RequirementId;
  readonly needs?: 'aliases';
  /** What happened before; it may end the case where this target does not allow it. */
  readonly before?: (setup: Setup) => Promise<unknown>;
  readonly join: (setup: Setup) => Promise<Reply>;
}

const byPost = ({ guest, roomId }: Setup): Promise<Reply> => guest.call('join_room', { roomId });

const joinLong = ({ guest, roomId }: Setup): Promise<Reply> =>
  guest.call('set_membership', { roomId, userId: guest.id, body: { membership: 'join' } });

const admitAnd =
  (out: (owner: User, roomId: string, user: User) => Promise<void>, again = false) =>
  async ({ owner, guest, roomId }: Setup): Promise<void> => {
    await bring(owner, roomId, guest);
    await out(owner, roomId, guest);
    if (again) await invite(owner, roomId, guest);
  };

/** Whether a ban can be lifted by setting the user to leave is open. @throws Broken where it cannot */
async function banAndLift({ owner, guest, roomId }: Setup): Promise<void> {
  await bring(owner, roomId, guest);
  await ban(owner, roomId, guest);
  const body = { membership: 'leave' };
  await owner.call('set_membership', { roomId, userId: guest.id, body });
  if (!(await hasMembership(owner, roomId, guest, 'leave')))
    throw new Broken('this target does not let the creator lift a ban');
}

/** Who cannot join a public room uninvited, which JOIN-09 is about, is invited. */
const letIn: Way['before'] = ({ owner, guest, roomId }) => admit(owner, roomId, guest);

const ways: Readonly<Record<string, Way>> = {
  'by-post-of-join': {
    who: 'joins a public room',
    visibility: 'public',
    requirement: 'JOIN-09',
    join: byPost,
  },
  'by-put-of-join': {
    who: 'joins a public room by a PUT with a txnId',
    visibility: 'public',
    requirement: 'JOIN-04',
    before: letIn,
    join: ({ guest, roomId, fresh }) => guest.call('join_room', { roomId, txnId: fresh() }),
  },
  'by-set-membership': {
    who: 'joins a public room by set_membership',
    visibility: 'public',
    requirement: 'SMEM-21',
    before: letIn,
    join: joinLong,
  },
  'by-id': {
    who: 'joins a public room by its id',
    visibility: 'public',
    requirement: 'JID-03',
    before: letIn,
    join: async ({ guest, roomId }) => (await joinBy(guest, roomId)).reply,
  },
  'by-alias': {
    who: 'joins a public room by its alias',
    visibility: 'public',
    requirement: 'JID-03',
    needs: 'aliases',
    before: letIn,
    join: async ({ guest, alias }) => (await joinBy(guest, alias)).reply,
  },
  'by-alias-when-invited': {
    who: 'is invited and joins a private room by its alias',
    visibility: 'private',
    requirement: 'JID-03',
    needs: 'aliases',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: async ({ guest, alias }) => (await joinBy(guest, alias)).reply,
  },
  'by-invite': {
    who: 'is invited and joins a private room',
    visibility: 'private',
    requirement: 'INV-03',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: byPost,
  },
  'by-invite-of-a-member': {
    who: 'is invited by a member without power and joins a private room',
    visibility: 'private',
    requirement: 'INV-03',
    // Any member may invite into a private room (CONV-23).
    before: ({ member, guest, roomId }) => invite(member, roomId, guest),
    join: byPost,
  },
  'by-invite-and-set-membership': {
    who: 'is invited and joins a private room by set_membership',
    visibility: 'private',
    requirement: 'SMEM-16',
    before: ({ owner, guest, roomId }) => invite(owner, roomId, guest),
    join: joinLong,
  },
  'again-after-leaving-a-public-room': {
    who: 'left a public room and joins it again',
    visibility: 'public',
    requirement: 'JOIN-09',
    before: admitAnd(leave),
    join: byPost,
  },
  'again-after-leaving-a-private-room': {
    who: 'left a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'LEAVE-09',
    before: admitAnd(leave, true),
    join: byPost,
  },
  'again-after-a-kick-from-a-public-room': {
    who: 'was kicked from a public room and joins it again',
    visibility: 'public',
    requirement: 'JOIN-09',
    before: admitAnd(kick),
    join: byPost,
  },
  'again-after-a-kick-from-a-private-room': {
    who: 'was kicked from a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'INV-03',
    before: admitAnd(kick, true),
    join: byPost,
  },
  'again-after-three-kicks-from-a-private-room': {
    who: 'was kicked three times from a private room and joins it again by a new invite',
    visibility: 'private',
    requirement: 'INV-03',
    before: async (setup) => {
      for (const _ of [1, 2, 3]) await admitAnd(kick)(setup);
      await invite(setup.owner, setup.roomId, setup.guest);
    },
    join: byPost,
  },
  'again-after-a-ban-from-a-private-room': {
    who: 'was banned from a private room and joins it by an invite when the ban is lifted',
    visibility: 'private',
    requirement: 'INV-03',
    before: async (setup) => {
      await banAndLift(setup);
      await invite(setup.owner, setup.roomId, setup.guest);
    },
    join: byPost,
  },
  'again-after-a-ban-from-a-public-room': {
    who: 'was banned from a public room and joins it again when the ban is lifted',
    visibility: 'public',
    requirement: 'JOIN-09',
    before: banAndLift,
    join: byPost,
  },
};

const seen: readonly RequirementId[] = [
  ...(['MSGS-01', 'MSGS-03', 'GTOPIC-03', 'MEMB-01', 'MEMB-04'] as const),
  ...(['GST-01', 'GST-04', 'SYNC-10'] as const),
];
const done: readonly RequirementId[] = ['MSG-01', 'SEND-01', 'FEED-01'];

const topic = 'Tea';

/**
 * Every message of the room, whenever it was sent, and what is current, as the creator sees it. What was set is not
 * read by the creator too where the guest reads it.
 * @param members as the creator sees them
 */
async function seesTheRoom(
  must: Must,
  { owner, guest, roomId }: Setup,
  sent: readonly string[],
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const page = await guest.call(
    'get_messages',
    { roomId, limit: 100 },
    { undeclared: { dir: 'b' } },
  );
  must.on('MSGS-01').succeed(page);
  const seenIds = new Set(idsOf(pageOf(page).chunk));
  const missing = sent.filter((id) => !seenIds.has(id));
  const listed = missing.length === 0 ? missing : idsOf(await newest(owner, roomId));
  if (!missing.every((id) => listed.includes(id)))
    throw new Broken('the creator does not see the messages');
  must
    .on('MSGS-03')
    .equal(missing.length, 0, 'number of messages that the new member does not see');

  const list = await guest.call('get_members', { roomId });
  must.on('MEMB-01').succeed(list);
  const ownMembers = Object.fromEntries(
    listedIn(list, 'member', 'chunk').map((event) => [
      wordOf(at(event, 'state_key')),
      wordOf(at(at(event, 'content'), 'membership')),
    ]),
  );
  must
    .on('MEMB-04')
    .equal(ownMembers, Object.fromEntries(members), 'members as the new member sees them');
  const ownTopic = await topicOf(guest, roomId);
  const current = ownTopic === topic ? topic : await topicOf(owner, roomId);
  must.on('GTOPIC-03').equal(ownTopic, current, 'topic that the new member reads');

  const state = idsOf(await owner.need('get_state_events', { roomId })).toSorted();
  const answer = await guest.call('get_state_events', { roomId });
  must.on('GST-01').succeed(answer);
  const ownState = sortedIds(listedIn(answer, 'state'));
  must.on('GST-04').equal(ownState, state, 'state as the new member sees it');
  const sync = await guest.call('get_room_sync_data', { roomId });
  must.on('SYNC-10').succeed(sync);
  if (at(sync.json, 'state') === undefined)
    must.notApplicable('SYNC-10', 'initialSync has no state');
  else
    must
      .on('SYNC-10')
      .equal(sortedIds(listedIn(sync, 'state', 'state')), state, 'state in initialSync');
}

const sortedIds = (events: readonly unknown[]): readonly string[] =>
  events.map((event) => wordOf(at(event, 'event_id'))).toSorted();

async function doesWhatMembersDo(must: Must, { owner, guest, roomId }: Setup): Promise<void> {
  const feedback = await feedbackOn(owner, roomId);
  const body = { msgtype: 'm.text', body: 'Hello' };
  must.on('MSG-01').succeed(await guest.call('send_message', { roomId, body }));
  const event = { roomId, eventType: 'com.example.conf', body: { v: 1 } };
  must.on('SEND-01').succeed(await guest.call('send_non_state_event', event));
  must.on('FEED-01').succeed(await guest.call('send_feedback', { roomId, body: feedback }));
}

/** What is about the form of the join: it is not judged where join_room refuses the same user. */
const isAnotherForm: ReadonlySet<RequirementId> = new Set(['JID-03', 'JOIN-04', 'SMEM-21']);

const wayCase = ({ who, visibility, requirement, needs, before, join }: Way): CaseBody => ({
  title: `A user who ${who} sees all of it and does what members do`,
  requires: [requirement, ...seen, ...done],
  ...(needs === undefined ? {} : { needs: [needs] }),
  async run({ users, must, fresh }) {
    const [owner, member, guest] = await users('owner', 'member', 'guest');
    const localpart = fresh();
    const alias = needs === undefined ? {} : { room_alias_name: localpart };
    const roomId = await room(owner, visibility, alias);
    const setup = { owner, member, guest, roomId, alias: aliasAt(owner, localpart), fresh };
    await bring(owner, roomId, member);
    const early = await say(owner, roomId, 'early');
    await before?.(setup);
    await owner.need('set_topic', { roomId, body: { topic } });
    const late = await say(member, roomId, 'late');

    const reply = await join(setup);

    if (!isSuccess(reply) && isAnotherForm.has(requirement) && !isSuccess(await byPost(setup)))
      throw new Broken('the user cannot join by join_room either');
    if (!isSuccess(reply)) must.succeed(reply);
    const members = await membersOf(owner, roomId);
    const joined =
      members.get(guest.id) === 'join' || (await membershipOf(owner, roomId, guest.id)) === 'join';
    must.that(joined, 'user who joins', 'joined', 'not joined');
    // A success without an effect does not show that the join is allowed.
    must.succeed(reply);
    await seesTheRoom(must, setup, [...early, ...late], members);
    await doesWhatMembersDo(must, setup);
  },
});

/** However a user comes in, what is sent before, meanwhile and afterwards is there for them as for everybody. */
export const waysIn: Readonly<Record<string, CaseBody>> = Object.fromEntries(
  Object.entries(ways).map(([name, way]) => [`member-${name}-is-a-member`, wayCase(way)]),
);
