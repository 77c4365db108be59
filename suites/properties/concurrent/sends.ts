import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';
import { publicRoom } from '../../../harness/world/rooms.ts';
import { actTogether, type Heard, hear } from '../../../harness/model/history.ts';
import type { Operation } from '../../../harness/model/linearizability.ts';
import { propertyCase } from '../../../harness/model/property.ts';
import {
  type Draw,
  type Luck,
  racePlayer,
  races,
  sentenceOf,
  type Together,
  userOf,
} from '../../../harness/model/race.ts';
import type { Chance } from '../../../harness/model/series.ts';
import { drawTimeline } from '../../../harness/model/timeline.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { readRace } from './steps.ts';

const clients = ['alice 1', 'alice 2', 'bob 1', 'carol 1'] as const;
const deeds = ['message', 'event', 'read'] as const;

interface Act {
  readonly client: (typeof clients)[number];
  readonly does: (typeof deeds)[number];
  /** A PUT with a txnId of its own, or a POST. */
  readonly way: 'txn' | 'post';
}
type Step = Together<Act>;

/** A request; `mark` tells events apart, and is null for a read. */
interface Input extends Act {
  readonly mark: number | null;
}

/** An event as it is listed: its id, and the mark in its content. */
interface Listed {
  readonly id: string;
  readonly mark: number | null;
}
type Output = { readonly sent: string } | { readonly seen: readonly Listed[] };
type Sending = Operation<Input, Output>;

interface Context {
  readonly world: World;
  readonly users: ReadonlyMap<string, User>;
  readonly alice: User;
  readonly luck: Luck;
}

const eventType = 'com.example.race';

/** More events than a race makes. */
const everything = 100;

async function race({ world, users, alice }: Context, { acts }: Step, draw: Draw): Promise<void> {
  const roomId = await sceneOf(alice, users);
  const perform = (client: string, input: Input): Promise<Heard<Output>> => {
    const user = users.get(userOf(client)) ?? alice;
    return input.mark === null
      ? hear(() => askPage(user, roomId, { limit: everything }), seenIn)
      : hear(() => send(world, user, roomId, input), sentIn);
  };
  const turns = acts.map((act, i) => ({
    client: act.client,
    input: { ...act, mark: act.does === 'read' ? null : i + 1 },
  }));
  const { operations, doubtful } = await actTogether(turns, perform);
  const look: Input = { client: 'alice 1', does: 'read', way: 'post', mark: null };
  const last = await actTogether([{ client: 'alice 1', input: look }], perform);
  if (!last.operations.some(({ output }) => output !== null))
    throw new Broken('the events could not be read when all was done');
  if (doubtful) return;

  const all = [...operations, ...last.operations];
  const lost = violationIn(all);
  if (lost !== null) draw([...drawTimeline(all, labelOf), '', lost.received]);
  for (const does of ['message', 'event'] as const) {
    const requirement = requirementOf(does);
    const any = operations.some(({ input, output }) => input.does === does && output !== null);
    if (lost?.requirement === requirement || (any && lost === null))
      world.must
        .on(requirement)
        .that(lost === null, 'events that were sent at once', 'each, once', lost?.received ?? '');
  }
  const ids = operations.flatMap(({ output }) => sentBy(output) ?? []);
  if (ids.length > 1 && (lost === null || lost.requirement === 'MODEL-22'))
    world.must
      .on('MODEL-22')
      .that(lost === null, 'ids of events sent at once', 'one for each', lost?.received ?? '');
}

interface Lost {
  readonly requirement: 'MODEL-22' | 'SEND-03' | 'MSG-03';
  /** In words without ids. */
  readonly received: string;
}

const requirementOf = (does: Act['does']): 'SEND-03' | 'MSG-03' =>
  does === 'message' ? 'MSG-03' : 'SEND-03';

/** The first thing that is wrong with a history of sends and reads. */
function violationIn(history: readonly Sending[]): Lost | null {
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
  const listed = seen.filter((event) => event.mark === mark);
  const who = `event ${mark ?? 0} of ${sending.client}`;
  const reader = reading.client;
  const id = sentBy(sending.output);
  if (listed.length > 1) return `${reader} read ${who} ${listed.length} times`;
  const [event] = listed;
  // What returned before the read was called must be there: clients read their writes (semantics, G7).
  if (event === undefined)
    return id !== undefined && sending.returned < reading.called
      ? `${reader} did not read ${who}, which had been answered before`
      : null;
  if (reading.returned < sending.called) return `${reader} read ${who} before it was sent`;
  return id !== undefined && event.id !== id ? `${reader} read ${who} under another id` : null;
}

