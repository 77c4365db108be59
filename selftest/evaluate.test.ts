import { describe, expect, it } from 'vitest';
import type { Case, CaseId } from '../harness/run/case.ts';
import { evaluateCorrect, evaluateFault } from './evaluate.ts';
import type { CaseObservation, FaultEntry } from './matrix.ts';

const fault: FaultEntry = {
  id: 'outsiders-invite',
  summary: 'Outsiders invite.',
  grade: 'documented',
  violates: ['SMEM-11'],
  consequences: ['INV-11'],
};
const claims = new Map<CaseId, Pick<Case, 'requires'>>([
  ['set_membership/a', { requires: ['SMEM-11'] }],
  ['invite/b', { requires: ['INV-11'] }],
]);
const failed = (
  id: CaseId,
  ...requirements: readonly ('SMEM-11' | 'INV-11' | 'BAN-05')[]
): CaseObservation => ({
  case: id,
  verdict: 'failed',
  failures: requirements.map((requirement) => ({ requirement, what: 'status' })),
  error: null,
});
const broken = (id: CaseId, suiteBug = false): CaseObservation => ({
  case: id,
  verdict: 'broken',
  failures: [],
  error: { cause: 'no answer', suiteBug },
});
const passed: CaseObservation = { case: 'invite/b', verdict: 'passed', failures: [], error: null };
const of = (...cases: readonly CaseObservation[]) =>
  evaluateFault(fault, { cases, ms: 1 }, claims, null);

describe('a fault', () => {
  it('is detected by a failure reported against a requirement that it violates', () => {
    const result = of(passed, failed('set_membership/a', 'SMEM-11'));
    expect(result.verdict).toBe('detected');
    expect(result.detector).toMatchObject({ case: 'set_membership/a', claimed: true });
    expect(result.unexpected).toEqual([]);
  });
  it('is detected by the case that claims the requirement rather than by an earlier one', () => {
    const result = of(failed('invite/b', 'SMEM-11'), failed('set_membership/a', 'SMEM-11'));
    expect(result.detector?.case).toBe('set_membership/a');
  });
  it('is misattributed when failures are reported against consequences only', () => {
    const result = of(failed('invite/b', 'INV-11'));
    expect(result).toMatchObject({ verdict: 'misattributed', detector: null, unexpected: [] });
  });
  it('has an unexpected attribution when a requirement is neither violated nor a consequence', () => {
    const result = of(failed('set_membership/a', 'SMEM-11', 'BAN-05'));
    expect(result.unexpected.map(({ requirement }) => requirement)).toEqual(['BAN-05']);
  });
  it('is not detected by cases that it only breaks', () => {
    expect(of(passed, broken('set_membership/a')).verdict).toBe('errored');
  });
  it('is not detected by cases that pass', () => {
    expect(of(passed).verdict).toBe('undetected');
  });
});

it('at a correct server both a failed case and a broken one are false alarms', () => {
  const server = { id: 'reference-server', summary: 'Correct.' };
  const cases = [passed, failed('invite/b', 'INV-11'), broken('set_membership/a', true)];
  const { falseAlarms } = evaluateCorrect(server, { cases, ms: 1 }, claims);
  expect(falseAlarms.map((alarm) => alarm.case)).toEqual(['invite/b', 'set_membership/a']);
});
