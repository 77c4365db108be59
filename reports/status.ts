import type { StatementId } from '../harness/document/statements.ts';
import type { JudgedOutcome, ReportRequirement } from './report.ts';

/** What the cases of a run found about one requirement. */
interface Evidence {
  readonly violated: boolean;
  readonly proven: boolean;
  /** A case that claims it ran, and did not judge it. */
  readonly open: boolean;
  /** Why a case had nothing to judge here; null if no case said so. */
  readonly reason: string | null;
  /** The violated requirement that explains what a case found against it; null if nothing was found so. */
  readonly because: StatementId | null;
}

type JudgedStatus = Pick<ReportRequirement, 'status' | 'reason' | 'because'>;

const none: Evidence = {
  violated: false,
  proven: false,
  open: false,
  reason: null,
  because: null,
};

/**
 * The status of each requirement. One mismatch violates it, whatever other cases found; a mismatch that another
 * violation explains leaves it inconclusive; one assertion that held proves it; a case that ended before it judged it
 * leaves it inconclusive.
 * @returns a function from a requirement, and the reason why no case can judge it, to its status
 */
export function statusesIn(
  outcomes: readonly JudgedOutcome[],
): (id: StatementId, unassertable: string | null) => JudgedStatus {
  const evidence = new Map<StatementId, Evidence>();
  const add = (id: StatementId, more: Partial<Evidence>): void => {
    evidence.set(id, { ...none, ...evidence.get(id), ...more });
  };
  for (const outcome of outcomes) {
    if (outcome.verdict === 'failed') {
      for (const { requirement } of outcome.mismatches) add(requirement, { violated: true });
    }
    if (outcome.verdict === 'failed' || outcome.verdict === 'broken') {
      for (const { requirement, because } of outcome.consequences ?? []) {
        add(requirement, { because });
      }
    }
    const asserted = provenBy(outcome);
    for (const id of asserted) add(id, { proven: true });
    for (const id of outcome.requirements) {
      const reason =
        outcome.verdict === 'skipped' ? skipReason(outcome) : outcome.notApplicable[id];
      if (reason !== undefined) add(id, { reason });
      else if (!asserted.includes(id)) add(id, { open: true });
    }
  }
  return (id, unassertable) => {
    const found = evidence.get(id);
    if (found?.violated === true) return { status: 'violated', reason: null };
    const because = found?.because ?? null;
    if (because !== null) return { status: 'inconclusive', reason: becauseOf(because), because };
    if (found?.proven === true) return { status: 'proven', reason: null };
    if (unassertable !== null) return { status: 'not-applicable', reason: unassertable };
    if (found === undefined) return { status: 'not-exercised', reason: null };
    if (found.open) return { status: 'inconclusive', reason: null };
    return { status: 'not-applicable', reason: found.reason };
  };
}

/** Why a requirement is inconclusive, where another violation explains all that was found against it. */
const becauseOf = (id: StatementId): string => `could not be judged because ${id} is violated`;

/**
 * The requirements that a case proves. One that did not come to its end proves no refusal, since the control that shows
 * what the refusal was for was still to come; one that was broken off proves nothing.
 */
function provenBy(outcome: JudgedOutcome): readonly StatementId[] {
  if (outcome.verdict === 'broken') return [];
  if (outcome.verdict !== 'failed') return outcome.asserted;
  if (outcome.stopped !== null) return [];
  return outcome.asserted.filter((id) => outcome.refusals[id] === undefined);
}

/** Why there was nothing to judge. A search that ran out of time cannot say so. */
const skipReason = (outcome: Extract<JudgedOutcome, { verdict: 'skipped' }>): string | undefined =>
  outcome.searched === undefined ? outcome.reason : undefined;