const sentBy = (output: Output | null): string | undefined =>
  output !== null && 'sent' in output ? output.sent : undefined;

function send(
  world: World,
  user: User,
  roomId: string,
  { does, way, mark }: Input,
): Promise<Reply> {
  const txn = way === 'txn' ? { txnId: world.fresh() } : {};
  return does === 'message'
    ? user.call('send_message', {
        roomId,
        body: { msgtype: 'm.text', body: `race ${mark ?? 0}`, mark },
        ...txn,
      })
    : user.call('send_non_state_event', { roomId, eventType, body: { mark }, ...txn });
}

function sentIn(reply: Reply): Output | undefined {
  const id = at(reply.json, 'event_id');
  return isSuccess(reply) && typeof id === 'string' ? { sent: id } : undefined;
}

function seenIn(reply: Reply): Output | undefined {
  const chunk = at(reply.json, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return undefined;
  const seen = chunk.map((event) => {
    const mark = at(at(event, 'content'), 'mark');
    return { id: String(at(event, 'event_id')), mark: typeof mark === 'number' ? mark : null };
  });
  return { seen };
}

function labelOf({ input: { mark }, output }: Sending): string {
  if (output !== null && 'seen' in output) {
    const marks = output.seen.flatMap((event) => event.mark ?? []).toReversed();
    return marks.length === 0 ? 'read: none' : `read: ${marks.join(' ')}`;
  }
  return mark === null ? 'read: ?' : `send ${mark}`;
}

async function sceneOf(alice: User, users: Context['users']): Promise<string> {
  const roomId = await publicRoom(alice);
  const others = [...users.values()].filter((user) => user !== alice);
  await Promise.all(others.map((user) => user.need('join_room', { roomId })));
  return roomId;
}

function drawStep(chance: Chance): Step {
  const acts = Array.from({ length: 4 + chance.below(8) }, (): Act => {
    const does = chance.pick(['message', 'message', 'event', 'event', 'read']);
    return { client: chance.pick(clients), does, way: chance.pick(['txn', 'post']) };
  });
  return { do: 'together', acts };
}

const readStep = (value: unknown): Step | null =>
  readRace(value, (act): Act | null => {
    const client = clients.find((each) => each === at(act, 'client'));
    const does = deeds.find((each) => each === at(act, 'does'));
    const way = (['txn', 'post'] as const).find((each) => each === at(act, 'way'));
    return client === undefined || does === undefined || way === undefined
      ? null
      : { client, does, way };
  });

/** @throws Broken where one page does not show a small room: pages have their own cases */
async function prepare(world: World, cast: readonly User[]): Promise<Context> {
  const [alice] = cast;
  if (alice === undefined) throw new RangeError('the search needs a user');
  const users = new Map(cast.map((user) => [user.name, user]));
  const roomId = await sceneOf(alice, users);
  const acts: readonly Act[] = [
    { client: 'alice 1', does: 'message', way: 'post' },
    { client: 'bob 1', does: 'event', way: 'txn' },
  ];
  for (const [i, act] of acts.entries()) {
    const sent = sentIn(
      await send(world, users.get(userOf(act.client)) ?? alice, roomId, { ...act, mark: i + 1 }),
    );
    if (sent === undefined) throw new Broken(`${act.client} could not send: the answer has no id`);
  }
  for (const user of users.values()) {
    const page = await askPage(user, roomId, { limit: everything });
    const output = seenIn(page);
    const marks =
      output !== undefined && 'seen' in output ? output.seen.map(({ mark }) => mark) : [];
    if (!marks.includes(1) || !marks.includes(2))
      throw new Broken(`${user.name} does not read on one page what was sent to a small room`);
  }
  return { world, users, alice, luck: { lost: false } };
}

export const concurrentSends = suite('concurrent-sends', {
  'each-event-is-met-once': propertyCase<Step, Context>({
    title:
      'What clients send at once is there when it is answered, each event once and with its own id',
    requires: ['SEND-03', 'MSG-03', 'MODEL-22'],
    users: ['alice', 'bob', 'carol'],
    budget: { runs: 40, milliseconds: 1000 },
    prepare,
    steps: () => races(drawStep),
    readStep,
    open: (context) =>
      racePlayer<Step>({
        luck: context.luck,
        tell: ({ acts }) =>
          sentenceOf(acts, ({ does, way }) => {
            if (does === 'read') return 'reads the newest events';
            const what = does === 'message' ? 'a message' : 'an event';
            return `sends ${what}${way === 'txn' ? ' with a txnId' : ''}`;
          }),
        race: (step, show) => race(context, step, show),
      }),
  }),
});
