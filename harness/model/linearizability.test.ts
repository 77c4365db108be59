import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, explainPartitions, type Model, type Operation } from './linearizability.ts';

type Register =
  | { readonly do: 'write'; readonly value: number; readonly slot?: string }
  | { readonly do: 'read'; readonly slot?: string };
type Seen = number | 'done';
type Op = Operation<Register, Seen>;

const register: Model<number, Register, Seen> = {
  init: 0,
  step(state, input, output) {
    if (input.do === 'write') return [input.value];
    return output === null || output === state ? [state] : [];
  },
  isReadOnly: (input) => input.do === 'read',
  key: String,
};

const write = (value: number, called: number, returned: number, client = 'alice'): Op => ({
  client,
  called,
  returned,
  input: { do: 'write', value },
  output: returned === Infinity ? null : 'done',
});
const read = (output: number, called: number, returned: number, client = 'bob'): Op => ({
  client,
  called,
  returned,
  input: { do: 'read' },
  output,
});
const answerOf = (...history: readonly Op[]): string => explain(register, history).answer;

describe('a register', () => {
  it.each<[string, string, readonly Op[]]>([
    ['nothing at all', 'ok', []],
    [
      'one client after the other',
      'ok',
      [write(1, 0, 1), read(1, 2, 3), write(2, 4, 5), read(2, 6, 7)],
    ],
    ['a stale read', 'illegal', [write(1, 0, 1), read(0, 2, 3)]],
    ['a read of what was overwritten', 'illegal', [write(1, 0, 1), write(2, 2, 3), read(1, 4, 5)]],
    ['a read of what nobody wrote', 'illegal', [write(1, 0, 1), read(7, 0, 1)]],
    ['a read of the future', 'illegal', [read(1, 0, 1), write(1, 2, 3)]],
    ['a read at the time of a write: before it', 'ok', [write(1, 0, 10), read(0, 2, 3)]],
    ['a read at the time of a write: after it', 'ok', [write(1, 0, 10), read(1, 2, 3)]],
    [
      'new, then old, at the time of the write',
      'illegal',
      [write(1, 0, 10), read(1, 1, 2), read(0, 3, 4)],
    ],
    [
      'old, then new, at the time of the write',
      'ok',
      [write(1, 0, 10), read(0, 1, 2), read(1, 3, 4)],
    ],
    [
      'two writes at once, either last',
      'ok',
      [write(1, 0, 5), write(2, 0, 5, 'carol'), read(1, 6, 7)],
    ],
    [
      'two readers who disagree on the order of two writes',
      'illegal',
      [
        write(1, 0, 9),
        write(2, 0, 9, 'carol'),
        read(1, 1, 2),
        read(2, 3, 4),
        read(2, 1, 2, 'dave'),
        read(1, 3, 4, 'dave'),
      ],
    ],
    ['an end and a beginning at one time', 'ok', [write(1, 0, 5), read(0, 5, 6)]],
    [
      'the first history of Herlihy and Wing, with writes',
      'ok',
      [write(1, 0, 6), write(2, 1, 3, 'carol'), read(2, 4, 5), read(1, 7, 8)],
    ],
  ])('%s is %s', (_, answer, history) => {
    expect(answerOf(...history)).toBe(answer);
  });

  it('a write without an answer may have happened at any time after it, or never', () => {
    const lost = write(1, 4, Infinity);
    expect(answerOf(lost, read(0, 5, 6))).toBe('ok');
    expect(answerOf(lost, read(1, 5, 6))).toBe('ok');
    expect(answerOf(lost, read(0, 5, 6), read(1, 70, 80))).toBe('ok');
    expect(answerOf(lost, read(1, 5, 6), read(0, 70, 80))).toBe('illegal');
    expect(answerOf(read(1, 0, 3), lost)).toBe('illegal');
    expect(answerOf(lost, write(2, 10, 11), read(1, 12, 13), read(2, 14, 15))).toBe('illegal');
  });

  it('names the order as far as it goes, and the request that no order explains', () => {
    const [first, second, stale] = [write(1, 0, 1), write(2, 2, 3), read(1, 4, 5)];
    const answer = explain(register, [stale, second, first]);
    expect(answer).toEqual({
      answer: 'illegal',
      order: [first, second],
      state: 2,
      unexplained: stale,
    });
  });

  it('gives the order that explains it', () => {
    const [long, early, late] = [write(1, 0, 9), read(0, 1, 2), read(1, 3, 4)];
    expect(explain(register, [long, early, late])).toEqual({
      answer: 'ok',
      order: [early, long, late],
    });
  });

  it('is unknown when the search is given up, even where it would be illegal', () => {
    const crowd = Array.from({ length: 12 }, (_, i) => write(i + 1, 0, 50, `client ${i}`));
    const history = [...crowd, read(99, 60, 70)];
    const few = { configurations: 500, timeout: 10_000 };
    expect(explain(register, history, few).answer).toBe('unknown');
    expect(explain(register, history, { ...few, configurations: 1e9 }).answer).toBe('illegal');
    const noTime = { configurations: 1e9, timeout: -1 };
    expect(explain(register, history, noTime).answer).toBe('unknown');
  });

  it('ten clients and a thousand requests are decided within the limits', () => {
    const history = simulate(1000, 10, seeded(7), (state, random) =>
      random(2) === 0 ? { input: { do: 'read' }, output: state, next: state } : writeOf(random(50)),
    );
    // The bench measures the time; here only the number of configurations is limited.
    const limits = { configurations: 1e7, timeout: Number.POSITIVE_INFINITY };
    expect(explain(register, history, limits).answer).toBe('ok');
    const wrong = [...history, read(-1, 1e9, 1e9 + 1)];
    expect(explain(register, wrong, limits).answer).toBe('illegal');
  });

  it('one client alone is explained in a straight line, however long', () => {
    const history = Array.from({ length: 20_000 }, (_, i) =>
      i % 2 === 0 ? write(i, 2 * i, 2 * i + 1) : read(i - 1, 2 * i, 2 * i + 1),
    );
    const limits = { configurations: 20_001, timeout: Number.POSITIVE_INFINITY };
    expect(explain(register, history, limits).answer).toBe('ok');
  });
});

