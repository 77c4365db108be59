import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { room } from '../../../harness/world/rooms.ts';
import {
  actTogether,
  concatenated,
  didAccept,
  drawTimeline,
  hear,
  type Heard,
  judgeMembership,
  type MembershipInput,
  type MembershipOutput,
  type Operation,
  raceCase,
  sentenceOf,
  type ShowTimeline,
  type Subject,
  userOf,
} from '../../../harness/model/index.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import {
  formOf,
  type Name,
  type NamedRequest,
  names,
  requestChange,
  ways,
} from '../shared/membership-requests.ts';
import { type Known, probeMemberships } from '../shared/probe.ts';
import { type Act, drawStep, isPossible, type Step, steps, wordsOf } from './membership-steps.ts';

async function race(world: World, known: Known, step: Step, show: ShowTimeline): Promise<void> {
  const { users } = known;
  const isWithCarol = step.acts.some(({ client }) => client === 'carol 1');
  const roomId = await setUp(known, step, isWithCarol);
  const subject: Subject = {
    visibility: step.visibility,
    creator: 'alice',
    user: 'bob',
    start: step.start,
    others: isWithCarol ? ['carol'] : [],
  };
  const perform = (client: string, asking: MembershipInput): Promise<Heard<MembershipOutput>> => {
    const actor = nameOf(client);
    if (asking.do === 'read') return readBob(known, users[actor], roomId);
    const { requested } = asking.request;
    const way = asking.form === 'short' ? 'post' : asking.form;
    return hear<MembershipOutput>(
      () => requestChange(users, roomId, { actor, target: 'bob', requested }, way, ''),
      (reply) => (isSuccess(reply) ? { accepted: true } : { refused: reply.status }),
    );
  };
  const planned = step.acts.map((act) => ({ client: act.client, input: askingOf(act) }));
  const first = await actTogether(planned, perform);
  const readers = isWithCarol ? (['alice 1', 'carol 1'] as const) : (['alice 1'] as const);
  const lastReads = readers.map((client) => ({ client, input: { do: 'read' as const } }));
  const last = await actTogether<MembershipInput, MembershipOutput>(lastReads, perform);
  if (last.operations.filter(({ output }) => output !== null).length < lastReads.length)
    throw new Broken('the membership could not be read after the race');
  const { operations, ambiguous } = concatenated(first, last);
  if (!ambiguous) judge(world, subject, operations, show);
}

function judge(
  { must }: World,
  subject: Subject,
  operations: readonly Operation<MembershipInput, MembershipOutput>[],
  show: ShowTimeline,
): void {
  const judged = judgeMembership(subject, operations);
  if (judged === null) return;
  const what = 'answers to clients that change one membership at once';
  const expected = 'answers and records that some order of the requests explains';
  if (judged.violation !== null) {
    const { requirement, illegal } = judged.violation;
    const { client } = illegal.unexplained;
    show([
      ...drawTimeline(operations, labelOf),
      '',
      `before: bob is ${subject.start}, the room is ${subject.visibility}`,
      `no order of the requests explains what ${client} got: ${labelOf(illegal.unexplained)}`,
    ]);
    const received = operations.map((each) => `${each.client}: ${labelOf(each)}`).join('; ');
    must.on(requirement).that(false, what, expected, received);
  }
  must.on('SMEM-03').that(true, what, expected, '');
  if (didAccept(operations, 'ban')) must.on('BAN-14').that(true, what, expected, '');
  if (didAccept(operations, 'leave') && subject.visibility === 'private')
    must.on('LEAVE-09').that(true, what, expected, '');
}

const readBob = (
  { users }: Known,
  reader: User,
  roomId: string,
): Promise<Heard<MembershipOutput>> =>
  hear<MembershipOutput>(
    () => reader.call('get_membership', { roomId, userId: users.bob.id }),
    (reply) => {
      if (reply.status === 404) return { record: null };
      const record = at(reply.json, 'membership');
      return isSuccess(reply) && typeof record === 'string' ? { record } : undefined;
    },
  );

