import { wordOf } from '../../../harness/document/json.ts';
import { array, constantFrom, record } from 'fast-check';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { enter, publicRoom } from '../../../harness/world/rooms.ts';
import {
  actTogether,
  among,
  asDrawn,
  defineSteps,
  drawTimeline,
  hear,
  type Heard,
  listOf,
  type NamedUsers,
  type Operation,
  plainObjects,
  raceCase,
  sentenceOf,
  type ShowTimeline,
  type StepOf,
  userFor,
} from '../../../harness/model/index.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { everything } from '../shared/snapshot.ts';

const client = asDrawn(among('alice 1', 'alice 2', 'bob 1', 'carol 1'));
const does = among('message', 'event', 'read');
/** A POST, or a PUT with a txnId of its own. */
const way = among('post', 'txn');

const steps = defineSteps({ together: { acts: listOf({ client, does, way }) } });
type Step = StepOf<typeof steps>;
type Act = Step['acts'][number];

/** A request. Its mark tells its event from the others; a read has none. */
interface Input extends Act {
  readonly mark: number | null;
}

/** An event as it is listed. */
interface Listed {
  readonly id: string;
  readonly mark: number | null;
}
type Output = { readonly sent: string } | { readonly seen: readonly Listed[] };
type Sending = Operation<Input, Output>;

type Users = NamedUsers<'alice' | 'bob' | 'carol'>;

const eventType = 'com.example.race';

async function race(world: World, users: Users, { acts }: Step, show: ShowTimeline): Promise<void> {
  const roomId = await setUp(users);
  const perform = (of: string, input: Input): Promise<Heard<Output>> => {
    const user = userFor(users, of);
    if (input.mark !== null) return hear(() => send(world, user, roomId, input), sentIn);
    return hear(
      () => askPage(user, roomId, { limit: everything }),
      (reply) => {
        const seen = seenIn(reply);
        return seen === undefined ? undefined : { seen };
      },
    );
  };
  const planned = acts.map((act, i) => ({
    client: act.client,
    input: { ...act, mark: act.does === 'read' ? null : i + 1 },
  }));
  const { operations, ambiguous } = await actTogether(planned, perform);
  const lastRead: Input = { client: 'alice 1', does: 'read', way: 'post', mark: null };
  const last = await actTogether([{ client: 'alice 1', input: lastRead }], perform);
  if (!last.operations.some(({ output }) => output !== null))
    throw new Broken('the events could not be read after the race');
  if (ambiguous) return;

  const all = [...operations, ...last.operations];
  const violation = violationIn(all);
  const received = violation?.received ?? '';
  if (violation !== null) show([...drawTimeline(all, labelOf), '', received]);
  const holds = violation === null;
  for (const kind of ['message', 'event'] as const) {
    const requirement = requirementOf(kind);
    const isAnswered = operations.some(
      ({ input, output }) => input.does === kind && output !== null,
    );
    if (violation?.requirement === requirement || (isAnswered && holds))
      world.must.on(requirement).that(holds, 'events sent at once', 'each one once', received);
  }
  const ids = operations.flatMap(({ output }) => sentBy(output) ?? []);
  if (ids.length > 1 && (holds || violation.requirement === 'MODEL-22'))
    world.must.on('MODEL-22').that(holds, 'ids of events sent at once', 'one for each', received);
}

interface Violation {
  readonly requirement: 'MODEL-22' | 'SEND-03' | 'MSG-03';
  /** In words without ids. */
  readonly received: string;
}

const requirementOf = (kind: Act['does']): 'SEND-03' | 'MSG-03' =>
  kind === 'message' ? 'MSG-03' : 'SEND-03';

/** The first thing that is wrong with a history of sends and reads. */
function violationIn(history: readonly Sending[]): Violation | null {
  const sends = history.filter(({ input }) => input.mark !== null);
  const answered = sends.filter(({ output }) => output !== null);
  const ids = new Set(answered.map(({ output }) => sentBy(output)));
  if (ids.size < answered.length)
    return { requirement: 'MODEL-22', received: 'two events were answered with the same id' };
  for (const reading of history) {
    if (reading.output === null || !('seen' in reading.output)) continue;
    for (const sending of sends) {
      const received = wrongIn(reading.output.seen, sending, reading);
      if (received !== null) return { requirement: requirementOf(sending.input.does), received };
    }
  }
  return null;
}

