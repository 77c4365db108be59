import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { room } from '../../../harness/world/rooms.ts';
import { actTogether, type Heard, hear, joined } from '../../../harness/model/history.ts';
import type { Operation } from '../../../harness/model/linearizability.ts';
import {
  type MembershipInput,
  didAccept,
  judgeMembership,
  type Subject,
  type MembershipOutput,
} from '../../../harness/model/membership-history.ts';
import { propertyCase } from '../../../harness/model/property.ts';
import {
  type Draw,
  type Luck,
  racePlayer,
  races,
  sentenceOf,
  userOf,
} from '../../../harness/model/race.ts';
import type { Request } from '../../../harness/model/room.ts';
import { drawTimeline } from '../../../harness/model/timeline.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import {
  type Act,
  deeds,
  drawFrom,
  isPossible,
  type Offers,
  readStep,
  type Step,
  ways,
  wordsOf,
} from './membership-acts.ts';
import type { Name } from '../membership/steps.ts';
import { ask, type Users } from '../membership/target.ts';

/** The target as the races take it. */
interface Known {
  readonly users: Users;
  readonly offers: Offers;
}

interface Context {
  readonly world: World;
  readonly known: Known;
  readonly luck: Luck;
}

async function race({ world, known }: Context, step: Step, draw: Draw): Promise<void> {
  const { users } = known;
  const isWithCarol = step.acts.some(({ client }) => client === 'carol 1');
  const roomId = await sceneOf(known, step, isWithCarol);
  const subject: Subject = {
    visibility: step.visibility,
    creator: 'alice',
    user: 'bob',
    start: step.start,
    others: isWithCarol ? ['carol'] : [],
  };
  const perform = (client: string, asking: MembershipInput): Promise<Heard<MembershipOutput>> => {
    const actor = nameOf(client);
    if (asking.do === 'read') return look(known, users[actor], roomId);
    const way = asking.form === 'set_membership' ? 'put' : 'post';
    const request = { ...asking.request, actor, target: 'bob' } as const;
    return hear<MembershipOutput>(
      () => ask(users, roomId, request, way, ''),
      (reply) => (isSuccess(reply) ? { accepted: true } : { refused: reply.status }),
    );
  };
  const turns = step.acts.map((act) => ({ client: act.client, input: askingOf(act) }));
  const first = await actTogether(turns, perform);
  const readers = isWithCarol ? (['alice 1', 'carol 1'] as const) : (['alice 1'] as const);
  const looks = readers.map((client) => ({ client, input: { do: 'read' as const } }));
  const last = await actTogether<MembershipInput, MembershipOutput>(looks, perform);
  if (last.operations.filter(({ output }) => output !== null).length < looks.length)
    throw new Broken('the membership could not be read when all was done');
  const { operations, doubtful } = joined(first, last);
  if (!doubtful) judge(world, subject, operations, draw);
}

function judge(
  { must }: World,
  subject: Subject,
  operations: readonly Operation<MembershipInput, MembershipOutput>[],
  draw: Draw,
): void {
  const judged = judgeMembership(subject, operations);
  if (judged === null) return;
  const what = 'what clients are told who change one membership at once';
  const expected = 'answers and records that some order of the requests explains';
  if (judged.violation !== null) {
    const { requirement, illegal } = judged.violation;
    draw([
      ...drawTimeline(operations, labelOf),
      '',
      `before: bob is ${subject.start}, the room is ${subject.visibility}`,
      `no order of the requests explains what ${illegal.stuck.client} got: ${labelOf(illegal.stuck)}`,
    ]);
    const received = operations.map((each) => `${each.client}: ${labelOf(each)}`).join('; ');
    must.on(requirement).that(false, what, expected, received);
  }
  must.on('SMEM-03').that(true, what, expected, '');
  if (didAccept(operations, 'ban')) must.on('BAN-14').that(true, what, expected, '');
  if (didAccept(operations, 'leave') && subject.visibility === 'private')
    must.on('LEAVE-09').that(true, what, expected, '');
}

/** What is seen of bob. */
const look = ({ users }: Known, reader: User, roomId: string): Promise<Heard<MembershipOutput>> =>
  hear<MembershipOutput>(
    () => reader.call('get_membership', { roomId, userId: users.bob.id }),
    (reply) => {
      if (reply.status === 404) return { record: null };
      const record = at(reply.json, 'membership');
      return isSuccess(reply) && typeof record === 'string' ? { record } : undefined;
    },
  );

const nameOf = (client: string): Name => {
  const name = userOf(client);
  return name === 'alice' || name === 'carol' ? name : 'bob';
};

const askingOf = ({ client, does, way }: Act): MembershipInput =>
  does === 'read'
    ? { do: 'read' }
    : {
        do: 'move',
        request: { actor: userOf(client), target: 'bob', requested: does },
        form: way === 'put' ? 'set_membership' : 'short',
      };

