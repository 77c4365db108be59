import type { Case, CaseId } from '../harness/run/case.ts';
import { type Claims, evaluateFault } from './evaluate.ts';
import type { Gaps } from './fold.ts';
import type { Job, RunJob } from './job.ts';
import type { CaseObservation, FaultEntry, FaultResult, Observation } from './matrix.ts';

/** Runs cases against faults, and remembers everything that was observed. */
export interface FaultRuns {
  /** @returns what was observed in this run alone */
  run(
    fault: FaultEntry,
    cases: readonly Case[],
    rules: Pick<Job, 'until' | 'concurrency'> & Partial<Pick<Job, 'seed' | 'attributed'>>,
  ): Promise<readonly CaseObservation[]>;
  /** What the suite made of the fault so far. */
  resultOf(fault: FaultEntry): FaultResult;
  /** The results of the faults that something was run against, in the order of the catalogue. */
  results(): readonly FaultResult[];
  /** The faults that each case was run against. */
  readonly tried: ReadonlyMap<CaseId, ReadonlySet<string>>;
  /** By fault. */
  readonly observations: ReadonlyMap<string, Observation>;
}

/** Makes the memory of a self-test. */
export function createFaultRuns(
  runJob: RunJob,
  faults: readonly FaultEntry[],
  claims: Claims,
  seed: number,
  gaps: Pick<Gaps, 'faults'>,
): FaultRuns {
  const observations = new Map<string, Observation>();
  const tried = new Map<CaseId, Set<string>>();
  const resultOf = (fault: FaultEntry): FaultResult =>
    evaluateFault(
      fault,
      observations.get(fault.id) ?? { cases: [], ms: 0 },
      claims,
      gaps.faults[fault.id] ?? null,
    );
  return {
    tried,
    observations,
    resultOf,
    results: () => faults.filter(({ id }) => observations.has(id)).map(resultOf),
    async run(fault, cases, rules) {
      if (cases.length === 0) return [];
      const ids = cases.map(({ id }) => id);
      const { cases: observed, ms } = await runJob({
        server: fault.id,
        cases: ids,
        seed,
        ...rules,
      });
      const before = observations.get(fault.id) ?? { cases: [], ms: 0 };
      observations.set(fault.id, { cases: [...before.cases, ...observed], ms: before.ms + ms });
      for (const { case: id } of observed) {
        tried.set(id, (tried.get(id) ?? new Set()).add(fault.id));
      }
      return observed;
    },
  };
}
