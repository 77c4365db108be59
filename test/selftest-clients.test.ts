import { describe, expect, it } from 'vitest';
import { pageOf } from '../cli/selftest/selftest-clients.ts';
import { loadSpec } from '../harness/document/load.ts';
import { rightCatalogue, wrongCatalogue } from '../selftest/clients/catalogue.ts';
import { parseDetections } from '../selftest/clients/detections.ts';
import { selftestClients } from '../selftest/clients/selftest.ts';
import { readData } from '../selftest/data.ts';
import { scenarios } from '../suites/clients/index.ts';

// A scenario is proved twice: clients that are right pass it, and one with one thing wrong is detected by it.
// selftest/kill-matrix-clients.json says which; npm run kill-matrix looks for it.
const advice = 'run npm run kill-matrix -- --clients, and review the diff';
const clients = [...rightCatalogue, ...wrongCatalogue];
const record = readData('kill-matrix-clients.json');
const recorded = parseDetections(record, clients, scenarios);

/** A row for everything that a client violates, and a part of the others. npm run kill-matrix plays them all. */
const rows = recorded.filter(
  ({ client, requirement }, place) =>
    place % 5 === 0 ||
    place === recorded.findIndex((one) => one.client === client && one.requirement === requirement),
);

it('the kill matrix of clients holds, and nothing else is held against any client', async () => {
  const { results } = await selftestClients({
    clients,
    scenarios,
    recorded: rows,
    share: { right: 40, wrong: 250 },
    jobs: 8,
    signal: new AbortController().signal,
    onClient: () => {},
  });
  const bad = results
    .filter(({ isAsItShouldBe }) => !isAsItShouldBe)
    .map(({ client, missing, unexpected, broken }) => ({
      client: client.id,
      missing,
      unexpected,
      broken: client.violates.length === 0 ? broken : [],
    }));
  expect(bad, advice).toEqual([]);
  const found = new Set(
    results.flatMap(({ client, failures }) =>
      failures.map(({ scenario, requirement }) => `${client.id} ${scenario} ${requirement}`),
    ),
  );
  const lost = rows
    .map(({ client, scenario, requirement }) => `${client} ${scenario} ${requirement}`)
    .filter((row) => !found.has(row));
  expect(lost, advice).toEqual([]);
});

describe('the kill matrix of clients', () => {
  it('has a wrong client for every requirement', () => {
    const violated = new Set(wrongCatalogue.flatMap(({ violates }) => violates));
    expect([...loadSpec().clients.keys()].filter((id) => !violated.has(id))).toEqual([]);
  });

  it('has a row for everything that a client violates', () => {
    const missing = wrongCatalogue.flatMap(({ id, violates }) =>
      violates
        .filter((one) => !recorded.some((row) => row.client === id && row.requirement === one))
        .map((one) => `${id} ${one}`),
    );
    expect(missing, advice).toEqual([]);
  });

  it('names only clients and scenarios that there are', () => {
    expect(recorded).toHaveLength(Array.isArray(record) ? record.length : 0);
  });

  it('calls each client by one name', () => {
    const ids = clients.map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('is shown on docs/kill-matrix-clients.md', async () => {
    await expect(pageOf(recorded)).toMatchFileSnapshot('../docs/kill-matrix-clients.md');
  });
});
