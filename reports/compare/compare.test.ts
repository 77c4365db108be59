import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { type Change, compareReports, lost } from './compare.ts';
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
const waived = passed(one, { asserted: [], notApplicable: { 'SMEM-11': 'free here' } });

const changeOf = (before: readonly Outcome[], after: readonly Outcome[], of: RequirementId = id) =>
  compareReports(sampleReport(before), sampleReport(after)).requirements.find(
    (row) => row.id === of,
  )?.change;
const caseChange = (before: readonly Outcome[], after: readonly Outcome[], of: CaseId = one) =>
  compareReports(sampleReport(before), sampleReport(after)).cases.find((row) => row.id === of)
    ?.change;

const holds = passed(one);
const breaks = broken(one, 'no answer');

describe('of a requirement, and of the one case that judges it, is told that it is', () => {
  it.each<readonly [string, readonly Outcome[], readonly Outcome[], Change | undefined]>([
    ['lost when it held and fails', [holds], [fails()], 'lost'],
    ['lost when it was not judged and fails', [breaks], [fails()], 'lost'],
    ['lost when nobody asked and it fails', [], [fails()], 'lost'],
    ['gained when it failed and holds', [fails()], [holds], 'gained'],
    ['failing when it fails as before', [fails()], [fails()], 'failing'],
    [
      'failing when only ids and numbers differ',
      [fails('@a1:hs 7')],
      [fails('@b2:hs 8')],
      'failing',
    ],
    [
      'failing differently when something else comes',
      [fails()],
      [fails('status 500')],
      'differently',
    ],
    [
      'failing differently by another sign',
      [fails()],
      [fails('x', { what: 'body' })],
      'differently',
    ],
    ['no longer judged when it broke', [holds], [breaks], 'unjudged'],
    ['no longer judged when it failed and broke', [fails()], [breaks], 'unjudged'],
    ['no longer judged when it was left out', [holds], [], 'unjudged'],
    ['no longer judged when a failure was left out', [fails()], [], 'unjudged'],
    ['no longer judged when it is skipped', [holds], [skipped(one, 'lacks')], 'unjudged'],
    ['newly judged when it had broken', [breaks], [holds], 'judged'],
    ['newly judged when nobody had asked', [], [holds], 'judged'],
    ['nothing when it holds in both', [holds], [holds], undefined],
    ['nothing when it was judged in neither', [breaks], [skipped(one, 'lacks')], undefined],
  ])('%s', (_, before, after, change) => {
    expect(changeOf(before, after)).toBe(change);
    expect(caseChange(before, after)).toBe(change);
  });
  it('no longer judged when the target gives nothing to judge any more, though its case passes', () => {
    expect(changeOf([holds], [waived])).toBe('unjudged');
    expect(caseChange([holds], [waived])).toBeUndefined();
  });
});

describe('a run that asks less is no progress:', () => {
  const other = passed('set_membership/b');
  it('a failure whose case was left out is not gained, though another case proves the requirement', () => {
    expect(changeOf([fails(), other], [other])).toBe('unjudged');
    expect(changeOf([fails(), other], [breaks, other])).toBe('unjudged');
    expect(changeOf([fails(), other], [holds, other])).toBe('gained');
    expect(changeOf([fails(), other], [holds])).toBe('gained');
  });
  it('and it is said that it asks less', () => {
    const { caveats: doubts, after } = compareReports(
      sampleReport([fails(), other]),
      sampleReport([other]),
    );
    expect(doubts).toEqual(['after asked only 1 of the 2 cases']);
    expect(after).toMatchObject({ cases: 1, judged: 1 });
  });
  it('fewer ways to fail are the same failure, not another one', () => {
    const two = failed(one, { mismatches: [mismatch, { ...mismatch, what: 'body' }] });
    expect(changeOf([two], [fails()])).toBe('failing');
    expect(changeOf([fails()], [two])).toBe('differently');
  });
});

it('what a search receives differs from run to run, and is the same failure', () => {
  const search = 'membership-model/a';
  const [before] = [found(search)];
  const after = found(search, { descriptions: ['bob leaves'], observations: ['accepted'] });
  expect(changeOf([before], [after])).toBe('failing');
  expect(
    changeOf([failed(one, { mismatches: [{ ...mismatch, what: 'the answer' }] })], [after]),
  ).toBe('failing');
});

