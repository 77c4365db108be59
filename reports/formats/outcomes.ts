import type { StatementId } from '../../harness/document/statements.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import type { Cause } from '../causes.ts';
import { type Block, paragraph } from '../document/document.ts';
import { printText } from '../document/text.ts';
import { unpainted } from '../paint.ts';
import { plain } from '../plain.ts';
import { gradeOrder, type Report, type ReportOutcome, type ReportRequirement } from '../report.ts';
import { brokenBlocks, failureBlocks } from '../sections/failure.ts';

type Failed = Extract<ReportOutcome, { verdict: 'failed' }>;

/** Violations of one case that are shown in full. */
const most = 5;

/** The reasons of the known failures because of which a case is expected to fail; null if it is not expected to. */
export function expectedReason({ gates }: Report, { case: id }: ReportOutcome): string | null {
  if (!gates.expectedFailures.includes(id)) return null;
  const reasons = gates.known.filter((row) => row.cases.includes(id)).map((row) => row.reason);
  return plain([...new Set(reasons)].join('; ')) || 'listed';
}

/** Whether every case that fails for a cause is expected to fail. */
export const isExpected = ({ outcome, others }: Cause, { gates }: Report): boolean =>
  [outcome.case, ...others].every((id) => gates.expectedFailures.includes(id));

/** The suite of a case: an operation, `conventions` or a property. */
export const suiteOf = ({ case: id }: Pick<ReportOutcome, 'case'>): string =>
  id.split('/')[0] ?? id;

/** The requirements that a failed case violates, or that any other case judges. */
export const requirementsOf = (outcome: ReportOutcome): readonly StatementId[] =>
  outcome.verdict === 'failed'
    ? [...new Set(outcome.mismatches.map((mismatch) => mismatch.requirement))]
    : outcome.requirements;

/** The requirements of a report by their ids. */
export const rowsOf = ({ requirements }: Report): ReadonlyMap<StatementId, ReportRequirement> =>
  new Map(requirements.map((row) => [row.id, row]));

/** The heaviest grade among the requirements of a case; null if the report has none of them. */
export function gradeOf(
  outcome: ReportOutcome,
  rows: ReadonlyMap<StatementId, ReportRequirement>,
): Grade | null {
  const grades = new Set(requirementsOf(outcome).map((id) => rows.get(id)?.grade));
  return gradeOrder.find((grade) => grades.has(grade)) ?? null;
}

/** Whether the same steps, repeated, did not fail again. */
export const isFlaky = (outcome: ReportOutcome): boolean =>
  outcome.verdict === 'failed' &&
  outcome.mismatches.some(({ counterexample }) => (counterexample?.again ?? null) !== null);

/** Why a case did not pass, on one line; '' if it passed. */
export function shortReason(outcome: ReportOutcome): string {
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
      const why = outcome.ours ? 'a bug of rooms-conformance' : 'could not be judged';
      return `${why}: ${plain(outcome.cause, 400)}`;
    }
    case 'skipped':
      return plain(outcome.reason, 400);
  }
}

/** Why a case failed or could not be judged, in full; '' for other cases. */
export function fullReason(
  outcome: ReportOutcome,
  report: Report,
  rows: ReadonlyMap<StatementId, ReportRequirement>,
): string {
  if (outcome.verdict === 'failed') return asText(violations(outcome, report, rows));
  if (outcome.verdict !== 'broken') return '';
  const { cause, ours } = outcome;
  return asText(brokenBlocks({ cause, ours, cases: [outcome] }, report));
}

function violations(
  outcome: Failed,
  report: Report,
  rows: ReadonlyMap<StatementId, ReportRequirement>,
): readonly Block[] {
  const blocks = outcome.mismatches.slice(0, most).flatMap((mismatch) => {
    const requirement = rows.get(mismatch.requirement);
    if (requirement === undefined) return [];
    return failureBlocks({ requirement, mismatch, outcome, others: [] }, report);
  });
  const left = outcome.mismatches.length - most;
  return [...blocks, ...(left > 0 ? [paragraph(`… and ${left} more`)] : [])];
}

/** Blocks as text without colours, for a place inside another format. */
export const asText = (blocks: readonly Block[]): string =>
  wellFormed(printText(blocks, unpainted).trimEnd());

/** Text without halves of characters, which UTF-8 cannot represent. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, '\uFFFD');
