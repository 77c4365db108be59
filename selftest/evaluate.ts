import type { Case, CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { CorrectServer } from './catalogue.ts';
import type {
  CaseFailure,
  CaseObservation,
  CorrectResult,
  ErroredCase,
  FaultEntry,
  FaultResult,
  FaultVerdict,
  Observation,
} from './matrix.ts';

/** What each case claims. */
export type Claims = ReadonlyMap<CaseId, Pick<Case, 'requires'>>;

/** Judges what the suite makes of a fault. A case that claims the requirement is named as detector before others. */
export function evaluateFault(
  fault: FaultEntry,
  { cases, ms }: Observation,
  claims: Claims,
  gap: string | null,
): FaultResult {
  const failures = failuresOf(cases, claims);
  const direct = failures.filter(({ requirement }) => fault.violates.includes(requirement));
  const detector = direct.find(({ claimed }) => claimed) ?? direct[0] ?? null;
  const errors = errorsOf(cases);
  return {
    ...fault,
    verdict: verdictOf(detector, failures, errors),
    detector,
    failures,
    unexpected: failures.filter(({ requirement }) => !isExpected(fault, requirement)),
    errors,
    gap,
    cases: cases.length,
    ms,
  };
}

/** Judges the suite by a server at which no case may fail. */
export function evaluateCorrect(
  { id, summary }: CorrectServer,
  { cases, ms }: Observation,
  claims: Claims,
): CorrectResult {
  const falseAlarms = [...failuresOf(cases, claims), ...errorsOf(cases)];
  return { id, summary, falseAlarms, cases: cases.length, ms };
}

/** Whether the fault violates the requirement, or has it as a known consequence. */
export const isExpected = (
  { violates, consequences }: FaultEntry,
  requirement: RequirementId,
): boolean => violates.includes(requirement) || consequences.includes(requirement);

function verdictOf(
  detector: CaseFailure | null,
  failures: readonly CaseFailure[],
  errors: readonly ErroredCase[],
): FaultVerdict {
  if (detector !== null) return 'detected';
  if (failures.length > 0) return 'misattributed';
  return errors.length > 0 ? 'errored' : 'undetected';
}

function failuresOf(cases: readonly CaseObservation[], claims: Claims): readonly CaseFailure[] {
  const found = new Map<string, CaseFailure>();
  for (const { case: id, failures } of cases) {
    for (const { requirement, what } of failures) {
      const key = `${id} ${requirement}`;
      const claimed = claims.get(id)?.requires.includes(requirement) ?? false;
      if (!found.has(key)) found.set(key, { case: id, requirement, what, claimed });
    }
  }
  return [...found.values()];
}

const errorsOf = (cases: readonly CaseObservation[]): readonly ErroredCase[] =>
  cases.flatMap(({ case: id, error }) => (error === null ? [] : [{ case: id, ...error }]));
