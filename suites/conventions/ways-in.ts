import type { RequirementId } from '../../harness/document/ids.ts';
import type { Must } from '../../harness/judge/must.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { wordOf } from '../../harness/document/json.ts';
import { at, isSuccess, listedIn } from '../../harness/world/answers.ts';
import { aliasAt } from '../../harness/world/joining.ts';
import { feedbackOn, idsOf, newest, pageOf, say } from '../../harness/world/pages.ts';
import { bring, membersOf, membershipOf, room, topicOf } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { byPost, type Setup, type Way, ways } from './ways.ts';

const seen: readonly RequirementId[] = [
  ...(['MSGS-01', 'MSGS-03', 'GTOPIC-03', 'MEMB-01', 'MEMB-04'] as const),
  ...(['GST-01', 'GST-04', 'SYNC-10', 'SYNC-03', 'MODEL-22', 'CONV-19'] as const),
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
  const joined = listedIn(list, 'member', 'chunk').find((e) => at(e, 'state_key') === guest.id);
  // Which membership is listed is reported against MEMB-04.
  if (at(at(joined, 'content'), 'membership') !== 'join')
    throw new Broken('the list does not show the join of the new member');
  const actor = at(joined, 'user_id');
  if (actor === undefined) must.notApplicable('CONV-19', 'the join that is listed has no user_id');
  else must.on('CONV-19').equal(actor, guest.id, 'user_id of the join in the list of members');
  const ownTopic = await topicOf(guest, roomId);
  const current = ownTopic === topic ? topic : await topicOf(owner, roomId);
  must.on('GTOPIC-03').equal(ownTopic, current, 'topic that the new member reads');

  const state = idsOf(await owner.need('get_state_events', { roomId })).toSorted();
  const answer = await guest.call('get_state_events', { roomId });
  must.on('GST-01').succeed(answer);
  const ownState = sortedIds(listedIn(answer, 'state'));
  must.on('GST-04').equal(ownState, state, 'state as the new member sees it');
  const unknown = sortedIds(listedIn(list, 'member', 'chunk')).filter((id) => !state.includes(id));
  must.on('MODEL-22').equal(unknown, [], 'event ids of members that the state does not have');
  const sync = await guest.call('get_room_sync_data', { roomId });
  must.on('SYNC-10').succeed(sync);
  const own = at(sync.json, 'membership');
  if (own === undefined) must.notApplicable('SYNC-03', 'initialSync has no membership');
  else must.on('SYNC-03').equal(own, 'join', 'membership of the new member in initialSync');
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

const wayCase = ({
  who,
  visibility,
  requirement,
  needs,
  provided,
  before,
  join,
}: Way): CaseBody => ({
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
    if (provided !== undefined && !(await provided(setup))) {
      for (const id of [requirement, ...seen, ...done])
        must.notApplicable(id, 'this target does not let the creator lift a ban');
      return;
    }
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
