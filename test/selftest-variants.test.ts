import { describe, expect, it } from 'vitest';
import { catalogue, correctServers, referenceServer } from '../selftest/catalogue.ts';
import { isProperty } from '../selftest/choose.ts';
import { evaluateCorrect } from '../selftest/evaluate.ts';
import { createJobRunner } from '../selftest/job.ts';
import { cases } from '../suites/index.ts';

const claims = new Map(cases.map((one) => [one.id, one]));
const { signal } = new AbortController();
const inProcess = createJobRunner(signal, false);
const overSockets = createJobRunner(signal);

// Each variant is asked every eighth script, another eighth than the one before; every case is asked of five
// variants. All cases at all variants, properties included, are `rooms-conformance selftest`: they take a minute.
const share = 8;
/** The one that now and then refuses a request for a moment: only the wire waits. */
const limited = 'rate-limited';
/** The one that answers late. */
const slow = { id: 'slow', share: 40 };

describe('no case fails on a variant of the reference server', () => {
  it('and no fault has the id of one', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    expect(correctServers.filter(({ id }) => ids.has(id))).toEqual([]);
  });
  it.each(
    correctServers
      .filter((one) => one !== referenceServer)
      .map((one, i) => [one.id, one, i] as const),
  )('%s', async (id, server, index) => {
    const every = id === slow.id ? slow.share : share;
    const asked = cases
      .filter((one, i) => !isProperty(one) && i % every === index % every)
      .map((one) => one.id);
    const job = { server: id, cases: asked, until: null, concurrency: 8, seed: 1 };
    const runJob = id === limited ? overSockets : inProcess;
    expect(evaluateCorrect(server, await runJob(job), claims).falseAlarms).toEqual([]);
  });
});
