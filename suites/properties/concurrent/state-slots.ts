import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { getState, publicRoom } from '../../../harness/world/rooms.ts';
import { actTogether, type Heard, hear, joined } from '../../../harness/model/history.ts';
import {
  explainParts,
  type Model,
  type Operation,
} from '../../../harness/model/linearizability.ts';
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

/** Default members may not set state, so the creator writes, through several clients. */
const writers = ['alice 1', 'alice 2', 'alice 3'] as const;
const clients = [...writers, 'bob 1'] as const;
const slots = ['k1', 'k2'] as const;
type Slot = (typeof slots)[number];

interface Act {
  readonly client: (typeof clients)[number];
  readonly does: 'write' | 'read';
  readonly slot: Slot;
}
interface Step extends Together<Act> {
  /** Whether the slots hold something before; who reads nothing may go another way than who reads something. */
  readonly written: boolean;
}

/** A request: every write has a value of its own. */
interface Input {
  readonly slot: Slot;
  readonly write: number | null;
}

/** What is in a slot; null where nothing is. */
type Value = number | null;
type Output = { readonly wrote: true } | { readonly read: Value };

/** What slots hold that were written before. */
const initial = 0;

/** A slot is a register: what was written last is read. */
const register = (first: Value): Model<Value, Input, Output> => ({
  first,
  after(state, { write }, output) {
    if (write !== null) return [write];
    return output === null || ('read' in output && output.read === state) ? [state] : [];
  },
  onlyLooks: ({ write }) => write === null,
  key: String,
});

interface Context {
  readonly world: World;
  readonly alice: User;
  readonly bob: User;
  readonly luck: Luck;
}

const eventType = 'com.example.race';

async function race({ world, alice, bob }: Context, step: Step, draw: Draw): Promise<void> {
  const { acts, written } = step;
  const roomId = await sceneOf(alice, bob);
  const touched = slots.filter((slot) => acts.some((act) => act.slot === slot));
  if (written) {
    for (const slot of touched) {
      await alice.need('send_state_event', writing(roomId, slot, initial));
    }
  }
  const perform = (client: string, { slot, write: value }: Input): Promise<Heard<Output>> => {
    const user = client.startsWith('alice') ? alice : bob;
    return value === null
      ? hear(() => getState(user, roomId, eventType, slot), readingOf)
      : hear(
          () => alice.call('send_state_event', writing(roomId, slot, value)),
          // A refusal has no effect; whether the creator may be refused is judged elsewhere.
          (reply) => (isSuccess(reply) ? { wrote: true } : undefined),
        );
  };
  const turns = acts.map(({ client, does, slot }, i) => ({
    client,
    input: { slot, write: does === 'write' ? i + 1 : null },
  }));
  const first = await actTogether(turns, perform);
  const looks = (['alice 1', 'bob 1'] as const).flatMap((client) =>
    touched.map((slot) => ({ client, input: { slot, write: null } })),
  );
  const last = await actTogether(looks, perform);
  // A write that nobody looks at can always be explained.
  if (
    last.operations.length < looks.length ||
    last.operations.some(({ output }) => output === null)
  )
    throw new Broken('the slots could not be read when all was done');
  const { operations, doubtful } = joined(first, last);
  if (!doubtful) judge(world, operations, written ? initial : null, draw);
}

