import type { RequirementId } from '../../harness/document/ids.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import type { Cause } from '../causes.ts';
import { brokenBlock, failureBlock } from '../failure.ts';
import { unpainted } from '../paint.ts';
import { plain } from '../plain.ts';
import { gradeOrder, type Report, type ReportOutcome, type ReportRequirement } from '../report.ts';

type Failed = Extract<ReportOutcome, { verdict: 'failed' }>;

/** Violations of one case that are told at full length. */
const most = 5;

/** Why a failed case does not count: what its known failures are listed with; null where it counts. */
export function excuseOf({ gates }: Report, { case: id }: ReportOutcome): string | null {
  if (!gates.expectedFailures.includes(id)) return null;
  const reasons = gates.known.filter((row) => row.cases.includes(id)).map((row) => row.reason);
  return plain([...new Set(reasons)].join('; ')) || 'listed';
}

/** Whether every case that shows a cause fails for known failures alone. */
export const isKnown = ({ outcome, others }: Cause, { gates }: Report): boolean =>
  [outcome.case, ...others].every((id) => gates.expectedFailures.includes(id));

/** The suite of a case: an operation, `conventions` or a property. */
export const suiteOf = ({ case: id }: Pick<ReportOutcome, 'case'>): string =>
  id.split('/')[0] ?? id;

/** What a case violated, where it failed; else what it judges. */
export const concerning = (outcome: ReportOutcome): readonly RequirementId[] =>
  outcome.verdict === 'failed'
    ? [...new Set(outcome.mismatches.map((mismatch) => mismatch.requirement))]
    : outcome.requirements;

/** The requirements of a report by their ids. */
export const rowsOf = ({ requirements }: Report): ReadonlyMap<RequirementId, ReportRequirement> =>
  new Map(requirements.map((row) => [row.id, row]));

/** The heaviest grade of what a case concerns; null where the report knows none of it. */
export function gradeOf(
  outcome: ReportOutcome,
  rows: ReadonlyMap<RequirementId, ReportRequirement>,
): Grade | null {
  const grades = new Set(concerning(outcome).map((id) => rows.get(id)?.grade));
  return gradeOrder.find((grade) => grades.has(grade)) ?? null;
}

/** Whether the same steps, played again, did not fail. */
export const isFlaky = (outcome: ReportOutcome): boolean =>
  outcome.verdict === 'failed' &&
  outcome.mismatches.some(({ counterexample }) => (counterexample?.again ?? null) !== null);

/** Why a case is not green, on one line; '' where it passed. */
export function inShort(outcome: ReportOutcome): string {
  switch (outcome.verdict) {
    case 'passed':
      return '';
    case 'failed': {
      const [{ requirement, what, expected, received }, ...others] = outcome.mismatches;
      const more = others.length === 0 ? '' : ` (+${others.length} more)`;
      const parts = [what, expected, received].map((text) => plain(text, 160));
      return `${requirement}: ${parts[0]}: expected ${parts[1]}, received ${parts[2]}${more}`;
    }
    case 'broken': {
      const whose = outcome.ours ? 'a defect of rooms-conformance' : 'could not be judged';
      return `${whose}: ${plain(outcome.cause, 400)}`;
    }
    case 'skipped':
      return plain(outcome.reason, 400);
  }
}

/** Why a case is not green, as the terminal tells it; '' where there is no more to tell than on one line. */
export function atLength(
  outcome: ReportOutcome,
  report: Report,
  rows: ReadonlyMap<RequirementId, ReportRequirement>,
): string {
  if (outcome.verdict === 'failed') return violations(outcome, report, rows);
  if (outcome.verdict !== 'broken') return '';
  const { cause, ours } = outcome;
  return wellFormed(brokenBlock({ cause, ours, cases: [outcome] }, report, unpainted));
}

function violations(
  outcome: Failed,
  report: Report,
  rows: ReadonlyMap<RequirementId, ReportRequirement>,
): string {
  const blocks = outcome.mismatches.slice(0, most).flatMap((mismatch) => {
    const requirement = rows.get(mismatch.requirement);
    if (requirement === undefined) return [];
    return [failureBlock({ requirement, mismatch, outcome, others: [] }, report, unpainted)];
  });
  const left = outcome.mismatches.length - most;
  return wellFormed([...blocks, ...(left > 0 ? [`… and ${left} more`] : [])].join('\n\n'));
}

/** Text without halves of characters, which no file in UTF-8 can hold. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\uFFFD');
