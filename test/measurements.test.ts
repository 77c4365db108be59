import { describe, expect, it } from 'vitest';
import { sendTo } from '../selftest/in-process.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { readData } from '../selftest/data.ts';
import { estimateRequests, parseMeasurements } from '../selftest/measurements.ts';
import { cases } from '../suites/index.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

const measured = parseMeasurements(readData('measurements.json'));

/** What to do where a test here fails. */
const advice = 'npm run measure-cases';

describe('the measurements of the cases', () => {
  it('name every case and no other', () => {
    expect(Object.keys(measured.requests), advice).toEqual(cases.map(({ id }) => id).toSorted());
  });

  it('have as many requests as each script sends, and the documented errors that it causes', async () => {
    const outcomes = await runCases(sendTo(createReferenceServer()), scriptedCases);
    const stale = outcomes.flatMap(({ case: id, requests }) => {
      const known = measured.requests[id] ?? 0;
      // Cases that race need a few more or fewer.
      return Math.abs(known - requests) <= 2 + known / 10
        ? []
        : [`${id}: ${requests}, not ${known}`];
    });
    expect(stale, advice).toEqual([]);
    for (const [error, ids] of Object.entries(measured.errors)) {
      const causing = outcomes.filter(({ refusals }) => Object.hasOwn(refusals, error));
      expect(causing.map(({ case: id }) => id).toSorted(), advice).toEqual(ids);
    }
  });

  it('have as many requests as the properties send in their runs', async () => {
    const properties = cases.filter(({ replay }) => replay !== undefined);
    const runs = 4;
    const search = { seed: 1, runs, milliseconds: null };
    const judged = { api: 'v1', profile: 'none', search } as const;
    const outcomes = await runCases(sendTo(createReferenceServer()), properties, judged);
    const stale = outcomes.flatMap(({ case: id, requests }) => {
      const known = estimateRequests(
        properties.filter((one) => one.id === id),
        search,
        measured,
      );
      // A few runs differ from many, and the probe is the same for both.
      return requests < known / 3 || requests > known * 3 + 60
        ? [`${id}: ${requests}, not ${known}`]
        : [];
    });
    expect(stale, advice).toEqual([]);
  });
});

describe('the estimate of a run', () => {
  const ofProperties = (search: Parameters<typeof estimateRequests>[1]): number =>
    estimateRequests(cases, search, measured) - ofScripts;
  const ofScripts = estimateRequests(scriptedCases, { runs: null }, measured);

  it('is the sum over its cases, and grows with the runs of properties alone', () => {
    const usual = ofProperties({ runs: null });
    expect(ofScripts).toBe(
      scriptedCases.reduce((sum, { id }) => sum + (measured.requests[id] ?? 0), 0),
    );
    expect(ofProperties({ runs: null, effort: 'thorough' })).toBe(usual * 10);
    expect(ofProperties({ runs: 1, effort: 'thorough' })).toBeLessThan(usual / 10);
  });
});
