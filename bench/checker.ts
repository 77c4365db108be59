import { explain, type Model, type Operation } from '../harness/model/linearizability.ts';
import { median } from './measure.ts';

type Input = { readonly write: number | null };
type Output = { readonly read: number | null };
type Access = Operation<Input, Output>;

/** A register. It is the hardest model that the races check, since every write is possible at any time. */
const register: Model<number | null, Input, Output> = {
  init: null,
  step(state, { write }, output) {
    if (write !== null) return [write];
    return output === null || output.read === state ? [state] : [];
  },
  isReadOnly: ({ write }) => write === null,
  key: String,
};

/** How long the checker takes for histories of some size. */
export interface CheckerFigures {
  readonly operations: number;
  /** Seconds, the median and the longest: for linearizable histories, and for others. */
  readonly valid: readonly [median: number, longest: number];
  readonly invalid: readonly [median: number, longest: number];
  /** How many histories the checker gave up. */
  readonly unknown: number;
}

/** Enough for any history: here the time is measured, not limited. */
const limits = { configurations: 10_000_000, timeout: 60_000 };

/** Checks histories of clients that write and read one register. */
export function measureChecker(
  clients: number,
  operations: number,
  rounds: number,
): CheckerFigures {
  let unknown = 0;
  const check = (history: readonly Access[], expected: 'ok' | 'illegal'): number => {
    const began = performance.now();
    const { answer } = explain(register, history, limits);
    if (answer === 'unknown') unknown += 1;
    else if (answer !== expected)
      throw new RangeError(`the checker calls a history ${answer} that is ${expected}`);
    return (performance.now() - began) / 1000;
  };
  const histories = Array.from({ length: rounds }, (_, seed) =>
    historyOf(clients, operations, chanceOf(seed + 1)),
  );
  const valid = histories.map((history) => check(history, 'ok'));
  const invalid = histories.map((history) => check(withImpossibleRead(history), 'illegal'));
  return {
    operations,
    valid: [median(valid), Math.max(...valid)],
    invalid: [median(invalid), Math.max(...invalid)],
    unknown,
  };
}

/** Each access happens at an instant between its call and its return; half of them write. */
function historyOf(clients: number, operations: number, chance: () => number): readonly Access[] {
  const drawn = Array.from({ length: clients }, (_, client) => {
    let now = 0;
    return Array.from({ length: operations / clients }, () => {
      const called = now + chance();
      const happens = called + chance();
      now = happens + chance();
      return { client: `client ${client}`, called, happens, returned: now, writes: chance() < 0.5 };
    });
  }).flat();
  let state: number | null = null;
  return drawn
    .toSorted((a, b) => a.happens - b.happens)
    .map(({ client, called, returned, writes }, i) => {
      if (writes) state = i;
      const output = { read: writes ? null : state };
      return { client, called, returned, input: { write: writes ? i : null }, output };
    });
}

/** The same history with one late read of a value that was never written. */
function withImpossibleRead(history: readonly Access[]): readonly Access[] {
  const last = history.findLastIndex(({ input }) => input.write === null);
  const read = history[last];
  return read === undefined ? history : history.with(last, { ...read, output: { read: -1 } });
}

/** Numbers from 0 to 1 that are the same every time (Marsaglia's xorshift). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
