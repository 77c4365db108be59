import { expect, it } from 'vitest';
import type { Case } from '../harness/run/case.ts';
import { foldMatrix, isGood } from './fold.ts';
import type { FaultResult } from './matrix.ts';

const resultOf = (more: Partial<FaultResult>): FaultResult => ({
  id: 'outsiders-invite',
  summary: 'Outsiders invite.',
  grade: 'documented',
  violates: ['SMEM-11'],
  follows: ['INV-11'],
  because: 'It is the same door.',
  fate: 'killed',
  killer: null,
  caught: [
    { case: 'set_membership/a', requirement: 'SMEM-11', what: 'status', claimed: true },
    { case: 'invite/b', requirement: 'INV-11', what: 'status', claimed: true },
  ],
  strays: [],
  stuck: [],
  gap: null,
  cases: 2,
  ms: 1,
  ...more,
});
const cases: readonly Case[] = [
  { id: 'set_membership/a', title: 'A', requires: ['SMEM-11'], run: () => Promise.resolve() },
  { id: 'invite/b', title: 'B', requires: ['INV-11'], run: () => Promise.resolve() },
  { id: 'ban/c', title: 'C', requires: ['BAN-05'], run: () => Promise.resolve() },
];
const circumstances = { seed: 1, full: false, whole: true, complete: true, ms: 1 };
const fold = (faults: readonly FaultResult[], gaps: Readonly<Record<string, string>> = {}) =>
  foldMatrix(circumstances, [], faults, cases, new Map([['ban/c', 3]]), {
    cases: gaps,
    requirements: { 'INV-11': 'SMEM-11 says it too.' },
  });

it('a case that caught nothing is idle, and good only with a reason', () => {
  const matrix = fold([resultOf({})]);
  expect(matrix.witnesses.map((one) => one.case)).toEqual(['set_membership/a', 'invite/b']);
  expect(matrix.idle).toEqual([{ case: 'ban/c', tried: 3, gap: null }]);
  expect(isGood(matrix)).toBe(false);
  expect(isGood(fold([resultOf({})], { 'ban/c': 'No server is so wrong.' }))).toBe(true);
});

it('attribution is the share of blamed requirements that belong to their fault', () => {
  const stray = { case: 'ban/c', requirement: 'BAN-05', what: 'status', claimed: true } as const;
  const { caught } = resultOf({});
  const { totals } = fold([resultOf({}), resultOf({ id: 'other', caught: [...caught, stray] })]);
  expect(totals).toMatchObject({ blamed: 5, belonging: 4, attribution: 0.8, killRate: 1 });
});

it('who gets away is no news where a gap explains it', () => {
  const gaps = { 'ban/c': 'No server is so wrong.' };
  expect(isGood(fold([resultOf({}), resultOf({ fate: 'survived', caught: [] })], gaps))).toBe(
    false,
  );
  const known = resultOf({ fate: 'survived', caught: [], gap: 'Equivalent.' });
  expect(isGood(fold([resultOf({}), known], gaps))).toBe(true);
});

it('what faults violate and nobody blames is unseen', () => {
  const gaps = { 'ban/c': 'No server is so wrong.' };
  const matrix = fold([resultOf({ violates: ['SMEM-11', 'BAN-05'] })], gaps);
  expect(matrix.unseen).toEqual([{ requirement: 'BAN-05', gap: null }]);
  expect(isGood(matrix)).toBe(false);
});

it('who is never blamed is no news where a gap explains it', () => {
  const { caught } = resultOf({});
  const gaps = { 'ban/c': 'No server is so wrong.' };
  const own = caught.filter(({ requirement }) => requirement === 'SMEM-11');
  const idle = { case: 'invite/b', requirement: 'SMEM-11', what: 'status', claimed: true } as const;
  const matrix = fold(
    [resultOf({ violates: ['SMEM-11', 'INV-11'], caught: [...own, idle] })],
    gaps,
  );
  expect(matrix.unseen).toEqual([{ requirement: 'INV-11', gap: 'SMEM-11 says it too.' }]);
  expect(isGood(matrix)).toBe(true);
});
