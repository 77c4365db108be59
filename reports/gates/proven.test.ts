import { expect, it } from 'vitest';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { RunFacts } from '../fold.ts';
import { broken, failed, passed, sampleReport, searched } from '../testing/sample.ts';
import { shareOf, unproven } from './proven.ts';

// SMEM-11 and BAN-05 are documented, BAN-06 is implied.
const claims = new Map<RequirementId, readonly CaseId[]>([
  ['SMEM-11', ['leave/a']],
  ['BAN-05', ['leave/b']],
  ['BAN-06', ['leave/c']],
]);
const of = (id: CaseId, requirement: RequirementId): Outcome =>
  passed(id, { requirements: [requirement] });
const a = of('leave/a', 'SMEM-11');
const b = of('leave/b', 'BAN-05');
const c = of('leave/c', 'BAN-06');
const run = (outcomes: readonly Outcome[], facts: Partial<RunFacts> = {}) =>
  sampleReport(outcomes, { claims, ...facts });
const open: Outcome = { ...broken('leave/b', 'x'), requirements: ['BAN-05'] };

it('is counted among what selected cases claim', () => {
  expect(shareOf(run([a, b, c]), 'documented')).toEqual({ proven: 2, asked: 2 });
  expect(shareOf(run([a, c]), 'documented')).toEqual({ proven: 1, asked: 1 });
  expect(shareOf(run([a, b]), 'implied')).toEqual({ proven: 0, asked: 0 });
});
it('a requirement that is inconclusive or violated is not proven', () => {
  expect(shareOf(run([a, open]), 'documented')).toEqual({ proven: 1, asked: 2 });
  expect(shareOf(run([failed('leave/a'), b]), 'documented')).toEqual({ proven: 1, asked: 2 });
});
it('a requirement that a scripted case could not judge here does not count, one that a search gave up does', () => {
  const notApplicable = {
    requirements: ['BAN-05'],
    asserted: [],
    notApplicable: { 'BAN-05': 'x' },
  } as const;
  expect(shareOf(run([a, passed('leave/b', notApplicable)]), 'documented')).toEqual({
    proven: 1,
    asked: 1,
  });
  const search = passed('leave/b', { ...notApplicable, searched: searched() });
  expect(shareOf(run([a, search]), 'documented')).toEqual({ proven: 1, asked: 2 });
});

const each = (percent: number) => ({ each: percent, grades: {} });
it('a share that is too small is reported with its numbers, rounded down', () => {
  expect(unproven(run([a, open]), each(50))).toEqual([]);
  expect(unproven(run([a, open]), each(50.1))).toEqual([
    '1 of 2 documented requirements are proven (50 %), but 50.1 % are required',
  ]);
});
it('a share without a grade applies to the grades of the level that have selected cases', () => {
  const lighter: Outcome = { ...broken('leave/c', 'x'), requirements: ['BAN-06'] };
  expect(unproven(run([a, b, lighter]), each(90))).toEqual([]);
  expect(unproven(run([a, b, lighter], { level: 'implied' }), each(90))).toHaveLength(1);
  expect(unproven(run([a, b], { level: 'convention' }), each(100))).toEqual([]);
});
it('a share of a named grade applies at any level, and needs a selected case', () => {
  const implied = { each: null, grades: { implied: 80 } };
  expect(unproven(run([a, b, c]), implied)).toEqual([]);
  expect(unproven(run([a, b]), implied)).toEqual([
    '80 % of the implied requirements must be proven, but no selected case judges one',
  ]);
  expect(unproven(run([a, b]), { each: null, grades: { implied: 0 } })).toEqual([]);
});
it('one part of a run is not judged by its share', () => {
  expect(unproven(run([a, open], { shard: { index: 1, of: 2 } }), each(90))).toEqual([]);
});