it('a failing requirement comes with its new failure, the old one, and the cases that show it', () => {
  const before = sampleReport([fails(), failed('set_membership/b')]);
  const after = sampleReport([
    fails(),
    failed('set_membership/b', { mismatches: [{ ...mismatch, received: 'status 500' }] }),
  ]);
  expect(compareReports(before, after).requirements).toMatchObject([
    {
      id,
      grade: 'documented',
      change: 'differently',
      before: 'violated',
      after: 'violated',
      was: { case: one, received: 'status 200' },
      is: { case: 'set_membership/b', received: 'status 500' },
      cases: [one, 'set_membership/b'],
    },
  ]);
});

describe('what is lost', () => {
  const lostOf = (before: readonly Outcome[], after: readonly Outcome[], strict = false) => {
    const gone = lost(compareReports(sampleReport(before), sampleReport(after)), strict);
    return [gone.requirements.length, gone.cases.length];
  };
  it('is what fails and did not, a case of a requirement that failed before included', () => {
    expect(lostOf([holds], [fails()])).toEqual([1, 1]);
    expect(lostOf([fails(), passed('leave/a')], [fails(), failed('leave/a')])).toEqual([0, 1]);
    expect(lostOf([fails()], [fails('status 500')], true)).toEqual([0, 0]);
  });
  it('is strictly what held and is no longer judged, too, but not a failure that is not', () => {
    expect(lostOf([holds], [breaks])).toEqual([0, 0]);
    expect(lostOf([holds], [breaks], true)).toEqual([1, 1]);
    expect(lostOf([fails()], [breaks], true)).toEqual([0, 0]);
    expect(lostOf([fails()], [], true)).toEqual([0, 0]);
  });
});

describe('it is said that reports tell less than they seem to', () => {
  const doubtsOf = (before: Report, after: Report) => compareReports(before, after).caveats;
  const plain = sampleReport([holds]);
  it('not at all where they do not', () => {
    expect(doubtsOf(plain, plain)).toEqual([]);
    expect(doubtsOf(plain, sampleReport([holds], { seed: 8 }))).toEqual([]);
  });
  it('when one is a part, or ended early', () => {
    const shard = { index: 1, of: 4 };
    expect(doubtsOf(plain, sampleReport([holds], { shard }))[0]).toMatch(/^after is part 1 of 4/);
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
  it('when properties that did not all pass searched otherwise', () => {
    const search = found('membership-model/a');
    const fine = passed('membership-model/a', { searched: searched() });
    const less = { search: { runs: 1, milliseconds: null } };
    expect(doubtsOf(sampleReport([search]), sampleReport([fine], less))).toHaveLength(1);
    expect(doubtsOf(sampleReport([search]), sampleReport([fine], { seed: 8 }))).toHaveLength(1);
    expect(doubtsOf(sampleReport([search]), sampleReport([fine]))).toEqual([]);
    expect(doubtsOf(sampleReport([fine]), sampleReport([fine], { seed: 8 }))).toEqual([]);
  });
});

it('a requirement that only one of the registers has was not exercised in the other', () => {
  const after = sampleReport([holds]);
  const before = { ...after, requirements: after.requirements.filter((row) => row.id !== id) };
  expect(compareReports(before, after).requirements).toMatchObject([
    { id, change: 'judged', before: 'not-exercised', after: 'proven' },
  ]);
});

describe('side by side', () => {
  const named = (outcomes: readonly Outcome[], name: string) => ({
    name,
    report: sampleReport(outcomes),
  });
  it('stand the requirements that are violated or differ anywhere, with a status for each report', () => {
    const topic = passed('get_topic/a', { requirements: ['GTOPIC-01'] });
    const table = sideBySide([
      named([fails(), topic], 'a'),
      named([holds, topic], 'b'),
      named([topic], 'c'),
    ]);
    expect(table.rows).toMatchObject([{ id, statuses: ['violated', 'proven', 'not-exercised'] }]);
    expect(table.alike).toBe(314);
    expect(table.sides.map((side) => side.name)).toEqual(['a', 'b', 'c']);
    expect(table.caveats).toEqual(['c asked only 1 of the 2 cases']);
  });
  it('one that fails everywhere stands there too', () => {
    const reports = ['a', 'b', 'c'].map((name) => named([fails()], name));
    expect(sideBySide(reports).rows.map((row) => row.id)).toEqual([id]);
  });
});
