import { describe, expect, it } from 'vitest';
import type { Case } from '../harness/run/case.ts';
import { catalogue } from '../selftest/catalogue.ts';
import { claimants, isSearch } from '../selftest/choose.ts';
import { witnesses } from '../selftest/fold.ts';
import { caseGaps, faultGaps } from '../selftest/gaps.ts';
import type { Catch, FaultRow } from '../selftest/matrix.ts';
import { createTry } from '../selftest/trial.ts';
import { weigh } from '../selftest/weigh.ts';
import { cases } from '../suites/index.ts';
import { readPage } from './testing/kill-matrix-page.ts';

// Every case is proved twice: it passes on the right server, and a fault makes it fail. docs/kill-matrix.md says
// which case catches which fault; here each of its rows is run. Where the suite or the catalogue changed, run
// `npm run kill-matrix`: it looks for the pairs, and says what gets away.
const again = 'run npm run kill-matrix, and look at what it says';
const page = readPage();
const claims = new Map(cases.map((one) => [one.id, one]));
const attempt = createTry(new AbortController().signal);

const blames = (caught: readonly Catch[]): string =>
  `blamed: ${caught.map((one) => `${one.requirement} by ${one.case}`).join(', ')}`;

describe('the page of the kill matrix', () => {
  it('names every fault of the catalogue, once, and who catches it', () => {
    const named = page.killers.map(({ fault }) => fault);
    const explained = Object.keys(faultGaps);
    expect([...named, ...explained].toSorted(), again).toEqual(
      catalogue.map(({ id }) => id).toSorted(),
    );
  });
  it('names every case, and a fault that it catches', () => {
    const named = new Set([...page.killers, ...page.others].map((row) => row.case));
    const known: ReadonlySet<string> = new Set(claims.keys());
    expect(
      cases.filter(({ id }) => !named.has(id) && caseGaps[id] === undefined).map(({ id }) => id),
      again,
    ).toEqual([]);
    expect(
      [...named].filter((id) => !known.has(id)),
      again,
    ).toEqual([]);
  });
});

describe('the known gaps', () => {
  it('are faults and cases that there are', () => {
    const faults: ReadonlySet<string> = new Set(catalogue.map(({ id }) => id));
    const ids: ReadonlySet<string> = new Set(claims.keys());
    expect(Object.keys(faultGaps).filter((id) => !faults.has(id))).toEqual([]);
    expect(Object.keys(caseGaps).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('the suite goes red', () => {
  it.each(catalogue.map((fault) => [fault.id, fault] as const))('at %s', async (id, fault) => {
    const run = async (asked: readonly Case[], until: FaultRow['violates'] | null) => {
      const ids = asked.map((one) => one.id);
      const sight = await attempt({ server: id, cases: ids, until, concurrency: 1, seed: 1 });
      return weigh(fault, sight, claims, null);
    };
    const named = [...page.killers, ...page.others].filter((row) => row.fault === id);
    const first = await run(
      cases.filter((one) => named.some((row) => row.case === one.id)),
      null,
    );
    // Who is not on the page yet is looked for; and some faults show in the hundredth request, or in a race.
    const results = [first];
    for (const asked of [claimants(fault, cases), cases.filter((one) => !isSearch(one))]) {
      if (results.some(({ fate }) => fate === 'killed')) break;
      results.push(await run(asked, fault.violates));
    }

    expect(results.flatMap(({ stuck }) => stuck.filter(({ ours }) => ours))).toEqual([]);
    const strays = results.flatMap((one) => one.strays);
    expect(strays, `neither ${fault.violates.join(', ')} nor a consequence`).toEqual([]);
    if (faultGaps[id] !== undefined) return;
    expect(
      results.map(({ fate }) => fate),
      blames(results.flatMap(({ caught }) => caught)),
    ).toContain('killed');
    const catching = witnesses(results);
    const others = page.others.filter((row) => row.fault === id).map((row) => row.case);
    expect(
      others.filter((other) => !cases.some((one) => one.id === other && catching.has(one.id))),
      again,
    ).toEqual([]);
  });
});
