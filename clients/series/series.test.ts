import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../suites/clients/index.ts';
import { clientSeries } from '../../suites/clients/series/index.ts';
import { rightClients } from '../catalogue/right/index.ts';
import { withDeadline } from '../driver/with-deadline.ts';
import { type Change, createReferenceClient } from '../reference/client.ts';
import { nicknames } from '../../harness/document/ids.ts';
import { alone, type OpenTheatre, openTheatre, playAll } from '../run.ts';
import { searchAll, type SeriesOutcome } from './search.ts';
import { rightInSeries } from './catalogue/right-clients.ts';
import { wrongInSeries } from './catalogue/wrong-clients.ts';

let theatre: OpenTheatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

/** How the series of some properties end. @param runs how many of each are played */
async function searched(
  change: Change,
  ids: readonly string[],
  { seed = 1, runs = null }: { readonly seed?: number; readonly runs?: number | null } = {},
): Promise<readonly SeriesOutcome[]> {
  const driver = withDeadline(createReferenceClient(change), 8000);
  const chosen = clientSeries.filter(({ id }) => ids.includes(id));
  const outcomes: SeriesOutcome[] = [];
  for await (const outcome of searchAll(chosen, driver, theatre, {
    seed,
    runs,
    milliseconds: null,
  }))
    outcomes.push(outcome);
  return outcomes;
}

const operations = scenarios.filter(({ id }) =>
  nicknames.some((nickname) => id.startsWith(`clients/${nickname}/`)),
);

/** Seeds by which few series are enough to find each wrong client; most others find them as well. */
const seedFor: Readonly<Record<string, number>> = {
  'remembers-topics': 8,
  'one-room': 1,
  'ends-at-a-lost-page': 6,
  'hides-echoes': 2,
  'two-readings-at-once': 2,
  'believes-in-memberships': 5,
};

describe.each(Object.entries(wrongInSeries))('%s', (name, { change, caughtBy, violates }) => {
  it('passes the scenarios of each operation', async () => {
    const driver = withDeadline(createReferenceClient(change), 8000);
    const failed: string[] = [];
    for await (const { scenario, verdict } of playAll(
      operations,
      alone(driver),
      theatre,
      scenarios,
    ))
      if (verdict !== 'passed') failed.push(scenario.id);
    expect(failed).toEqual([]);
  });

  it('is caught by a series, which is shrunk to a few steps', async () => {
    const [outcome] = await searched(change, [caughtBy], { seed: seedFor[name] ?? 2 });
    if (outcome?.verdict !== 'failed') throw new Error(`it ${outcome?.verdict}`);
    const [{ requirement, counterexample }] = outcome.mismatches;
    expect(requirement).toBe(violates);
    expect(counterexample?.size).toBeLessThanOrEqual(4);
    // The same steps fail again.
    expect(counterexample?.again).toBeNull();
  });
});

describe('a right client passes, whatever is drawn', () => {
  it.each(Object.entries({ ...rightClients, ...rightInSeries }))('%s', async (_, { change }) => {
    for (const outcome of await searched(change, ['clients/series/through-any-trouble'], {
      runs: 2,
    }))
      expect(outcome).toMatchObject({ verdict: 'passed' });
  });

  it('the reference client, by each property', async () => {
    const outcomes = await searched(
      () => ({}),
      clientSeries.map(({ id }) => id),
      { runs: 4 },
    );
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
    const [{ requirements, asserted } = { requirements: [], asserted: [] }] = outcomes;
    expect(asserted).toEqual(expect.arrayContaining([...requirements]));
  });
});

describe('the seed', () => {
  it('decides what is played, and what is found', async () => {
    const { change, caughtBy } = wrongInSeries['hides-echoes'] ?? {
      change: () => ({}),
      caughtBy: '',
    };
    const found = async (seed: number): Promise<string> => {
      const [outcome] = await searched(change, [caughtBy], { seed });
      const example = outcome?.verdict === 'failed' ? outcome.mismatches[0].counterexample : null;
      const { steps, run, drawn } = example ?? {};
      return JSON.stringify({ steps, run, drawn, requests: outcome?.requests });
    };
    expect(await found(2)).toBe(await found(2));
    expect(await found(2)).not.toBe(await found(5));
  });
});

describe('what cannot be judged', () => {
  it('a client that does something wrong already where nothing is in its way', async () => {
    const change: Change = ({ walk }) => ({
      walk: async (page) => (await walk(page)).toReversed(),
    });
    const outcomes = await searched(
      change,
      clientSeries.map(({ id }) => id),
      { runs: 3 },
    );
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['broken', 'broken', 'broken']);
    expect(outcomes[0]).toMatchObject({
      cause: expect.stringMatching(/read_history: message 1 of/),
    });
    expect(outcomes[1]).toMatchObject({ cause: expect.stringContaining('its control') });
  });

  it('a driver that supports nothing of it', async () => {
    const right = createReferenceClient();
    const driver = {
      ...right,
      start: async () => ({ kind: 'ok', value: { name: 'x', supports: ['get_members'] } }) as const,
    };
    const [first] = clientSeries;
    if (first === undefined) throw new Error('there are series');
    const options = { seed: 1, runs: 1, milliseconds: null };
    for await (const outcome of searchAll([first], driver, theatre, options))
      expect(outcome).toMatchObject({
        verdict: 'skipped',
        reason: 'the driver supports nothing that series are made of',
      });
  });
});
