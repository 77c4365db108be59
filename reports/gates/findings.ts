import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { type FailOn, gradeOrder } from '../report.ts';
import type { Demands, KnownFailure } from './demands.ts';
import { fits } from './signature.ts';

/** Something that a case found wrong. */
export interface Finding {
  readonly case: CaseId;
  readonly mismatch: Mismatch;
}

/** Everything that the cases found wrong. */
export const findingsOf = (outcomes: readonly Outcome[]): readonly Finding[] =>
  outcomes.flatMap((outcome) =>
    outcome.verdict === 'failed'
      ? outcome.mismatches.map((mismatch) => ({ case: outcome.case, mismatch }))
      : [],
  );

/** Whether a finding is about what an entry is listed by. */
export const touches = ({ key }: Pick<KnownFailure, 'key'>, finding: Finding): boolean =>
  key === finding.case || key === finding.mismatch.requirement;

/** Whether a finding is the failure that an entry lists. */
export const covers = (entry: Pick<KnownFailure, 'key' | 'signature'>, finding: Finding): boolean =>
  touches(entry, finding) && (entry.signature === null || fits(entry.signature, finding.mismatch));

/** Whether the last good day of an entry is over. Days of one form are in the order of their letters. */
export const over = ({ expires }: Pick<KnownFailure, 'expires'>, today: string): boolean =>
  expires !== null && expires < today;

/** Whether the steps that led to a finding, played once more, did not lead to it again. */
export const flaky = ({ mismatch: { counterexample } }: Finding): boolean =>
  counterexample !== undefined && counterexample.again !== null;

/** Whether a finding fails the run, unless it is known. */
export const decides = (
  finding: Finding,
  grade: Grade | undefined,
  level: Grade,
  failOn: readonly FailOn[],
): boolean =>
  (grade !== undefined && gradeOrder.indexOf(grade) <= gradeOrder.indexOf(level)) ||
  (failOn.includes('flaky') && flaky(finding));

/** Whether a finding is known, and its time not over. Who asks for flaky ones to fail takes no excuse for them. */
export const excused = (
  finding: Finding,
  { known, failOn, today }: Pick<Demands, 'known' | 'failOn' | 'today'>,
): boolean =>
  !(failOn.includes('flaky') && flaky(finding)) &&
  known.some((entry) => covers(entry, finding) && !over(entry, today));