describe('other models', () => {
  type QueueInput = { readonly put: string } | { readonly take: true };
  const queue: Model<readonly string[], QueueInput, string> = {
    init: [],
    step(state, input, output) {
      if ('put' in input) return [[...state, input.put]];
      const [head, ...rest] = state;
      if (head === undefined) return output === 'empty' || output === null ? [state] : [];
      return output === head || output === null ? [rest] : [];
    },
    isReadOnly: (_, output) => output === 'empty',
    key: JSON.stringify,
  };
  const put = (value: string, called: number, returned: number) => ({
    client: 'alice',
    input: { put: value },
    output: 'done',
    called,
    returned,
  });
  const take = (output: string, called: number, returned: number) => ({
    client: 'bob',
    input: { take: true } as const,
    output,
    called,
    returned,
  });

  it('a queue hands out in the order in which it was filled', () => {
    const answer = (...history: Operation<QueueInput, string>[]) => explain(queue, history).answer;
    expect(answer(put('x', 0, 1), put('y', 2, 3), take('x', 4, 5), take('y', 6, 7))).toBe('ok');
    expect(answer(put('x', 0, 1), put('y', 2, 3), take('y', 4, 5))).toBe('illegal');
    expect(answer(put('x', 0, 3), put('y', 2, 5), take('y', 6, 7), take('x', 8, 9))).toBe('ok');
    expect(answer(put('x', 0, 1), take('empty', 2, 3))).toBe('illegal');
    expect(answer(put('x', 0, 5), take('x', 1, 2), take('x', 3, 4))).toBe('illegal');
  });

  it('a set whose requests may be refused or not, as it likes', () => {
    type Answer = 'added' | 'refused' | readonly number[];
    const free: Model<readonly number[], { readonly add?: number }, Answer> = {
      init: [],
      step(state, { add }, output) {
        if (add === undefined) return String(output) === String(state) ? [state] : [];
        return output === 'refused' ? [state] : [[...state, add].toSorted((a, b) => a - b), state];
      },
      isReadOnly: ({ add }, output) => add === undefined || output === 'refused',
      key: String,
    };
    const op = (input: { readonly add?: number }, output: Answer, at: number) => ({
      client: 'alice',
      input,
      output,
      called: at,
      returned: at + 1,
    });
    const answer = (...seen: readonly number[]) =>
      explain(free, [op({ add: 1 }, 'added', 0), op({ add: 2 }, 'refused', 2), op({}, seen, 4)])
        .answer;
    expect(answer()).toBe('ok');
    expect(answer(1)).toBe('ok');
    expect(answer(2)).toBe('illegal');
    expect(answer(1, 2)).toBe('illegal');
  });

  it('objects that do not touch each other are looked at one by one', () => {
    const in_ = (slot: string, op: Op): Op => ({ ...op, input: { ...op.input, slot } });
    const parts = (...history: readonly Op[]) =>
      explainPartitions(
        ({ slot }: Register) => slot ?? '',
        () => register,
        history,
      );
    const [w, r] = [write(1, 0, 1), read(1, 2, 3)];
    expect(parts(in_('a', w), in_('a', r), in_('b', read(0, 2, 3)))).toEqual({ answer: 'ok' });
    expect(parts(in_('a', w), in_('b', r))).toMatchObject({ answer: 'illegal', partition: 'b' });
  });
});

