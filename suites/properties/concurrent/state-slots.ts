import { array, constant, constantFrom, oneof, record, shuffledSubarray } from 'fast-check';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { enter, getState, publicRoom } from '../../../harness/world/rooms.ts';
import {
  actTogether,
  among,
  asDrawn,
  concatenated,
  defineSteps,
  drawTimeline,
  explainPartitions,
  hear,
  type Heard,
  inOrder,
  listOf,
  type Model,
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

/** Members may not set state by default, so only clients of the creator write. */
const writers = ['alice 1', 'alice 2', 'alice 3'] as const;
const slots = ['k1', 'k2'] as const;
type Slot = (typeof slots)[number];

const client = asDrawn(among(...writers, 'bob 1'));
const does = among('write', 'read');
const anySlot = among(...slots);

const steps = defineSteps({
  // A server may take another way to an empty slot than to one that was written before.
  together: { acts: listOf({ client, does, slot: anySlot }), written: among(false, true) },
});
type Step = StepOf<typeof steps>;
type Act = Step['acts'][number];

/** A request; every write has a value of its own. */
interface Input {
  readonly slot: Slot;
  readonly write: number | null;
}

/** What a slot holds; null where it is empty. */
type Value = number | null;
type Output = { readonly wrote: true } | { readonly read: Value };

/** The value of slots that were written before. */
const initial = 0;

/** A slot is a register: a read shows the last write. */
const register = (init: Value): Model<Value, Input, Output> => ({
  init,
  step(state, { write }, output) {
    if (write !== null) return [write];
    return output === null || ('read' in output && output.read === state) ? [state] : [];
  },
  isReadOnly: ({ write }) => write === null,
  key: String,
});

type Users = NamedUsers<'alice' | 'bob'>;

/** The room of all races: each has slots of its own there. */
interface Context {
  readonly users: Users;
  readonly roomId: string;
  readonly way: Way;
}

/** A way to read a slot. */
interface Way {
  readonly ask: (user: User, roomId: string, key: string) => Promise<Reply>;
  readonly valueIn: (reply: Reply, key: string) => Output | undefined;
}

const eventType = 'com.example.race';

async function race(
  world: World,
  { users, roomId, way }: Context,
  step: Step,
  show: ShowTimeline,
): Promise<void> {
  const { acts, written } = step;
  const { alice } = users;
  const mark = world.fresh();
  const keyOf = (slot: Slot): string => `${slot} ${mark}`;
  const touched = slots.filter((one) => acts.some((act) => act.slot === one));
  if (written) {
    for (const one of touched) {
      await alice.need('send_state_event', writing(roomId, keyOf(one), initial));
    }
  }
  const perform = (of: string, { slot, write }: Input): Promise<Heard<Output>> =>
    write === null
      ? hear(
          () => way.ask(userFor(users, of), roomId, keyOf(slot)),
          (reply) => way.valueIn(reply, keyOf(slot)),
        )
      : hear(
          () => alice.call('send_state_event', writing(roomId, keyOf(slot), write)),
          // A refused write has no effect; that the creator may write is judged by scripted cases.
          (reply) => (isSuccess(reply) ? { wrote: true } : undefined),
        );
  const planned = acts.map((act, i) => ({
    client: act.client,
    input: { slot: act.slot, write: isRead(act) ? null : i + 1 },
  }));
  const first = await actTogether(planned, perform);
  const lastReads = (['alice 1', 'bob 1'] as const).flatMap((reader) =>
    touched.map((one) => ({ client: reader, input: { slot: one, write: null } })),
  );
  const last = await actTogether(lastReads, perform);
  const answered = last.operations.filter(({ output }) => output !== null);
  // A write that nobody reads afterwards can always be explained.
  if (answered.length < lastReads.length)
    throw new Broken('the slots could not be read after the race');
  const { operations, ambiguous } = concatenated(first, last);
  if (!ambiguous) judge(world, operations, written ? initial : null, show);
}

function judge(
  world: World,
  operations: readonly Operation<Input, Output>[],
  first: Value,
  show: ShowTimeline,
): void {
  const explained = explainPartitions(
    ({ slot }) => slot,
    () => register(first),
    operations,
  );
  if (explained.answer === 'unknown') return;
  if (explained.answer === 'illegal') {
    const { partition, unexplained } = explained;
    const own = operations.filter(({ input }) => input.slot === partition);
    const mixed = isMixed(own, operations);
    show([
      ...drawTimeline(mixed ? operations : own, labelOf),
      '',
      `no order of the requests on ${partition} explains what ${unexplained.client} got: ${labelOf(unexplained)}`,
    ]);
    world.must
      .on(mixed ? 'STATE-08' : 'STATE-07')
      .that(
        false,
        'what clients read that write and read state at once',
        'values that some order of the requests explains',
        own.map((operation) => `${operation.client}: ${labelOf(operation)}`).join('; '),
      );
  }
  const wrote = new Set(
    operations.flatMap(({ input }) => (input.write === null ? [] : input.slot)),
  );
  if (wrote.size > 0) world.must.on('STATE-07').that(true, '', '', '');
  if (wrote.size > 1) world.must.on('STATE-08').that(true, '', '', '');
}

/**
 * Whether another slot is needed to explain what went wrong in one: a value of the other was read, or the writes to
 * this one did not overlap each other but overlapped writes to the other.
 */
function isMixed(
  own: readonly Operation<Input, Output>[],
  all: readonly Operation<Input, Output>[],
): boolean {
  const writes = own.filter(({ input }) => input.write !== null);
  const others = all.filter((other) => !own.includes(other) && other.input.write !== null);
  const isForeign = ({ output }: Operation<Input, Output>): boolean =>
    output !== null &&
    'read' in output &&
    others.some(({ input }) => input.write === output.read && output.read !== null);
  const overlap = (
    a: readonly Operation<Input, Output>[],
    b: readonly Operation<Input, Output>[],
  ): boolean =>
    a.some((x) => b.some((y) => x !== y && x.called <= y.returned && y.called <= x.returned));
  return own.some(isForeign) || (!overlap(writes, writes) && overlap(writes, others));
}

const writing = (roomId: string, stateKey: string, value: number) => ({
  roomId,
  eventType,
  stateKey,
  body: { value },
});

const labelOf = ({ input: { slot, write }, output }: Operation<Input, Output>): string => {
  if (write !== null) return `${slot} = ${write}`;
  return `${slot}: ${output !== null && 'read' in output ? String(output.read ?? 'nothing') : '?'}`;
};

/** By the path of the slot: no operation of the declaration does that (DEF-21), but most servers serve it. */
const byPath: Way = {
  ask: (user, roomId, key) => getState(user, roomId, eventType, key),
  // Other keys may stand in the content: a server may add them.
  valueIn(reply) {
    if (reply.status === 404) return { read: null };
    return isSuccess(reply) ? numberIn(reply.json) : undefined;
  },
};

/** From the list of all state. */
const inTheList: Way = {
  ask: (user, roomId) => user.call('get_state_events', { roomId }),
  valueIn({ json }, key) {
    if (!Array.isArray(json)) return undefined;
    const event: unknown = json.find(
      (one) => at(one, 'type') === eventType && at(one, 'state_key') === key,
    );
    return event === undefined ? { read: null } : numberIn(at(event, 'content'));
  },
};

function numberIn(content: unknown): Output | undefined {
  const value = at(content, 'value');
  return typeof value === 'number' ? { read: value } : undefined;
}

/** @throws Broken where neither way of reading shows what a slot holds */
async function probe(_: World, users: Users): Promise<Context> {
  const { alice, bob } = users;
  const roomId = await publicRoom(alice);
  await enter(alice, roomId, bob);
  for (const [way, key] of [
    [byPath, 'k1'],
    [inTheList, 'k2'],
  ] as const) {
    const read = async (user: User): Promise<Value | undefined> => {
      const output = way.valueIn(await way.ask(user, roomId, key), key);
      return output !== undefined && 'read' in output ? output.read : undefined;
    };
    const before = await read(alice);
    await alice.need('send_state_event', writing(roomId, key, 7));
    const after = await Promise.all([alice, bob].map(read));
    if (before === null && after.every((value) => value === 7)) return { users, roomId, way };
  }
  throw new Broken('nobody reads what was written to a slot');
}

/**
 * Most races are short and have one act per client: then all acts begin together, and later acts do not hide what
 * happened. A race in one slot shows what reads do, one in two slots what a write does to the other. In long races
 * clients overtake each other.
 */
function drawStep() {
  const act = (of = client.arbitrary, key = anySlot.arbitrary) =>
    record({ client: of, does: constantFrom('write', 'write', 'read'), slot: key }, plainObjects);
  const write = (of: Act['client'], key: Slot) =>
    constant<Act>({ client: of, does: 'write', slot: key });
  const inTwoSlots = inOrder<Act>(
    write('alice 1', 'k1'),
    write('alice 2', 'k2'),
    array(act(constantFrom('alice 3', 'bob 1')), { maxLength: 2 }),
  );
  const inOneSlot = shuffledSubarray([...writers, 'bob 1' as const], { minLength: 2 }).chain((of) =>
    inOrder<Act>(...of.map((one) => act(constant(one), constant('k1')))),
  );
  const long = array(act(), { minLength: 4, maxLength: 10 });
  return steps.draw('together', { acts: oneof(inTwoSlots, inOneSlot, long) });
}

/** Whoever may not write reads. */
const isRead = (act: Act): boolean => act.does === 'read' || act.client === 'bob 1';

export const concurrentStateSlots = suite('concurrent-state-slots', {
  'some-order-explains-all-reads': raceCase({
    title: 'What clients read while others write state is explained by some order of the requests',
    requires: ['STATE-07', 'STATE-08'],
    users: ['alice', 'bob'],
    budget: { runs: 24 },
    probe,
    steps,
    draw: drawStep,
    describe({ acts, written }: Step) {
      const words = sentenceOf(acts, (act) => `${isRead(act) ? 'reads' : 'writes'} ${act.slot}`);
      return written ? `where ${initial} was written before, ${words}` : words;
    },
    race,
  }),
});