const nameOf = (client: string): Name => names.find((name) => name === userOf(client)) ?? 'bob';

const askingOf = ({ client, does, way }: Act): MembershipInput =>
  does === 'read'
    ? { do: 'read' }
    : {
        do: 'move',
        request: { actor: userOf(client), target: 'bob', requested: does },
        form: formOf(way),
      };

function labelOf({ input, output }: Operation<MembershipInput, MembershipOutput>): string {
  const what = input.do === 'read' ? 'bob?' : wordsOf(input.request);
  if (output === null) return what;
  if ('record' in output) return `${what} ${output.record ?? 'none'}`;
  return `${what}: ${'refused' in output ? output.refused : 'done'}`;
}

/** Creates a room where bob is what the step says. @throws Broken */
async function setUp(
  { users, offers }: Known,
  { visibility, start }: Step,
  isWithCarol: boolean,
): Promise<string> {
  const roomId = await room(users.alice, visibility);
  const change = async (
    actor: Name,
    target: Name,
    requested: NamedRequest['requested'],
  ): Promise<void> => {
    const way = ways.find((each) => offers(requested, each)) ?? 'set_membership';
    const request = { actor, target, requested };
    const reply = await requestChange(users, roomId, request, way, '');
    if (!isSuccess(reply)) throw new Broken(`the setup failed: ${requested} got ${reply.status}`);
  };
  const bring = async (name: Name): Promise<void> => {
    if (visibility === 'private') await change('alice', name, 'invite');
    await change(name, name, 'join');
  };
  if (isWithCarol) await bring('carol');
  if (start === 'invite') await change('alice', 'bob', 'invite');
  if (start === 'join' || start === 'left' || start === 'ban') await bring('bob');
  if (start === 'left') await change('bob', 'bob', 'leave');
  if (start === 'ban') await change('alice', 'bob', 'ban');
  return roomId;
}

/** @throws Broken where get_membership does not show memberships, or bob cannot be made to come and go */
async function probe(world: World, users: Known['users']): Promise<Known> {
  const known = await probeMemberships(world, users);
  if (!known.trusted.has('member')) throw new Broken('get_membership does not show memberships');
  const missing = (['invite', 'join', 'leave'] as const).filter(
    (requested) => !ways.some((way) => way !== 'txn' && known.offers(requested, way)),
  );
  if (missing.length > 0) throw new Broken(`no request to ${missing.join(', ')} has its effect`);
  return known;
}

export const concurrentMembership = suite('concurrent-membership', {
  'some-order-explains-all-moves': raceCase({
    title: 'What several clients make of one membership at once is explained by some order of them',
    requires: [
      ...(['SMEM-03', 'BAN-14', 'LEAVE-09'] as const),
      ...(['SMEM-11', 'SMEM-12', 'SMEM-13', 'SMEM-14', 'SMEM-19', 'SMEM-20'] as const),
      ...(['INV-03', 'INV-11', 'INV-12', 'INV-13', 'CONV-23'] as const),
      ...(['JOIN-03', 'JOIN-08', 'JOIN-09', 'JOIN-10', 'JOIN-11'] as const),
      ...(['LEAVE-03', 'LEAVE-08', 'BAN-03', 'BAN-05', 'BAN-06'] as const),
    ],
    users: names,
    budget: { runs: 24 },
    probe,
    steps,
    draw: ({ offers, users }) => drawStep(offers, users.alice.known.publicRoomsOpen),
    describe({ acts, visibility, start }: Step, { offers, users }) {
      const isOpen = visibility === 'private' || users.alice.known.publicRoomsOpen;
      if (!isOpen || !acts.every((act) => isPossible(act, offers))) return null;
      const words = sentenceOf(acts, ({ client, does, way }) => {
        if (does === 'read') return 'reads what bob is';
        const request = { actor: userOf(client), target: 'bob', requested: does };
        return `asks to ${wordsOf(request)}${way === 'set_membership' ? ' by set_membership' : ''}`;
      });
      return `in a ${visibility} room where bob is ${start}, ${words}`;
    },
    race,
  }),
});
