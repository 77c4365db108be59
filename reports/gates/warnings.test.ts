import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { CellCoverage } from '../../harness/run/search.ts';
import { broken, failed, found, passed, sampleReport, searched } from '../testing/sample.ts';
import { warningsOf } from './warnings.ts';

const warnings = (...outcomes: Outcome[]) => warningsOf(sampleReport(outcomes), []);
const good: Outcome = {
  ...passed('leave/a'),
  refusals: { 'SMEM-11': { right: true, unchanged: null } },
};

it('a run that judged everything has no warning', () => {
  expect(warnings(good)).toEqual([]);
});

describe('there is a warning', () => {
  it('if most answers had status 401', () => {
    const of = (n: number): Outcome => ({ ...good, statuses: { 200: 5, 401: n } });
    expect(warnings(of(5))).toEqual([]);
    expect(warnings(of(6))).toEqual([expect.stringMatching(/^6 of 11 answers had status 401/)]);
  });
  it('if cases did not get their users', () => {
    const cause = 'the given accounts are 1, this case needs 2';
    const none: Outcome = { ...broken('leave/b', cause), requests: 0 };
    expect(
      warnings(good, none, { ...none, case: 'leave/c' }, { ...good, case: 'leave/d' }),
    ).toEqual([
      '2 cases did not get the users they need: the given accounts are 1, this case needs 2',
      '2 of 4 cases could not be judged',
    ]);
    const one = ['1 of 2 cases could not be judged'];
    expect(warnings(good, { ...none, requests: 1 })).toEqual(one);
    expect(warnings(good, { ...broken('leave/b', cause, true), requests: 0 })).toEqual(one);
  });
  it('if a case was broken, whatever others proved', () => {
    expect(warnings(good)).toEqual([]);
    expect(warnings(good, broken('leave/b', 'x'), broken('leave/c', 'x'))).toEqual([
      '2 of 3 cases could not be judged',
    ]);
  });
  it('if an answer was none of the API', () => {
    expect(warnings({ ...good, requests: 9, gateways: 2 })).toEqual([
      '2 of 9 requests had no answer of the API (502, 503, 504 or an HTML page): look at the logs of the target and of any gateway before it',
    ]);
  });
  it('if rate limits stopped cases, with the settings that lift them', () => {
    const invite = { answers: 2, longest: 332_100 };
    const limited = {
      ...broken('leave/b', 'leave: a rate limit (429) asks to wait for 333 s more'),
      limits: { invite, leave: { ...invite, answers: 9 } },
    };
    expect(warnings(good, limited, { ...good, limits: { invite } })).toEqual([
      '1 of 3 cases could not be judged',
      'rate limits (429) stopped 1 case: leave 9 times for up to 333 s, invite 4 times for up to 333 s',
      'lift the rate limits for this run (Synapse: rc_message, rc_invites; Dendrite: client_api.rate_limiting), or use --patience or --accounts',
    ]);
    expect(warnings({ ...good, limits: { invite } })).toEqual([]);
    const elsewise = { ...broken('leave/b', 'the walk had not ended'), limits: { invite } };
    expect(warnings(good, elsewise).filter((words) => words.includes('429'))).toEqual([]);
  });
  it('if a documented error was never triggered', () => {
    const never = ['1 of 1 documented error was never triggered: SMEM-11'];
    expect(warnings(passed('leave/a'))).toEqual(never);
    expect(
      warnings({ ...broken('leave/b', 'x'), refusals: good.refusals }, passed('leave/a')),
    ).toEqual(['1 of 2 cases could not be judged', ...never]);
    // An error that came wrongly is a violation, which the report shows anyway.
    expect(warnings(failed('leave/a'))).toEqual([]);
    const part = { shard: { index: 1, of: 2 } };
    for (const facts of [part, { ended: 'interrupted' } as const]) {
      expect(warningsOf(sampleReport([passed('leave/a')], facts), [])).toEqual([]);
    }
  });
  it('not of a documented error that a profile drops', () => {
    const report = sampleReport([passed('leave/a')]);
    const ruling = { change: 'dropped', section: 'S', statement: 'No.' } as const;
    const requirements = report.requirements.map((one) => ({ ...one, ruling }));
    expect(warningsOf({ ...report, requirements }, [])).toEqual([]);
  });
  it('if cells of a table were not reached, unless the search ended with a failure', () => {
    const coverageOf = (missed: readonly string[]): CellCoverage => ({
      reached: [],
      missed,
      lastNewAt: 0,
    });
    const search = (missed: readonly string[]): Outcome => ({
      ...good,
      searched: searched({ coverage: coverageOf(missed) }),
    });
    expect(warnings(search([]))).toEqual([]);
    expect(warnings(search(['x', 'y']))).toEqual([
      'leave/a did not reach 2 of 2 cells of its table; see --time',
    ]);
    const ended = {
      ...found('membership-model/a'),
      searched: searched({ coverage: coverageOf(['x']) }),
    };
    expect(warnings(good, ended)).toEqual([]);
  });
  it('if a property ran out of time before a tenth of its runs', () => {
    const search = (runs: number): Outcome => ({
      ...good,
      searched: searched({ runs, asked: 40, used: 1 }),
    });
    expect(warnings(search(4))).toEqual([]);
    expect(warnings(search(3))).toEqual([
      '1 property ran out of time before a tenth of the runs: leave/a (3 of 40); see --time',
    ]);
  });
  it('if a known failure has no reason yet', () => {
    const entry = {
      key: 'SMEM-11',
      link: null,
      expires: null,
      signature: null,
      flaky: false,
      status: 'failing',
      cases: [],
    } as const;
    const report = sampleReport([good]);
    expect(warningsOf(report, [{ ...entry, reason: 'TODO say why' }])).toEqual([
      '1 known failure still has no reason: SMEM-11',
    ]);
    expect(warningsOf(report, [{ ...entry, reason: 'because' }])).toEqual([]);
  });
});
