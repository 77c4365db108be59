import type { CaseId } from '../../harness/run/case.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import { fits, signatureOf } from '../gates/signature.ts';
import type { Report, ReportMismatch } from '../report.ts';

/** One way in which something fails: a mismatch, and a case that shows it. */
export interface Way {
  readonly case: CaseId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

export interface Failure {
  readonly way: Way;
  readonly mismatch: ReportMismatch;
  readonly signature: string;
}

/** Every failure of a report, by requirement and by case. */
export interface Failures {
  readonly requirements: ReadonlyMap<StatementId, readonly Failure[]>;
  readonly cases: ReadonlyMap<CaseId, readonly Failure[]>;
}

export function failuresOf({ outcomes }: Report): Failures {
  const requirements = new Map<StatementId, Failure[]>();
  const cases = new Map<CaseId, Failure[]>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'failed') continue;
    for (const mismatch of outcome.mismatches) {
      const { requirement, what, expected, received } = mismatch;
      const way = { case: outcome.case, what, expected, received };
      const failure = { way, mismatch, signature: signatureOf(mismatch) };
      requirements.set(requirement, [...(requirements.get(requirement) ?? []), failure]);
      cases.set(outcome.case, [...(cases.get(outcome.case) ?? []), failure]);
    }
  }
  return { requirements, cases };
}

/**
 * The first failure that was not there before: of another requirement, or with another signature.
 * @returns null if there is none
 */
export function newFailure(old: readonly Failure[], now: readonly Failure[]): Failure | null {
  const known = distinct(old);
  return distinct(now).find((found) => !known.some((one) => isSame(one, found))) ?? null;
}

/** One failure of each requirement and signature, because a server may fail the same way in hundreds of cases. */
const distinct = (failures: readonly Failure[]): readonly Failure[] => [
  ...new Map(
    failures
      .toReversed()
      .map((failure) => [`${failure.mismatch.requirement} ${failure.signature}`, failure]),
  ).values(),
];

const isSame = (known: Failure, found: Failure): boolean =>
  known.mismatch.requirement === found.mismatch.requirement &&
  fits(known.signature, found.mismatch);