/** What is wrong with one event in one list; null where nothing is. */
function wrongIn(seen: readonly Listed[], sending: Sending, reading: Sending): string | null {
  const { mark } = sending.input;
  const listed = seen.filter((one) => one.mark === mark);
  const name = `event ${mark ?? 0} of ${sending.client}`;
  const reader = reading.client;
  const id = sentBy(sending.output);
  if (listed.length > 1) return `${reader} read ${name} ${listed.length} times`;
  const [event] = listed;
  // An event that was answered before the read was called must be there (semantics, G7).
  if (event === undefined)
    return id !== undefined && sending.returned < reading.called
      ? `${reader} did not read ${name}, which had been answered before`
      : null;
  if (reading.returned < sending.called) return `${reader} read ${name} before it was sent`;
  return id !== undefined && event.id !== id ? `${reader} read ${name} under another id` : null;
}

const sentBy = (output: Output | null): string | undefined =>
  output !== null && 'sent' in output ? output.sent : undefined;

function send(world: World, user: User, roomId: string, input: Input): Promise<Reply> {
  const { mark } = input;
  const txn = input.way === 'txn' ? { txnId: world.fresh() } : {};
  const message = { msgtype: 'm.text', body: `race ${mark ?? 0}`, mark };
  return input.does === 'message'
    ? user.call('send_message', { roomId, body: message, ...txn })
    : user.call('send_non_state_event', { roomId, eventType, body: { mark }, ...txn });
}

function sentIn(reply: Reply): Output | undefined {
  const id = at(reply.json, 'event_id');
  return isSuccess(reply) && typeof id === 'string' ? { sent: id } : undefined;
}

function seenIn(reply: Reply): readonly Listed[] | undefined {
  const chunk = at(reply.json, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return undefined;
  return chunk.map((event) => {
    const mark = at(at(event, 'content'), 'mark');
    return { id: wordOf(at(event, 'event_id')), mark: typeof mark === 'number' ? mark : null };
  });
}

function labelOf({ input: { mark }, output }: Sending): string {
  if (output !== null && 'seen' in output) {
    const marks = output.seen.flatMap((event) => event.mark ?? []).toReversed();
    return marks.length === 0 ? 'read: none' : `read: ${marks.join(' ')}`;
  }
  return mark === null ? 'read: ?' : `send ${mark}`;
}

async function setUp({ alice, bob, carol }: Users): Promise<string> {
  const roomId = await publicRoom(alice);
  await enter(alice, roomId, bob, carol);
  return roomId;
}

/** @throws Broken where one page does not show a small room, which scripted cases judge */
async function probe(world: World, users: Users): Promise<Users> {
  const roomId = await setUp(users);
  const sends = [
    [users.alice, { client: 'alice 1', does: 'message', way: 'post', mark: 1 }],
    [users.bob, { client: 'bob 1', does: 'event', way: 'txn', mark: 2 }],
  ] as const;
  for (const [user, input] of sends) {
    if (sentIn(await send(world, user, roomId, input)) === undefined)
      throw new Broken(`${user.name} could not send: the answer has no event_id`);
  }
  for (const user of Object.values(users)) {
    const marks = seenIn(await askPage(user, roomId, { limit: everything }))?.map(
      ({ mark }) => mark,
    );
    if (marks?.includes(1) !== true || !marks.includes(2))
      throw new Broken(`${user.name} does not see on one page what was sent to a small room`);
  }
  return users;
}

export const concurrentSends = suite('concurrent-sends', {
  'each-event-is-met-once': raceCase({
    title: 'Events that clients send at once are all listed, each once and with its own id',
    requires: ['SEND-03', 'MSG-03', 'MODEL-22'],
    users: ['alice', 'bob', 'carol'],
    budget: { runs: 20 },
    probe,
    steps,
    draw: () =>
      steps.draw('together', {
        acts: array(
          record(
            {
              client: client.arbitrary,
              does: constantFrom('message', 'message', 'event', 'event', 'read'),
              way: way.arbitrary,
            },
            plainObjects,
          ),
          { minLength: 4, maxLength: 11, size: 'max' },
        ),
      }),
    describe: ({ acts }: Step) =>
      sentenceOf(acts, (act) => {
        if (act.does === 'read') return 'reads the newest events';
        const what = act.does === 'message' ? 'a message' : 'an event';
        return `sends ${what}${act.way === 'txn' ? ' with a txnId' : ''}`;
      }),
    race,
  }),
});
