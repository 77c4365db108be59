import { array, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequirementId } from '../document/ids.ts';
import { loadSpec } from '../document/load.ts';
import { Broken, Unmet } from '../judge/verdict.ts';
import type { RunContext } from '../run/create-world.ts';
import { judge } from '../run/judge.ts';
import type { Outcome } from '../run/outcome.ts';
import { compileSpec } from '../run/run-context.ts';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import { createFixedPool } from '../world/accounts.ts';
import { propertyCase } from './property-case.ts';
import { series } from './series.ts';
import { among } from './steps.ts';

const compiled = compileSpec(loadSpec());

/** A target that answers every request with an empty room. */
const setting: RunContext = {
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
  search: { seed: 7, runs: null, milliseconds: null },
  send: (request) => {
    const answer = answerOf(200, '{"room_id":"!r"}', { 'content-type': 'application/json' });
    return Promise.resolve(exchangeOf({ request, answer }));
  },
};

const letters = ['a', 'b', 'c', 'd'] as const;
type Letter = (typeof letters)[number];
type Wrong = Partial<Record<Letter, readonly [requirement: RequirementId, what: string]>>;

/** Letters are said one after the other, each with a request; some of them are wrong. */
function found(wrong: Wrong, broken?: Letter): Promise<Outcome> {
  const property = propertyCase<Letter, { readonly ask: () => Promise<unknown> }, 'alice'>({
    title: 'Letters may be said',
    requires: ['GTOPIC-02', 'MEMB-04', 'GMEM-03'],
    users: ['alice'],
    budget: { runs: 50 },
    probe: (_, { alice }) =>
      Promise.resolve({ ask: () => alice.call('create_room', { body: {} }) }),
    series: () =>
      series({
        draw: array(constantFrom(...letters), { minLength: 3, maxLength: 5 }),
        step: among(...letters).arbitrary,
      }),
    readStep: () => 'a',
    open: ({ ask }, { must }) => ({
      describe: (letter) => `alice says ${letter}`,
      async step(letter) {
        await ask();
        must.on('GTOPIC-02').that(true, 'letter', letter, letter);
        const [requirement, what] = wrong[letter] ?? [];
        const mismatch = { expected: 'another letter', received: letter, step: 0 };
        if (requirement !== undefined && what !== undefined)
          throw new Unmet({ requirement, what, ...mismatch });
        if (letter === broken) throw new Broken('no answer');
        return `heard ${letter}`;
      },
    }),
  });
  return judge(setting, { id: 'views-agree/letters', ...property });
}

const told = (outcome: Outcome) =>
  outcome.verdict === 'failed'
    ? outcome.mismatches.map(({ requirement, step, counterexample }) => [
        requirement,
        step,
        counterexample?.steps.join(''),
        counterexample?.exchanges,
      ])
    : [];

const topic = ['GTOPIC-02', 'topic by get_topic'] as const;
const members = ['MEMB-04', 'member by get_members'] as const;

describe('a search that found a violation', () => {
  it('goes on to find violations of other requirements, each with its own steps and exchanges', async () => {
    const outcome = await found({ a: topic, b: members });
    expect(told(outcome)).toEqual([
      ['GTOPIC-02', 0, 'a', [0, 1]],
      ['MEMB-04', 1, 'b', [1, 2]],
    ]);
    expect(outcome.exchanges).toHaveLength(2);
    expect(told(await found({ a: topic, b: members }))).toEqual(told(outcome));
  });
  it('does not tell one that needs whatever an earlier one needs', async () => {
    const outcome = await found({ a: topic, b: ['MEMB-04', 'topic by get_topic'] });
    expect(told(outcome)).toHaveLength(1);
  });
  it('keeps it where a later run breaks', async () => {
    const outcome = await found({ a: topic }, 'b');
    expect(told(outcome)).toEqual([['GTOPIC-02', 0, 'a', undefined]]);
  });
});
