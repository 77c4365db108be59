import type { CaseId } from '../../harness/run/case.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import {
  type FailOn,
  gradeOrder,
  type JudgedOutcome,
  type KnownFailure,
  type ReportMismatch,
} from '../report.ts';
import type { Criteria } from './criteria.ts';
import { fits } from './signature.ts';

/** A mismatch, and the case that found it. */
export interface CaseMismatch {
  readonly case: CaseId;
  readonly mismatch: ReportMismatch;
}

/** Every mismatch that the cases found. */
export const mismatchesOf = (outcomes: readonly JudgedOutcome[]): readonly CaseMismatch[] =>
  outcomes.flatMap((outcome) =>
    outcome.verdict === 'failed'
      ? outcome.mismatches.map((mismatch) => ({ case: outcome.case, mismatch }))
      : [],
  );

/** Whether a known failure is listed by the case or by the requirement of a mismatch. */
export const concerns = ({ key }: Pick<KnownFailure, 'key'>, found: CaseMismatch): boolean =>
  key === found.case || key === found.mismatch.requirement;

/** Whether a mismatch is the failure that a known failure lists. */
export const matches = (
  entry: Pick<KnownFailure, 'key' | 'signature'>,
  found: CaseMismatch,
): boolean =>
  concerns(entry, found) && (entry.signature === null || fits(entry.signature, found.mismatch));

/** Whether the last day of a known failure has passed. ISO days sort as strings. */
export const hasExpired = ({ expires }: Pick<KnownFailure, 'expires'>, today: string): boolean =>
  expires !== null && expires < today;

/** Whether the same steps, repeated, did not fail again. */
export const isFlaky = ({ mismatch: { counterexample } }: CaseMismatch): boolean =>
  counterexample !== undefined && counterexample.again !== null;

/** Whether a mismatch fails the run, unless it is known. */
export const failsRun = (
  found: CaseMismatch,
  grade: Grade | undefined,
  level: Grade,
  failOn: readonly FailOn[],
): boolean =>
  (grade !== undefined && gradeOrder.indexOf(grade) <= gradeOrder.indexOf(level)) ||
  (failOn.includes('flaky') && isFlaky(found));

/** Whether a mismatch is listed as known, and its entry has not expired. `--fail-on flaky` overrules the list. */
export const isKnown = (
  found: CaseMismatch,
  { known, failOn, today }: Pick<Criteria, 'known' | 'failOn' | 'today'>,
): boolean =>
  !(failOn.includes('flaky') && isFlaky(found)) &&
  known.some((entry) => matches(entry, found) && !hasExpired(entry, today));