function labelOf({ input, output }: Operation<MembershipInput, MembershipOutput>): string {
  const what = input.do === 'read' ? 'bob?' : wordsOf(input.request);
  if (output === null) return what;
  if ('record' in output) return `${what} ${output.record ?? 'none'}`;
  return `${what}: ${'refused' in output ? output.refused : 'done'}`;
}

/** A room where bob is what he is before. @throws Broken */
async function sceneOf(
  { users, offers }: Known,
  { visibility, start }: Step,
  isWithCarol: boolean,
): Promise<string> {
  const roomId = await room(users.alice, visibility);
  const move = async (actor: Name, target: Name, requested: Request['requested']) => {
    const way = ways.find((each) => offers(requested, each)) ?? 'put';
    const reply = await ask(users, roomId, { actor, target, requested }, way, '');
    if (!isSuccess(reply)) throw new Broken(`the setup failed: ${requested} got ${reply.status}`);
  };
  const bring = async (name: Name): Promise<void> => {
    if (visibility === 'private') await move('alice', name, 'invite');
    await move(name, name, 'join');
  };
  if (isWithCarol) await bring('carol');
  if (start === 'invite') await move('alice', 'bob', 'invite');
  if (start === 'join' || start === 'left' || start === 'ban') await bring('bob');
  if (start === 'left') await move('bob', 'bob', 'leave');
  if (start === 'ban') await move('alice', 'bob', 'ban');
  return roomId;
}

/**
 * Finds out which requests can be made in which way; scripted cases say what is wrong with the others.
 * @throws Broken where get_membership does not show an invite, or bob cannot be made to come and go
 */
async function getToKnow([alice, bob, carol, dave]: readonly User[]): Promise<Known> {
  if (alice === undefined || bob === undefined || carol === undefined || dave === undefined)
    throw new RangeError('the search needs four users');
  const users: Users = { alice, bob, carol, dave };
  const good = new Set<string>();
  const known: Known = { users, offers: (requested, way) => good.has(`${requested} ${way}`) };
  for (const way of ways) {
    const roomId = await room(alice, 'private');
    const steps = ['invite', 'join', 'leave', 'invite', 'join', 'ban'] as const;
    for (const requested of steps) {
      const actor = requested === 'invite' || requested === 'ban' ? 'alice' : 'bob';
      const reply = await ask(users, roomId, { actor, target: 'bob', requested }, way, '');
      const heard = await look(known, alice, roomId);
      const isSeen =
        heard.heard === 'answer' && 'record' in heard.output && heard.output.record === requested;
      if (!isSuccess(reply) || !isSeen) break;
      good.add(`${requested} ${way}`);
    }
  }
  const lacking = deeds
    .filter((each) => each !== 'read' && each !== 'ban')
    .filter((each) => !ways.some((way) => known.offers(each, way)));
  if (lacking.length > 0) throw new Broken(`get_membership does not show ${lacking.join(', ')}`);
  return known;
}

export const concurrentMembership = suite('concurrent-membership', {
  'some-order-explains-all-moves': propertyCase<Step, Context>({
    title:
      'What becomes of a user whom several change at once is as if they had come in some order',
    requires: [
      ...(['SMEM-03', 'BAN-14', 'LEAVE-09'] as const),
      ...(['SMEM-11', 'SMEM-12', 'SMEM-13', 'SMEM-14', 'SMEM-19', 'SMEM-20'] as const),
      ...(['INV-03', 'INV-11', 'INV-12', 'INV-13', 'CONV-23'] as const),
      ...(['JOIN-03', 'JOIN-08', 'JOIN-09', 'JOIN-10', 'JOIN-11'] as const),
      ...(['LEAVE-03', 'LEAVE-08', 'BAN-03', 'BAN-05', 'BAN-06'] as const),
    ],
    users: ['alice', 'bob', 'carol', 'dave'],
    budget: { runs: 60, milliseconds: 1200 },
    prepare: async (world, cast) => ({
      world,
      known: await getToKnow(cast),
      luck: { lost: false },
    }),
    steps: ({ known }) => races((chance) => drawFrom(chance, known.offers)),
    readStep,
    open: (context) =>
      racePlayer<Step>({
        luck: context.luck,
        tell({ acts, visibility, start }) {
          const isOffered = acts.every((act) => isPossible(act, context.known.offers));
          const words = sentenceOf(acts, ({ client, does, way }) => {
            if (does === 'read') return 'looks at bob';
            const request = { actor: userOf(client), target: 'bob', requested: does };
            return `asks to ${wordsOf(request)}${way === 'put' ? ' by set_membership' : ''}`;
          });
          return isOffered ? `in a ${visibility} room where bob is ${start}, ${words}` : null;
        },
        race: (step, show) => race(context, step, show),
      }),
  }),
});
