import type { CaseId } from '../harness/run/case.ts';
import {
  gradeOrder,
  type Report,
  type ReportMismatch,
  type ReportOutcome,
  type ReportRequirement,
} from './report.ts';

type Failed = Extract<ReportOutcome, { verdict: 'failed' }>;
type BrokenOutcome = Extract<ReportOutcome, { verdict: 'broken' }>;

/** One way in which the target is wrong: a requirement, what was looked at, and one case that shows it. */
export interface Cause {
  readonly requirement: ReportRequirement;
  readonly mismatch: ReportMismatch;
  readonly outcome: Failed;
  /** The other cases that fail the same way. */
  readonly others: readonly CaseId[];
}

/** Each cause of failures once: the heaviest grade first, then the cause of most cases. */
export function causes(report: Report): readonly Cause[] {
  const rows = new Map(report.requirements.map((row) => [row.id, row]));
  const found = new Map<string, Cause>();
  for (const outcome of report.outcomes) {
    if (outcome.verdict !== 'failed') continue;
    for (const mismatch of outcome.mismatches) {
      const requirement = rows.get(mismatch.requirement);
      if (requirement === undefined) continue;
      const key = causeKey(mismatch);
      const known = found.get(key);
      found.set(
        key,
        known === undefined
          ? { requirement, mismatch, outcome, others: [] }
          : join(known, outcome, mismatch),
      );
    }
  }
  return [...found.values()].toSorted(
    (a, b) =>
      gradeOrder.indexOf(a.requirement.grade) - gradeOrder.indexOf(b.requirement.grade) ||
      b.others.length - a.others.length,
  );
}

/**
 * What is equal for mismatches of one cause. Every violation that was kept of a client is one of its own, since only one of
 * each kind is kept.
 */
export const causeKey = ({ requirement, what, received }: ReportMismatch): string =>
  `${requirement} ${what}${requirement.startsWith('CLIENT-') ? ` ${received}` : ''}`;

/** The case to read is one that claims the requirement, and of these the one with the fewest exchanges. */
function join(known: Cause, outcome: Failed, mismatch: ReportMismatch): Cause {
  const inSame = known.outcome.case === outcome.case || known.others.includes(outcome.case);
  if (inSame) return known;
  return lengthOf(outcome, mismatch) < lengthOf(known.outcome, known.mismatch)
    ? { ...known, outcome, mismatch, others: [known.outcome.case, ...known.others] }
    : { ...known, others: [...known.others, outcome.case] };
}

const lengthOf = (outcome: Failed, mismatch: ReportMismatch): number => {
  const inPassing = outcome.requirements.includes(mismatch.requirement) ? 0 : 1000;
  // A search sends many requests before the one that fails.
  const searching = outcome.operation === null ? 100 : 0;
  return inPassing + searching + (mismatch.step ?? outcome.exchanges.length);
};

/** Cases that could not be judged for the same reason. */
export interface BrokenCause {
  readonly cause: string;
  readonly ours: boolean;
  readonly cases: readonly BrokenOutcome[];
}

/** Why cases could not be judged, each reason once, whatever their ids and users. */
export function brokenCauses(report: Pick<Report, 'outcomes'>): readonly BrokenCause[] {
  const groups = new Map<string, BrokenOutcome[]>();
  for (const outcome of report.outcomes) {
    if (outcome.verdict !== 'broken') continue;
    const key = reasonOf(outcome.cause).replaceAll(/(?<![\w-])[\w-]+ asked\b|[@!#$]\S+|\d+/g, '*');
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()]
    .flatMap((cases) => (cases[0] === undefined ? [] : [{ cases, first: cases[0] }]))
    .map(({ cases, first }) => ({ cause: reasonOf(first.cause), ours: first.ours, cases }))
    .toSorted((a, b) => b.cases.length - a.cases.length);
}

/** Where a violated requirement is the reason, the request at which it stopped a case does not matter. */
const reasonOf = (cause: string): string =>
  /^could not be judged because [A-Z]+-\d+ is violated(?=: )/.exec(cause)?.[0] ?? cause;
