import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { CellCoverage } from '../../harness/run/search.ts';
import { broken, failed, found, passed, sampleReport, searched } from '../testing/sample.ts';
import { thinWarnings } from './thin.ts';

const warnings = (...outcomes: Outcome[]) => thinWarnings(sampleReport(outcomes), []);
const good: Outcome = {
  ...passed('leave/a'),
  refusals: { 'SMEM-11': { right: true, unchanged: null } },
};

it('a thick run has no warning', () => {
  expect(warnings(good)).toEqual([]);
});

describe('a run says less than it seems to', () => {
  it('where most answers were 401', () => {
    const of = (n: number): Outcome => ({ ...good, statuses: { 200: 5, 401: n } });
    expect(warnings(of(5))).toEqual([]);
    expect(warnings(of(6))).toEqual([expect.stringMatching(/^6 of 11 answers were 401/)]);
  });
  it('where cases could not have their users', () => {
    const cause = 'the given accounts are 1, this case needs 2';
    const none: Outcome = { ...broken('leave/b', cause), requests: 0 };
    expect(
      warnings(good, none, { ...none, case: 'leave/c' }, { ...good, case: 'leave/d' }),
    ).toEqual([
      'the users of 2 cases could not be had: the given accounts are 1, this case needs 2',
    ]);
    expect(warnings(good, { ...none, requests: 1 })).toEqual([]);
    expect(warnings(good, { ...broken('leave/b', cause, true), requests: 0 })).toEqual([]);
  });
  it('where most cases broke', () => {
    expect(warnings(good, broken('leave/b', 'x'))).toEqual([]);
    expect(warnings(good, broken('leave/b', 'x'), broken('leave/c', 'x'))).toEqual([
      '2 of 3 cases could not be judged',
    ]);
  });
  it('where a documented error never came up', () => {
    const never = ['1 of 1 documented error never came up: SMEM-11'];
    expect(warnings(passed('leave/a'))).toEqual(never);
    expect(
      warnings({ ...broken('leave/b', 'x'), refusals: good.refusals }, passed('leave/a')),
    ).toEqual(never);
    // Refused wrongly is violated, and told as that.
    expect(warnings(failed('leave/a'))).toEqual([]);
    const part = { shard: { index: 1, of: 2 } };
    for (const facts of [part, { ended: 'interrupted' } as const]) {
      expect(thinWarnings(sampleReport([passed('leave/a')], facts), [])).toEqual([]);
    }
  });
  it('where cells of a table were not reached, unless the search ended with a failure', () => {
    const ledger = (missed: readonly string[]): CellCoverage => ({
      reached: [],
      missed,
      lastNewAt: 0,
    });
    const search = (missed: readonly string[]): Outcome => ({
      ...good,
      searched: searched({ coverage: ledger(missed) }),
    });
    expect(warnings(search([]))).toEqual([]);
    expect(warnings(search(['x', 'y']))).toEqual([
      'leave/a did not reach 2 of 2 cells of its table; see --time',
    ]);
    const ended = {
      ...found('membership-model/a'),
      searched: searched({ coverage: ledger(['x']) }),
    };
    expect(warnings(good, ended)).toEqual([]);
  });
  it('where time was up before a property had done a tenth of its runs', () => {
    const search = (runs: number): Outcome => ({
      ...good,
      searched: searched({ runs, asked: 40, used: 1 }),
    });
    expect(warnings(search(4))).toEqual([]);
    expect(warnings(search(3))).toEqual([
      'time was up before 1 property had done a tenth of the runs: leave/a (3 of 40); see --time',
    ]);
  });
  it('where nobody has said why a known failure may fail', () => {
    const entry = {
      key: 'SMEM-11',
      link: null,
      expires: null,
      signature: null,
      flaky: false,
      standing: 'failing',
      cases: [],
    } as const;
    const report = sampleReport([good]);
    expect(thinWarnings(report, [{ ...entry, reason: 'TODO say why' }])).toEqual([
      'nobody has said yet why 1 known failure may fail: SMEM-11',
    ]);
    expect(thinWarnings(report, [{ ...entry, reason: 'because' }])).toEqual([]);
  });
});
