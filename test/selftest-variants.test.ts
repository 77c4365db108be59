import { describe, expect, it } from 'vitest';
import { catalogue, rightId, rightServers } from '../selftest/catalogue.ts';
import { isSearch } from '../selftest/choose.ts';
import { createTry } from '../selftest/trial.ts';
import { weighRight } from '../selftest/weigh.ts';
import { cases } from '../suites/index.ts';
import { readPage } from './testing/kill-matrix-page.ts';

const claims = new Map(cases.map((one) => [one.id, one]));
const attempt = createTry(new AbortController().signal);

// Each variant is asked every eighth script, another eighth than the one before; every case is asked of five
// variants. All cases at all variants, searches included, are `rooms-conformance selftest`: they take a minute.
const share = 8;
/** The one that answers late. */
const slow = { id: 'slow', share: 40 };

describe('a right server is not called wrong', () => {
  it('which the kill matrix lists', () => {
    expect(readPage().right, 'run npm run kill-matrix').toEqual(rightServers.map(({ id }) => id));
  });
  it('and no fault has its name', () => {
    const names = new Set(catalogue.map(({ id }) => id));
    expect(rightServers.filter(({ id }) => names.has(id))).toEqual([]);
  });
  it.each(
    rightServers.filter(({ id }) => id !== rightId).map((one, i) => [one.id, one, i] as const),
  )('if it is %s', async (id, server, index) => {
    const every = id === slow.id ? slow.share : share;
    const asked = cases
      .filter((one, i) => !isSearch(one) && i % every === index % every)
      .map((one) => one.id);
    const sight = await attempt({ server: id, cases: asked, until: null, concurrency: 8, seed: 1 });
    expect(weighRight(server, sight, claims).alarms).toEqual([]);
  });
});
