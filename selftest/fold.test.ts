import { expect, it } from 'vitest';
import { foldMatrix, isGood } from './fold.ts';
import type { FaultResult, Scope } from './matrix.ts';
import { resultOf, sampleCases as cases } from './testing/sample.ts';

const fold = (
  faults: readonly FaultResult[],
  known: Readonly<Record<string, string>> = {},
  scope: Scope = 'everything',
) =>
  foldMatrix(
    { seed: 1, full: false, scope, complete: true, ms: 1 },
    { correct: [], faults, cases, tried: new Map([['ban/c', new Set(['x', 'y'])]]) },
    { faults: {}, cases: known, requirements: { 'INV-11': 'SMEM-11 says it too.' } },
  );
const known = { 'ban/c': 'No server is so wrong.' };

it('a case that detected nothing must have a reason', () => {
  const matrix = fold([resultOf()]);
  expect(matrix.cases.map((one) => one.detections.map(({ fault }) => fault))).toEqual([
    ['outsiders-invite'],
    ['outsiders-invite'],
    [],
  ]);
  expect(matrix.cases[2]).toMatchObject({ case: 'ban/c', tried: 2, gap: null });
  expect(isGood(matrix, false)).toBe(false);
  expect(isGood(fold([resultOf()], known), false)).toBe(true);
});

it('a chosen case must detect something, but not every fault, and says what it missed', () => {
  const undetected = resultOf({ id: 'other', verdict: 'undetected', failures: [] });
  const matrix = fold([resultOf(), undetected], known, 'cases');
  expect(isGood(matrix, false)).toBe(true);
  expect(matrix.cases[2]?.missed).toEqual(['x', 'y']);
  expect(isGood(fold([undetected], {}, 'cases'), false)).toBe(false);
});

it('attribution is counted over what the fault violates, and with its consequences', () => {
  const more = { case: 'ban/c', requirement: 'BAN-05', what: 'status', claimed: true } as const;
  const narrow = { violates: ['SMEM-11'], consequences: ['INV-11'] } as const;
  const failures = [...resultOf().failures, more];
  const other = resultOf({ ...narrow, id: 'other', failures, unexpected: [more] });
  const matrix = fold([resultOf(narrow), other], known);
  expect(matrix.totals.attribution).toEqual({ reported: 5, direct: 2, expected: 4 });
});

it('an unexpected attribution fails the self-test until it is recorded', () => {
  const more = { case: 'ban/c', requirement: 'BAN-05', what: 'status', claimed: true } as const;
  const { failures } = resultOf();
  const matrix = fold([resultOf({ failures: [...failures, more] })], known, 'servers');
  expect(isGood(matrix, false)).toBe(false);
  expect(isGood(matrix, true)).toBe(true);
});

it('too few failures reported against what the fault violates fail the self-test', () => {
  const consequences = ['INV-11', 'BAN-05', 'JOIN-08', 'LEAVE-04'] as const;
  const failures = ['SMEM-11' as const, ...consequences].map((requirement) => ({
    case: 'set_membership/a' as const,
    requirement,
    what: 'status',
    claimed: true,
  }));
  const vague = resultOf({ violates: ['SMEM-11'], consequences, failures });
  expect(fold([vague]).totals.attribution).toEqual({ reported: 5, direct: 1, expected: 5 });
  expect(isGood(fold([vague], { ...known, 'invite/b': 'Left out.' }), false)).toBe(false);
  expect(isGood(fold([vague], known, 'servers'), false)).toBe(true);
});

it('an undetected fault must have a reason', () => {
  const undetected = resultOf({ verdict: 'undetected', failures: [] });
  expect(isGood(fold([resultOf(), undetected], known), false)).toBe(false);
  const explained = resultOf({ verdict: 'undetected', failures: [], gap: 'Equivalent.' });
  expect(isGood(fold([resultOf(), explained], known), false)).toBe(true);
});

it('a requirement that faults violate and no failure is reported against must have a reason', () => {
  const matrix = fold([resultOf({ violates: ['SMEM-11', 'INV-11', 'BAN-05'] })], known);
  expect(matrix.unreported).toEqual([{ requirement: 'BAN-05', gap: null }]);
  expect(isGood(matrix, false)).toBe(false);

  const own = resultOf().failures.filter(({ requirement }) => requirement === 'SMEM-11');
  const idle = { case: 'invite/b', requirement: 'SMEM-11', what: 'status', claimed: true } as const;
  const explained = fold(
    [resultOf({ violates: ['SMEM-11', 'INV-11'], failures: [...own, idle] })],
    { ...known, 'invite/b': 'It says the same.' },
  );
  expect(explained.unreported).toEqual([{ requirement: 'INV-11', gap: 'SMEM-11 says it too.' }]);
  expect(isGood(explained, false)).toBe(true);
});