describe('against a search without any cleverness', () => {
  it('histories of a sequential model are explained', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, size) => {
        const history = simulate(size, 5, seeded(seed), (state, random) =>
          random(2) === 0
            ? { input: { do: 'read' }, output: state, next: state }
            : writeOf(random(3)),
        );
        expect(explain(register, history).answer).toBe('ok');
      }),
    );
  });

  it('both find the same, where some answers are wrong and some are missing', () => {
    const found = { ok: 0, illegal: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, size) => {
        const random = seeded(seed);
        const right = simulate(size, 3, random, (state) =>
          random(2) === 0
            ? { input: { do: 'read' }, output: state, next: state }
            : writeOf(random(3)),
        );
        const history = right.map((op) => {
          if (random(6) === 0) return { ...op, output: null, returned: Infinity };
          return op.output !== 'done' && random(4) === 0 ? { ...op, output: random(3) } : op;
        });
        const { answer } = explain(register, history);
        found[answer] += 1;
        expect(answer).toBe(bruteForce(history) ? 'ok' : 'illegal');
      }),
      { numRuns: 1000, seed: 5 },
    );
    expect(found.illegal).toBeGreaterThan(100);
    expect(found.ok).toBeGreaterThan(100);
  });
});

/** Tries every order of every choice of those without an answer. */
function bruteForce(left: readonly Op[], state = 0): boolean {
  if (left.every(({ output }) => output === null)) return true;
  return left.some((op) => {
    const rest = left.filter((other) => other !== op);
    if (rest.some(({ returned }) => returned < op.called)) return false;
    return register.step(state, op.input, op.output).some((next) => bruteForce(rest, next));
  });
}

const writeOf = (value: number) => ({
  input: { do: 'write', value } as const,
  output: 'done' as const,
  next: value,
});

/** Clients who act at random; each request happens at one instant of its interval. */
function simulate(
  size: number,
  clients: number,
  random: (n: number) => number,
  act: (
    state: number,
    random: (n: number) => number,
  ) => { readonly input: Register; readonly output: Seen; readonly next: number },
): readonly Op[] {
  const free = Array.from({ length: clients }, () => 0);
  const planned = Array.from({ length: size }, () => {
    const lane = random(clients);
    const called = (free[lane] ?? 0) + random(4);
    const happens = called + random(20);
    const returned = happens + random(20);
    free[lane] = returned;
    return { client: `client ${lane}`, called, happens, returned };
  });
  let state = 0;
  return planned
    .toSorted((a, b) => a.happens - b.happens)
    .map(({ client, called, returned }) => {
      const { input, output, next } = act(state, random);
      state = next;
      return { client, called, returned, input, output };
    });
}

/** Numbers that come again: mulberry32. */
function seeded(seed: number): (n: number) => number {
  let state = seed | 0;
  return (n) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}
