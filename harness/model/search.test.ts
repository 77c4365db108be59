import { type Arbitrary, array, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Broken, SuiteBug } from '../judge/verdict.ts';
import { createFixedPool } from '../world/accounts.ts';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import type { Case } from '../run/case.ts';
import { judge } from '../run/judge.ts';
import type { SearchOptions } from '../run/search.ts';
import type { RunContext } from '../run/create-world.ts';
import { compileSpec } from '../run/run-context.ts';
import { loadSpec } from '../document/load.ts';
import type { Budget } from './property.ts';
import { propertyCase } from './property-case.ts';
import { readReplay, replay, replaysOf } from './replay.ts';
import { seedOf } from './search.ts';
import { series } from './series.ts';
import { among } from './steps.ts';

const spec = loadSpec();
const compiled = compileSpec(spec);

/** A target that answers every request with an empty room. */
const setting = (search: Partial<SearchOptions> = {}, delay = 0): RunContext => ({
  ...compiled,
  target: {
    origin: 'http://h',
    prefix: '',
    basePath: '/api',
    auth: 'query',
    timeout: 1000,
    patience: 0,
    lacks: [],
  },
  accounts: createFixedPool([{ userId: '@a:h', token: 'tok-a-123', password: null }]),
  search: { seed: 7, runs: null, milliseconds: null, ...search },
  send: async (request) => {
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const answer = answerOf(200, '{"room_id":"!r"}', { 'content-type': 'application/json' });
    return exchangeOf({ request, answer });
  },
});

type Letter = 'a' | 'b' | 'c' | 'd';
const letters = ['a', 'b', 'c', 'd'] as const;

/** Letters are said one after the other; what is wrong with a target shows in what was said. */
const property = (
  wrong: (said: string) => unknown,
  {
    steps = drawn,
    requests = 0,
    budget = {},
  }: {
    steps?: () => Arbitrary<readonly Letter[]>;
    requests?: number;
    budget?: Partial<Budget>;
  } = {},
): Case => ({
  id: 'membership-model/letters',
  ...propertyCase({
    title: 'Letters may be said',
    requires: ['CREATE-01'],
    users: ['alice'],
    budget: { runs: 50, ...budget },
    probe: (_, users) => Promise.resolve(users),
    series: steps,
    readStep(value): Letter {
      const found = letters.find((letter) => letter === value);
      if (found === undefined) throw new RangeError('expected a letter');
      return found;
    },
    open: ({ alice }, world) => {
      let said = '';
      return {
        describe: (letter) => `alice says ${letter}`,
        async step(letter) {
          for (let i = 0; i < requests; i += 1) await alice.call('create_room', { body: {} });
          said += letter;
          const thrown = wrong(said);
          if (thrown instanceof Error) throw thrown;
          world.must.that(thrown !== true, 'what was said', 'anything', said);
          return `heard ${letter}`;
        },
      };
    },
  }),
});

const drawn = (): Arbitrary<readonly Letter[]> =>
  series({
    draw: array(constantFrom(...letters), { minLength: 20, maxLength: 20 }),
    step: among(...letters).arbitrary,
  });

const hasAThenB = (said: string): boolean => /a.*b/.test(said);

