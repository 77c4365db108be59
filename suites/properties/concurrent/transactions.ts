import { absentPut } from '../../../harness/judge/known.ts';
import { array, constantFrom, subarray } from 'fast-check';
import type { Reply } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, invite, privateRoom } from '../../../harness/world/rooms.ts';
import {
  actTogether,
  among,
  asDrawn,
  defineSteps,
  drawTimeline,
  hear,
  inOrder,
  listOf,
  type NamedUsers,
  type Operation,
  raceCase,
  sentenceOf,
  type ShowTimeline,
  type StepOf,
} from '../../../harness/model/index.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { readOwnMessages } from '../shared/snapshot.ts';
import {
  allocatedBy,
  allocates,
  eventType,
  sendWithTxn,
  type TxnOperation,
  txnOperations,
} from '../shared/txn-requests.ts';

/**
 * All clients are of one user, because txnIds of different users have nothing to do with each other, and all use one
 * txnId, because a server need remember only the last one (semantics, X5).
 */
const clients = ['alice 1', 'alice 2', 'alice 3', 'alice 4'] as const;

const steps = defineSteps({
  together: {
    operation: among(...txnOperations),
    acts: listOf({ client: asDrawn(among(...clients)) }),
  },
});
type Step = StepOf<typeof steps>;
type Act = Step['acts'][number];

/** The id that was allocated; null from an operation that allocates none. */
type Output = { readonly id: string | null } | { readonly refused: number };
type Put = Operation<Act, Output>;

interface Known {
  readonly users: NamedUsers<'alice' | 'bob'>;
  /** The operations that can be repeated one after the other; scripted cases judge the others. */
  readonly offered: readonly [TxnOperation, ...TxnOperation[]];
}

/** A room where alice has not made the request yet. */
interface Setup {
  put(txnId: string): Promise<Reply>;
  /** How many events the request made; null where that cannot be told. */
  countEffects(): Promise<number | null>;
}

const eventTypes: Readonly<Partial<Record<TxnOperation, string>>> = {
  send_message: 'm.room.message',
  send_feedback: 'm.room.message.feedback',
  send_non_state_event: eventType,
};

async function setUp(operation: TxnOperation, { alice, bob }: Known['users']): Promise<Setup> {
  const isAboutAlice = operation === 'join_room' || operation === 'leave';
  const [owner, guest] = isAboutAlice ? [bob, alice] : [alice, bob];
  const roomId = await privateRoom(owner);
  if (operation === 'join_room') await invite(owner, roomId, guest);
  if (operation === 'leave' || operation === 'ban') await bring(owner, roomId, guest);
  const request = { operation, user: alice, roomId, body: 'one', whom: bob } as const;
  return {
    put: (txnId) => sendWithTxn(request, txnId),
    async countEffects() {
      if (operation === 'create_room') return null;
      const events = await readOwnMessages(owner, roomId, 100);
      const membership = operation === 'join_room' ? 'join' : operation;
      const type = eventTypes[operation];
      const effects = events?.filter((event) =>
        type === undefined
          ? event.key === guest.id && event.content['membership'] === membership
          : event.type === type,
      );
      return effects?.length ?? null;
    },
  };
}

async function race(
  world: World,
  { users }: Known,
  { operation, acts }: Step,
  show: ShowTimeline,
): Promise<void> {
  const setup = await setUp(operation, users);
  const txnId = world.fresh();
  const { operations, ambiguous } = await actTogether<Act, Output>(
    acts.map((act) => ({ client: act.client, input: act })),
    () =>
      hear(
        () => setup.put(txnId),
        (reply) => answerOf(operation, reply),
      ),
  );
  if (!operations.some(({ output }) => output !== null)) throw new Broken('no answer came');
  // A single request is not a race.
  if (ambiguous || operations.length < 2) return;
  const violation = violationIn(operations, await setup.countEffects());
  const ids = [...new Set(operations.flatMap(({ output }) => idIn(output) ?? []))];
  if (violation !== null) {
    show([...drawTimeline(operations, (put) => labelOf(put, ids)), '', violation]);
  }
  const what = `${operation} sent many times at once with one txnId`;
  world.must.that(violation === null, what, 'one answer and one effect', violation ?? '');
}

/** What is wrong with the answers to one request; null where nothing is. */
function violationIn(puts: readonly Put[], effects: number | null): string | null {
  for (const { output, client } of puts) {
    if (output !== null && 'refused' in output)
      return `${client} was refused with ${output.refused}`;
  }
  const ids = new Set(puts.flatMap(({ output }) => (output === null ? [] : idIn(output))));
  if (ids.size > 1) return `${ids.size} different answers`;
  return effects !== null && effects > 1 ? `${effects} events` : null;
}

const idIn = (output: Output | null): string | null | undefined =>
  output !== null && 'id' in output ? output.id : undefined;

function answerOf(operation: TxnOperation, reply: Reply): Output | undefined {
  if (!isSuccess(reply)) return { refused: reply.status };
  const id = allocatedBy(operation, reply);
  return id === null && allocates(operation) ? undefined : { id };
}

function labelOf({ output }: Put, ids: readonly (string | null)[]): string {
  if (output === null) return 'put';
  if ('refused' in output) return `put: ${output.refused}`;
  return output.id === null ? 'put: done' : `put: id ${ids.indexOf(output.id) + 1}`;
}

/** Finds out which operations can be repeated. @throws Broken where none can */
async function probe(world: World, users: Known['users']): Promise<Known> {
  const offered: TxnOperation[] = [];
  for (const operation of txnOperations) {
    if (absentPut(world.profile, users.alice.known, operation) !== undefined) continue;
    const setup = await setUp(operation, users);
    const txnId = world.fresh();
    const id = idIn(answerOf(operation, await setup.put(txnId)) ?? null);
    const again = idIn(answerOf(operation, await setup.put(txnId)) ?? null);
    const effects = (await setup.countEffects()) ?? 1;
    if (id !== undefined && id === again && effects === 1) offered.push(operation);
  }
  const [first, ...more] = offered;
  if (first === undefined) throw new Broken('no PUT with a txnId can be repeated');
  return { users, offered: [first, ...more] };
}

export const concurrentTransactions = suite('concurrent-transactions', {
  'one-txn-is-one-request': raceCase({
    title: 'A request that is sent many times at once with one txnId is carried out once',
    requires: ['CONV-22'],
    users: ['alice', 'bob'],
    budget: { runs: 20 },
    probe,
    steps,
    draw: ({ offered }) =>
      steps.draw('together', {
        operation: constantFrom(...offered),
        acts: inOrder<Act['client']>(
          subarray([...clients], { minLength: 2 }),
          array(constantFrom(...clients), { maxLength: 2 }),
        ).map((all) => all.map((client) => ({ client }))),
      }),
    describe: ({ operation, acts }: Step, { offered }: Known) =>
      offered.includes(operation)
        ? sentenceOf(acts, () => `sends ${operation} with the same txnId`)
        : null,
    race,
  }),
});
