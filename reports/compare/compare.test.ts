import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { type Change, compareReports, regressions } from './compare.ts';
import { sideBySide } from './side-by-side.ts';
import type { Report } from '../report.ts';
import {
  broken,
  failed,
  found,
  passed,
  sampleReport,
  searched,
  skipped,
} from '../testing/sample.ts';

const id = 'SMEM-11';
const one = 'set_membership/a';
const mismatch = {
  requirement: id,
  what: 'status of set_membership',
  expected: 'status 403',
  received: 'status 200',
  step: 1,
} as const;
const fails = (received = 'status 200', more = {}): Outcome =>
  failed(one, { mismatches: [{ ...mismatch, received, ...more }] });
const notApplicable = passed(one, { asserted: [], notApplicable: { 'SMEM-11': 'free here' } });

const changeOf = (before: readonly Outcome[], after: readonly Outcome[], of: RequirementId = id) =>
  compareReports(sampleReport(before), sampleReport(after)).requirements.find(
    (row) => row.id === of,
  )?.change;
const caseChange = (before: readonly Outcome[], after: readonly Outcome[], of: CaseId = one) =>
  compareReports(sampleReport(before), sampleReport(after)).cases.find((row) => row.id === of)
    ?.change;

const holds = passed(one);
const breaks = broken(one, 'no answer');

describe('a requirement, and the only case that judges it, is', () => {
  it.each<readonly [string, readonly Outcome[], readonly Outcome[], Change | undefined]>([
    ['newly failing when it held and fails', [holds], [fails()], 'newly-failing'],
    ['newly failing when it was not judged and fails', [breaks], [fails()], 'newly-failing'],
    ['newly failing when it was not selected and fails', [], [fails()], 'newly-failing'],
    ['newly passing when it failed and holds', [fails()], [holds], 'newly-passing'],
    ['still failing when it fails as before', [fails()], [fails()], 'still-failing'],
    [
      'still failing when only ids and numbers differ',
      [fails('@a1:hs 7')],
      [fails('@b2:hs 8')],
      'still-failing',
    ],
    [
      'failing differently when something else comes',
      [fails()],
      [fails('status 500')],
      'failing-differently',
    ],
    [
      'failing differently when something else was looked at',
      [fails()],
      [fails('x', { what: 'body' })],
      'failing-differently',
    ],
    ['no longer judged when it broke', [holds], [breaks], 'no-longer-judged'],
    ['no longer judged when it failed and broke', [fails()], [breaks], 'no-longer-judged'],
    ['no longer judged when it was left out', [holds], [], 'no-longer-judged'],
    ['no longer judged when a failing case was left out', [fails()], [], 'no-longer-judged'],
    ['no longer judged when it is skipped', [holds], [skipped(one, 'lacks')], 'no-longer-judged'],
    ['newly judged when it had been broken', [breaks], [holds], 'newly-judged'],
    ['newly judged when it had not been selected', [], [holds], 'newly-judged'],
    ['not listed when it holds in both', [holds], [holds], undefined],
    ['not listed when it was judged in neither', [breaks], [skipped(one, 'lacks')], undefined],
  ])('%s', (_, before, after, change) => {
    expect(changeOf(before, after)).toBe(change);
    expect(caseChange(before, after)).toBe(change);
  });
  it('no longer judged when the target now gives nothing to judge, although its case passes', () => {
    expect(changeOf([holds], [notApplicable])).toBe('no-longer-judged');
    expect(caseChange([holds], [notApplicable])).toBeUndefined();
  });
});

describe('a run with fewer cases', () => {
  const other = passed('set_membership/b');
  it('does not make a requirement newly passing, if a case that failed was left out', () => {
    expect(changeOf([fails(), other], [other])).toBe('no-longer-judged');
    expect(changeOf([fails(), other], [breaks, other])).toBe('no-longer-judged');
    expect(changeOf([fails(), other], [holds, other])).toBe('newly-passing');
    expect(changeOf([fails(), other], [holds])).toBe('newly-passing');
  });
  it('has a caveat', () => {
    const { caveats: doubts, after } = compareReports(
      sampleReport([fails(), other]),
      sampleReport([other]),
    );
    expect(doubts).toEqual(['after selected only 1 of the 2 cases']);
    expect(after).toMatchObject({ cases: 1, judged: 1 });
  });
  it('fewer ways to fail are still the same failure', () => {
    const two = failed(one, { mismatches: [mismatch, { ...mismatch, what: 'body' }] });
    expect(changeOf([two], [fails()])).toBe('still-failing');
    expect(changeOf([fails()], [two])).toBe('failing-differently');
  });
});

it('a search that receives something else has found the same failure', () => {
  const search = 'membership-model/a';
  const [before] = [found(search)];
  const after = found(search, { descriptions: ['bob leaves'], observations: ['accepted'] });
  expect(changeOf([before], [after])).toBe('still-failing');
  expect(
    changeOf([failed(one, { mismatches: [{ ...mismatch, what: 'the answer' }] })], [after]),
  ).toBe('still-failing');
});

