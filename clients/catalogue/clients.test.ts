import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenarios } from '../../suites/clients/index.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { withDeadline } from '../driver/with-deadline.ts';
import { createReferenceClient } from '../reference/client.ts';
import { type OpenTheatre, openTheatre, playAll } from '../run.ts';
import { rightClients } from './right/index.ts';
import { wrongClients as wrong } from './wrong/index.ts';

let theatre: OpenTheatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

/** All but those that take seconds because a client waits, or reads ten thousand messages. */
const quick = scenarios.filter(({ id }) => !/no-answer|endless|10000/.test(id));

describe.concurrent('a client with one thing wrong is caught, and its requirement is named', () => {
  it.each(Object.entries(wrong))('%s', async (id, { violates, change }) => {
    const driver = withDeadline(createReferenceClient(change), 8000);
    const chosen =
      id === 'waits-for-ever' ? scenarios.filter((s) => s.id.endsWith('no-answer')) : quick;
    const found = new Map<string, string>();
    for await (const { scenario, mismatches } of playAll(chosen, driver, theatre, scenarios)) {
      for (const { requirement, what, received } of mismatches)
        if (!found.has(requirement)) found.set(requirement, `${scenario.id}: ${what}: ${received}`);
    }
    expect([...found.keys()].toSorted()).toEqual(violates.toSorted());
  });
});

describe.concurrent('a client that is right in another way passes', () => {
  it.each(Object.entries(rightClients))('%s', async (_, { change }) => {
    const driver = withDeadline(createReferenceClient(change), 8000);
    const troubles: string[] = [];
    for await (const { scenario, verdict, reason, mismatches } of playAll(quick, driver, theatre)) {
      if (verdict !== 'passed')
        troubles.push(`${scenario.id}: ${reason ?? JSON.stringify(mismatches)}`);
    }
    expect(troubles).toEqual([]);
  });
});

it('every requirement that a client can violate has a wrong client', () => {
  const { clients } = loadSpec();
  const covered = new Set(Object.values(wrong).flatMap(({ violates }) => violates));
  expect([...clients.keys()].filter((id) => !covered.has(id))).toEqual([]);
});
