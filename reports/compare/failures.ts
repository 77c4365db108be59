import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { fits, signatureOf } from '../gates/signature.ts';
import type { Report } from '../report.ts';

/** One way in which something fails: a mismatch, in a case that shows it. */
export interface Way {
  readonly case: CaseId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

export interface Failure {
  readonly way: Way;
  readonly mismatch: Mismatch;
  readonly signature: string;
}

/** Every failure of a report, by what it blames and by what shows it. */
export interface Failures {
  readonly requirements: ReadonlyMap<RequirementId, readonly Failure[]>;
  readonly cases: ReadonlyMap<CaseId, readonly Failure[]>;
}

export function failuresOf({ outcomes }: Report): Failures {
  const requirements = new Map<RequirementId, Failure[]>();
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
 * The first failure of a kind that was not there before: that blames another requirement, or for other signs.
 * @returns null where all of them were known
 */
export function freshOf(old: readonly Failure[], now: readonly Failure[]): Failure | null {
  const known = kinds(old);
  return kinds(now).find((found) => !known.some((one) => alike(one, found))) ?? null;
}

/** One of each kind, for a server may fail the same way in hundreds of cases. */
const kinds = (failures: readonly Failure[]): readonly Failure[] => [
  ...new Map(
    failures
      .toReversed()
      .map((failure) => [`${failure.mismatch.requirement} ${failure.signature}`, failure]),
  ).values(),
];

const alike = (known: Failure, found: Failure): boolean =>
  known.mismatch.requirement === found.mismatch.requirement &&
  fits(known.signature, found.mismatch);