it('a requirement that fails has its new failure, its old one, and the cases that show it', () => {
  const before = sampleReport([fails(), failed('set_membership/b')]);
  const after = sampleReport([
    fails(),
    failed('set_membership/b', { mismatches: [{ ...mismatch, received: 'status 500' }] }),
  ]);
  expect(compareReports(before, after).requirements).toMatchObject([
    {
      id,
      grade: 'documented',
      change: 'failing-differently',
      before: 'violated',
      after: 'violated',
      was: { case: one, received: 'status 200' },
      is: { case: 'set_membership/b', received: 'status 500' },
      cases: [one, 'set_membership/b'],
    },
  ]);
});

describe('a regression', () => {
  const regressionsOf = (before: readonly Outcome[], after: readonly Outcome[], strict = false) => {
    const gone = regressions(compareReports(sampleReport(before), sampleReport(after)), strict);
    return [gone.requirements.length, gone.cases.length];
  };
  it('is a requirement or a case that fails and did not, even if other cases of the requirement failed before', () => {
    expect(regressionsOf([holds], [fails()])).toEqual([1, 1]);
    expect(regressionsOf([fails(), passed('leave/a')], [fails(), failed('leave/a')])).toEqual([
      0, 1,
    ]);
    expect(regressionsOf([fails()], [fails('status 500')], true)).toEqual([0, 0]);
  });
  it('is also one that held and is no longer judged, if strict', () => {
    expect(regressionsOf([holds], [breaks])).toEqual([0, 0]);
    expect(regressionsOf([holds], [breaks], true)).toEqual([1, 1]);
    expect(regressionsOf([fails()], [breaks], true)).toEqual([0, 0]);
    expect(regressionsOf([fails()], [], true)).toEqual([0, 0]);
  });
});

describe('a comparison has a caveat', () => {
  const doubtsOf = (before: Report, after: Report) => compareReports(before, after).caveats;
  const plain = sampleReport([holds]);
  it('only if something makes it weaker', () => {
    expect(doubtsOf(plain, plain)).toEqual([]);
    expect(doubtsOf(plain, sampleReport([holds], { seed: 8 }))).toEqual([]);
  });
  it('when one is a part, or ended early', () => {
    const shard = { index: 1, of: 4 };
    expect(doubtsOf(plain, sampleReport([holds], { shard }))[0]).toMatch(
      /^after is only part 1 of 4/,
    );
    expect(doubtsOf(sampleReport([holds], { ended: 'interrupted' }), plain)).toEqual([
      'before was interrupted, after 1 of 1 case',
    ]);
    expect(doubtsOf(plain, sampleReport([holds], { ended: 'bailed' }))).toEqual([
      'after stopped at its first violation, after 1 of 1 case',
    ]);
  });
  it('when several versions wrote them', () => {
    const other = sampleReport([holds], { versions: { tool: '0.2.0', node: '20.19.0' } });
    expect(doubtsOf(plain, other)[0]).toContain('(0.1.0, 0.2.0)');
  });
  it('when the properties searched otherwise and one of them did not pass', () => {
    const search = found('membership-model/a');
    const fine = passed('membership-model/a', { searched: searched() });
    const less = { search: { runs: 1, milliseconds: null } };
    expect(doubtsOf(sampleReport([search]), sampleReport([fine], less))).toHaveLength(1);
    expect(doubtsOf(sampleReport([search]), sampleReport([fine], { seed: 8 }))).toHaveLength(1);
    expect(doubtsOf(sampleReport([search]), sampleReport([fine]))).toEqual([]);
    expect(doubtsOf(sampleReport([fine]), sampleReport([fine], { seed: 8 }))).toEqual([]);
  });
});

it('a requirement that only one register has counts as not exercised in the other', () => {
  const after = sampleReport([holds]);
  const before = { ...after, requirements: after.requirements.filter((row) => row.id !== id) };
  expect(compareReports(before, after).requirements).toMatchObject([
    { id, change: 'newly-judged', before: 'not-exercised', after: 'proven' },
  ]);
});

describe('side by side', () => {
  const named = (outcomes: readonly Outcome[], name: string) => ({
    name,
    report: sampleReport(outcomes),
  });
  it('are the requirements that are violated in some report or differ between reports', () => {
    const topic = passed('get_topic/a', { requirements: ['GTOPIC-01'] });
    const table = sideBySide([
      named([fails(), topic], 'a'),
      named([holds, topic], 'b'),
      named([topic], 'c'),
    ]);
    expect(table.rows).toMatchObject([{ id, statuses: ['violated', 'proven', 'not-exercised'] }]);
    expect(table.alike).toBe(sampleReport([]).requirements.length - 1);
    expect(table.sides.map((side) => side.name)).toEqual(['a', 'b', 'c']);
    expect(table.caveats).toEqual(['c selected only 1 of the 2 cases']);
  });
  it('a requirement that fails in every report is among them', () => {
    const reports = ['a', 'b', 'c'].map((name) => named([fails()], name));
    expect(sideBySide(reports).rows.map((row) => row.id)).toEqual([id]);
  });
});