describe('a search', () => {
  it('passes where nothing is wrong, and says how much it searched', async () => {
    const outcome = await judge(
      setting(),
      property(() => false),
    );
    expect(outcome).toMatchObject({
      verdict: 'passed',
      asserted: ['CREATE-01'],
      searched: { runs: 50, asked: 50, used: 1, shrinks: 0 },
    });
  });

  it('makes ten times as many runs where the effort is thorough, unless their number is given', async () => {
    const right = property(() => false);
    const thorough = await judge(setting({ effort: 'thorough' }), right);
    expect(thorough).toMatchObject({ searched: { runs: 500, asked: 500 } });
    const few = await judge(setting({ effort: 'thorough', runs: 3 }), right);
    expect(few).toMatchObject({ searched: { runs: 3 } });
  });

  it('shrinks what is wrong to its smallest form, with a description of each step', async () => {
    const outcome = await judge(setting(), property(hasAThenB));
    expect(outcome).toMatchObject({
      verdict: 'failed',
      mismatches: [
        {
          requirement: 'CREATE-01',
          received: 'ab',
          counterexample: {
            steps: ['a', 'b'],
            descriptions: ['alice says a', 'alice says b'],
            observations: ['heard a', 'CREATE-01 is not met: what was said'],
            again: null,
          },
        },
      ],
    });
  });

  it('shrinks no longer than it may, where a step can take very long', async () => {
    const outcome = await judge(setting(), property(hasAThenB, { budget: { shrinkingTime: 0 } }));
    const found = outcome.verdict === 'failed' ? outcome.mismatches[0].counterexample : undefined;
    expect(found?.size).toBe(found?.drawn);
    expect(found?.size).toBeGreaterThan(2);
  });

  it('makes single steps simpler', async () => {
    const outcome = await judge(
      setting(),
      property((said) => /[cd]/.test(said)),
    );
    expect(outcome).toMatchObject({ mismatches: [{ counterexample: { steps: ['c'] } }] });
  });

  it('draws the same from the same seed, and from another something else', async () => {
    const path = async (seed: number): Promise<unknown> => {
      const outcome = await judge(setting({ seed }), property(hasAThenB));
      return outcome.verdict === 'failed' ? outcome.mismatches[0].counterexample : null;
    };
    expect(await path(3)).toEqual(await path(3));
    expect(await path(3)).not.toEqual(await path(4));
  });

  it('takes any arbitrary of fast-check', async () => {
    const steps = () =>
      array(constantFrom(...letters), { maxLength: 30, minLength: 0, size: 'max' });
    const outcome = await judge(
      setting(),
      property((said) => said.includes('dd'), { steps }),
    );
    expect(outcome).toMatchObject({ mismatches: [{ counterexample: { steps: ['d', 'd'] } }] });
  });

  it('does not shrink what breaks: the case is broken at once', async () => {
    let plays = 0;
    const breaks = property(() => {
      plays += 1;
      return new Broken('no answer in time');
    });
    expect(await judge(setting(), breaks)).toMatchObject({
      verdict: 'broken',
      ours: false,
      cause: 'no answer in time',
    });
    expect(plays).toBe(1);
  });

  it('tells a mistake of the suite from an answer that it cannot handle', async () => {
    const broken = (error: Error) =>
      judge(
        setting(),
        property(() => error),
      );
    expect(await broken(new SuiteBug('oops'))).toMatchObject({ verdict: 'broken', ours: true });
    expect(await broken(new TypeError('oops'))).toMatchObject({ verdict: 'broken', ours: false });
  });

  it('keeps a failure although a smaller one breaks', async () => {
    let found = false;
    const wrong = (said: string): unknown => {
      if (said.length === 20) found = true;
      return said.length === 20 || (found && said.length === 3 ? new Broken('late') : null);
    };
    expect(await judge(setting(), property(wrong))).toMatchObject({
      verdict: 'failed',
      mismatches: [{ counterexample: { drawn: 20, shrinks: 0 } }],
    });
  });

  it('says that a failure is flaky, with both histories', async () => {
    let left = 1;
    const once = property((said) => said.length === 5 && (left -= 1) >= 0);
    const outcome = await judge(setting(), once);
    const found = outcome.verdict === 'failed' ? outcome.mismatches[0].counterexample : undefined;
    expect(found?.again).toHaveLength(21);
    expect(found?.observations).toHaveLength(5);
    expect(replaysOf(outcome)).toMatchObject([{ verdict: 'flaky' }]);
  });

  it('holds its budget of time, in the middle of a run too', async () => {
    const outcome = await judge(
      setting({ milliseconds: 60 }, 5),
      property(() => false, { requests: 1 }),
    );
    // Each request takes 5 ms or more, so that a busy machine has fewer.
    expect(outcome.requests).toBeLessThan(20);
    expect(outcome).toMatchObject({ verdict: 'broken', searched: { used: 1 } });
    expect(outcome.searched?.runs).toBeLessThan(3);
  });

  it('keeps the exchanges of the last failing run alone, and counts all', async () => {
    const outcome = await judge(setting(), property(hasAThenB, { requests: 1 }));
    if (outcome.verdict !== 'failed') throw new Error('it should have failed');
    expect(outcome.exchanges).toHaveLength(2);
    expect(outcome.requests).toBeGreaterThan(20);
    expect(outcome.mismatches[0].step).toBe(null);
  });

  it('is broken where the time was up before anything was judged', async () => {
    const outcome = await judge(
      setting({ milliseconds: 0 }),
      property(() => false),
    );
    expect(outcome).toMatchObject({
      verdict: 'broken',
      cause: expect.stringContaining('runs were played before the time limit'),
    });
  });
});

describe('a replay', () => {
  it('plays the steps against another target, and says where it differs', async () => {
    const outcome = await judge(setting(), property(hasAThenB));
    const [found] = replaysOf(outcome);
    const document = readReplay(JSON.parse(JSON.stringify(found)));

    const again = await replay(setting(), [property(hasAThenB)], document);
    expect(again).toMatchObject({ verdict: 'failed', differs: null });

    const right = await replay(setting(), [property(() => false)], document);
    expect(right).toMatchObject({
      verdict: 'passed',
      differs: {
        step: 1,
        sentence: 'alice says b',
        before: 'CREATE-01 is not met: what was said',
        now: 'heard b',
      },
    });
  });

  it('refuses a document that is not a replay', async () => {
    expect(() => readReplay({})).toThrow('schema');
    const [found] = replaysOf(await judge(setting(), property(hasAThenB)));
    if (found === undefined) throw new Error('it should have failed');
    await expect(replay(setting(), [], found)).rejects.toThrow('not a property');
    const odd = { ...found, steps: ['z'] };
    await expect(replay(setting(), [property(hasAThenB)], odd)).rejects.toThrow('step 1');
  });
});

it('derives seeds that differ by case', () => {
  expect(seedOf(1, 'a')).toBe(seedOf(1, 'a'));
  expect(seedOf(1, 'a')).not.toBe(seedOf(1, 'b'));
});
