import type { Case } from '../../harness/run/case.ts';
import type { FaultResult } from '../matrix.ts';

/** A detected fault, with whatever a test wants to be different. */
export const resultOf = (more: Partial<FaultResult> = {}): FaultResult => ({
  id: 'outsiders-invite',
  summary: 'Outsiders invite.',
  grade: 'documented',
  violates: ['SMEM-11', 'INV-11'],
  consequences: [],
  verdict: 'detected',
  detector: null,
  failures: [
    { case: 'invite/b', requirement: 'INV-11', what: 'status', claimed: true },
    { case: 'set_membership/a', requirement: 'SMEM-11', what: 'status', claimed: true },
  ],
  unexpected: [],
  errors: [],
  gap: null,
  cases: 2,
  ms: 1,
  ...more,
});

/** A suite of three cases. */
export const sampleCases: readonly Case[] = [
  { id: 'set_membership/a', title: 'A', requires: ['SMEM-11'], run: () => Promise.resolve() },
  { id: 'invite/b', title: 'B', requires: ['INV-11'], run: () => Promise.resolve() },
  { id: 'ban/c', title: 'C', requires: ['BAN-05'], run: () => Promise.resolve() },
];
