import { describe, expect, it } from 'vitest';
import type { Case, CaseId } from '../harness/run/case.ts';
import type { FaultRow, Seen } from './matrix.ts';
import { weigh, weighRight } from './weigh.ts';

const fault: FaultRow = {
  id: 'outsiders-invite',
  summary: 'Outsiders invite.',
  grade: 'documented',
  violates: ['SMEM-11'],
  follows: ['INV-11'],
  because: 'It is the same door.',
};
const claims = new Map<CaseId, Pick<Case, 'requires'>>([
  ['set_membership/a', { requires: ['SMEM-11'] }],
  ['invite/b', { requires: ['INV-11'] }],
]);
const failed = (
  id: CaseId,
  ...requirements: readonly ('SMEM-11' | 'INV-11' | 'BAN-05')[]
): Seen => ({
  case: id,
  verdict: 'failed',
  mismatches: requirements.map((requirement) => ({ requirement, what: 'status' })),
  cause: null,
  ours: false,
});
const broken = (id: CaseId, ours = false): Seen => ({
  case: id,
  verdict: 'broken',
  mismatches: [],
  cause: 'no answer',
  ours,
});
const passed: Seen = {
  case: 'invite/b',
  verdict: 'passed',
  mismatches: [],
  cause: null,
  ours: false,
};
const of = (...seen: readonly Seen[]) => weigh(fault, { seen, ms: 1 }, claims, null);

describe('a fault', () => {
  it('is killed by a failed assertion about what it violates', () => {
    const result = of(passed, failed('set_membership/a', 'SMEM-11'));
    expect(result.fate).toBe('killed');
    expect(result.killer).toMatchObject({ case: 'set_membership/a', claimed: true });
    expect(result.strays).toEqual([]);
  });
  it('is killed by who claims the requirement, rather than by who came across it before', () => {
    const result = of(failed('invite/b', 'SMEM-11'), failed('set_membership/a', 'SMEM-11'));
    expect(result.killer?.case).toBe('set_membership/a');
  });
  it('is misblamed when only a consequence is seen, and that is no stray', () => {
    const result = of(failed('invite/b', 'INV-11'));
    expect(result).toMatchObject({ fate: 'misblamed', killer: null, strays: [] });
  });
  it('strays into what is neither its own nor a consequence', () => {
    const result = of(failed('set_membership/a', 'SMEM-11', 'BAN-05'));
    expect(result.strays.map(({ requirement }) => requirement)).toEqual(['BAN-05']);
  });
  it('is not killed by cases that it only breaks', () => {
    expect(of(passed, broken('set_membership/a')).fate).toBe('broken');
  });
  it('survives what passes', () => {
    expect(of(passed).fate).toBe('survived');
  });
});

it('a right server is called wrong by a failed case and by a broken one', () => {
  const server = { id: 'right', summary: 'Right.' };
  const seen = [passed, failed('invite/b', 'INV-11'), broken('set_membership/a', true)];
  const { alarms } = weighRight(server, { seen, ms: 1 }, claims);
  expect(alarms.map((alarm) => alarm.case)).toEqual(['invite/b', 'set_membership/a']);
});
