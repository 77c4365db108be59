import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { actTogether, hear } from '../../../harness/model/history.ts';
import type { Operation } from '../../../harness/model/linearizability.ts';
import { propertyCase } from '../../../harness/model/property.ts';
import {
  type Draw,
  type Luck,
  racePlayer,
  races,
  sentenceOf,
  type Together,
} from '../../../harness/model/race.ts';
import type { Chance } from '../../../harness/model/series.ts';
import { drawTimeline } from '../../../harness/model/timeline.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { readRace } from './steps.ts';
import { allocates, type Scene, scenes, twins, type Twin } from './twins.ts';

/**
 * All of one user, for txnIds of different users do not meet; and all with one txnId, for a server need remember only
 * the last one (semantics, X5).
 */
const clients = ['alice 1', 'alice 2', 'alice 3', 'alice 4'] as const;

interface Act {
  readonly client: (typeof clients)[number];
}
interface Step extends Together<Act> {
  readonly operation: Twin;
}

/** The id that an operation answers with; null from one that answers none. */
type Output = { readonly id: string | null } | { readonly refused: number };
type Putting = Operation<Act, Output>;

interface Context {
  readonly world: World;
  readonly alice: User;
  readonly bob: User;
  /** The operations whose repetition is answered as it should where it comes later; scripted cases judge that. */
  readonly offered: readonly [Twin, ...Twin[]];
  readonly luck: Luck;
}

async function race(context: Context, { operation, acts }: Step, draw: Draw): Promise<void> {
  const { world, alice, bob } = context;
  const scene = await scenes[operation](alice, bob);
  const txnId = world.fresh();
  const { operations, doubtful } = await actTogether<Act, Output>(
    acts.map((act) => ({ client: act.client, input: act })),
    () =>
      hear(
        () => scene.put(txnId),
        (reply) => answerOf(operation, reply),
      ),
  );
  if (!operations.some(({ output }) => output !== null)) throw new Broken('no answer came');
  // A single request is no race.
  if (doubtful || operations.length < 2) return;
  const lost = lostIn(operations, (await scene.effects?.()) ?? null);
  const ids = [...new Set(operations.flatMap(({ output }) => idIn(output) ?? []))];
  if (lost !== null) draw([...drawTimeline(operations, (put) => labelOf(put, ids)), '', lost]);
  world.must.that(
    lost === null,
    `what comes of ${operation} sent many times at once with one txnId`,
    'one answer and one effect',
    lost ?? '',
  );
}

/** What is wrong with requests that have one txnId; null where nothing is. */
function lostIn(history: readonly Putting[], effects: number | null): string | null {
  for (const { output, client } of history) {
    if (output !== null && 'refused' in output)
      return `${client} was refused with ${output.refused}`;
  }
  const ids = new Set(history.flatMap(({ output }) => (output === null ? [] : idIn(output))));
  if (ids.size > 1) return `${ids.size} different answers`;
  return effects !== null && effects > 1 ? `${effects} events` : null;
}

const idIn = (output: Output | null): string | null | undefined =>
  output !== null && 'id' in output ? output.id : undefined;

function answerOf(operation: Twin, reply: Reply): Output | undefined {
  if (!isSuccess(reply)) return { refused: reply.status };
  const key = allocates(operation);
  if (key === null) return { id: null };
  const id = at(reply.json, key);
  return typeof id === 'string' ? { id } : undefined;
}

function labelOf({ output }: Putting, ids: readonly (string | null)[]): string {
  if (output === null) return 'put';
  if ('refused' in output) return `put: ${output.refused}`;
  return output.id === null ? 'put: done' : `put: id ${ids.indexOf(output.id) + 1}`;
}

function drawFrom(chance: Chance, offered: Context['offered']): Step {
  const lanes = clients.slice(0, 2 + chance.below(3));
  const more = Array.from({ length: chance.below(3) }, () => chance.pick(clients));
  const acts = [...lanes, ...more].map((client) => ({ client }));
  return { do: 'together', operation: chance.pick(offered), acts };
}

function readStep(value: unknown): Step | null {
  const operation = twins.find((each) => each === at(value, 'operation'));
  const read = readRace(value, (act): Act | null => {
    const client = clients.find((each) => each === at(act, 'client'));
    return client === undefined ? null : { client };
  });
  return operation === undefined || read === null ? null : { ...read, operation };
}

/** @throws Broken where no operation can be repeated at all */
async function prepare(world: World, [alice, bob]: readonly User[]): Promise<Context> {
  if (alice === undefined || bob === undefined) throw new RangeError('the search needs two users');
  const offered: Twin[] = [];
  for (const operation of twins) {
    if (await isRepeatable(world, operation, await scenes[operation](alice, bob)))
      offered.push(operation);
  }
  const [first, ...more] = offered;
  if (first === undefined) throw new Broken('no PUT with a txnId can be repeated');
  return { world, alice, bob, offered: [first, ...more], luck: { lost: false } };
}

async function isRepeatable(world: World, operation: Twin, scene: Scene): Promise<boolean> {
  const txnId = world.fresh();
  const first = answerOf(operation, await scene.put(txnId));
  const again = answerOf(operation, await scene.put(txnId));
  const id = idIn(first ?? null);
  const effects = (await scene.effects?.()) ?? 1;
  return id !== undefined && id === idIn(again ?? null) && effects === 1;
}

export const concurrentTransactions = suite('concurrent-transactions', {
  'one-txn-is-one-request': propertyCase<Step, Context>({
    title: 'A request that is sent many times at once with one txnId is one request',
    requires: ['CONV-22'],
    users: ['alice', 'bob'],
    budget: { runs: 40, milliseconds: 800 },
    prepare,
    steps: ({ offered }) => races((chance) => drawFrom(chance, offered)),
    readStep,
    open: (context) =>
      racePlayer<Step>({
        luck: context.luck,
        tell: ({ operation, acts }) =>
          context.offered.includes(operation)
            ? sentenceOf(acts, () => `sends ${operation} with the one txnId`)
            : null,
        race: (step, show) => race(context, step, show),
      }),
  }),
});