function judge(
  world: World,
  operations: readonly Operation<Input, Output>[],
  first: Value,
  draw: Draw,
): void {
  const explained = explainParts(
    ({ slot }) => slot,
    () => register(first),
    operations,
  );
  if (explained.answer === 'unknown') return;
  if (explained.answer === 'illegal') {
    const { part, stuck } = explained;
    const own = operations.filter(({ input }) => input.slot === part);
    const mixed = isMixed(own, operations);
    draw([
      ...drawTimeline(mixed ? operations : own, labelOf),
      '',
      `no order of the requests on ${part} explains what ${stuck.client} got: ${labelOf(stuck)}`,
    ]);
    world.must
      .on(mixed ? 'STATE-08' : 'STATE-07')
      .that(
        false,
        'what clients read that write and read slots at once',
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
 * Whether it takes another slot to explain what went wrong in one: a value of the other is read, or its own writes
 * came one after the other, and only those to the other at the same time as they.
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
  const meet = (
    a: readonly Operation<Input, Output>[],
    b: readonly Operation<Input, Output>[],
  ): boolean =>
    a.some((x) => b.some((y) => x !== y && x.called <= y.returned && y.called <= x.returned));
  return own.some(isForeign) || (!meet(writes, writes) && meet(writes, others));
}

const writing = (roomId: string, stateKey: Slot, value: number) => ({
  roomId,
  eventType,
  stateKey,
  body: { value },
});

const labelOf = ({ input: { slot, write }, output }: Operation<Input, Output>): string => {
  if (write !== null) return `${slot} = ${write}`;
  return `${slot}: ${output !== null && 'read' in output ? String(output.read ?? 'nothing') : '?'}`;
};

/** What a slot holds; servers add keys of their own to a content. */
function readingOf(reply: Reply): Output | undefined {
  if (reply.status === 404) return { read: null };
  const value = at(reply.json, 'value');
  return isSuccess(reply) && typeof value === 'number' ? { read: value } : undefined;
}

async function sceneOf(alice: User, bob: User): Promise<string> {
  const roomId = await publicRoom(alice);
  await bob.need('join_room', { roomId });
  return roomId;
}

/**
 * Most races are short, one act a client: then all acts begin together, and what met is not covered up by what comes
 * later. One slot shows what reads do, two what one write does to the other. In long races clients overtake each other.
 */
function drawStep(chance: Chance): Step {
  const together = (acts: readonly Act[]): Step => ({
    do: 'together',
    written: chance.below(2) === 0,
    acts,
  });
  const anyOf = (client: Act['client']): Act => {
    const does = client === 'bob 1' || chance.below(3) === 0 ? 'read' : 'write';
    return { client, does, slot: chance.pick(slots) };
  };
  switch (chance.pick(['two slots', 'one slot', 'long'])) {
    case 'two slots':
      return together([
        { client: 'alice 1', does: 'write', slot: 'k1' },
        { client: 'alice 2', does: 'write', slot: 'k2' },
        ...(['alice 3', 'bob 1'] as const).filter(() => chance.below(3) === 0).map(anyOf),
      ]);
    case 'one slot': {
      const acts = clients.slice(chance.below(3)).map((client) => ({
        ...anyOf(client),
        slot: 'k1' as const,
      }));
      return together(chance.below(2) === 0 ? acts : acts.toReversed());
    }
    case 'long':
      return together(
        Array.from({ length: 4 + chance.below(7) }, () => anyOf(chance.pick(clients))),
      );
  }
}

function readStep(value: unknown): Step | null {
  const read = readRace(value, (act): Act | null => {
    const client = clients.find((each) => each === at(act, 'client'));
    const does = (['write', 'read'] as const).find((each) => each === at(act, 'does'));
    const slot = slots.find((each) => each === at(act, 'slot'));
    if (client === undefined || does === undefined || slot === undefined) return null;
    return client === 'bob 1' && does === 'write' ? null : { client, does, slot };
  });
  // Replays of before slots could be written first do not say it.
  return read === null ? null : { ...read, written: at(value, 'written') === true };
}

/** @throws Broken where a slot cannot be read back by its path, which no operation of the declaration does (DEF-21) */
async function prepare(world: World, [alice, bob]: readonly User[]): Promise<Context> {
  if (alice === undefined || bob === undefined) throw new RangeError('the search needs two users');
  const roomId = await sceneOf(alice, bob);
  const before = await getState(alice, roomId, eventType, 'k1');
  await alice.need('send_state_event', {
    roomId,
    eventType,
    stateKey: 'k1',
    body: { value: 7 },
  });
  for (const user of [alice, bob]) {
    const output = readingOf(await getState(user, roomId, eventType, 'k1'));
    if (before.status !== 404 || output === undefined || !('read' in output) || output.read !== 7)
      throw new Broken(`what is written to a slot is not what ${user.name} reads by its path`);
  }
  return { world, alice, bob, luck: { lost: false } };
}

export const concurrentStateSlots = suite('concurrent-state-slots', {
  'some-order-explains-all-reads': propertyCase<Step, Context>({
    title:
      'What clients read who write and read state at once is as if they had come in some order',
    requires: ['STATE-07', 'STATE-08'],
    users: ['alice', 'bob'],
    budget: { runs: 60, milliseconds: 1000 },
    prepare,
    steps: () => races(drawStep, (step) => (step.written ? [{ ...step, written: false }] : [])),
    readStep,
    open: (context) =>
      racePlayer<Step>({
        luck: context.luck,
        tell({ acts, written }) {
          const words = sentenceOf(acts, ({ does, slot }) => `${does}s ${slot}`);
          return written ? `where ${initial} was written before, ${words}` : words;
        },
        race: (step, show) => race(context, step, show),
      }),
  }),
});
