import type { RequirementId } from '../../harness/document/ids.ts';
import type { KnownStanding, Report, ReportOutcome } from '../report.ts';
import type { Demands, KnownFailure } from './demands.ts';
import { covers, findingsOf, over, touches } from './findings.ts';

/** How each known failure stands in a run. */
export function standingsOf(
  report: Report,
  { known, today }: Pick<Demands, 'known' | 'today'>,
): readonly KnownStanding[] {
  const findings = findingsOf(report.outcomes);
  return known.map((entry) => {
    const own = findings.filter((finding) => covers(entry, finding));
    const cases = [...new Set(own.map((finding) => finding.case))];
    if (cases.length > 0) {
      return { ...entry, cases, standing: over(entry, today) ? 'expired' : 'failing' };
    }
    const other = findings.some(
      (finding) => touches(entry, finding) && !known.some((any) => covers(any, finding)),
    );
    if (other) return { ...entry, cases, standing: 'different' };
    if (!judged(report, entry)) return { ...entry, cases, standing: 'unjudged' };
    return { ...entry, cases, standing: entry.flaky ? 'quiet' : 'passing' };
  });
}

/**
 * Whether a run that did not see a failure would have seen it. Of a case: it passed. Of a requirement, which any case
 * may find violated in passing: the whole suite ran, and every case that claims it came to a word about it.
 */
function judged(report: Report, { key }: KnownFailure): boolean {
  const row = report.requirements.find(({ id }) => id === key);
  if (row === undefined) {
    return report.outcomes.some((outcome) => outcome.case === key && outcome.verdict === 'passed');
  }
  if (!whole(report) || (row.status !== 'proven' && row.status !== 'violated')) return false;
  return row.cases.every((id) => {
    const outcome = report.outcomes.find((one) => one.case === id);
    return outcome !== undefined && cameToWord(outcome, row.id);
  });
}

/** Whether a run was one of the whole suite, to its end. */
export const whole = ({ ended, only, shard }: Report): boolean =>
  ended === 'whole' && only.length === 0 && shard === null;

/** A case that failed for something else ended before it came to the rest. What a search gave up it did not find. */
const cameToWord = (outcome: ReportOutcome, id: RequirementId): boolean =>
  outcome.verdict === 'passed' ||
  outcome.verdict === 'skipped' ||
  (outcome.verdict === 'failed' &&
    (outcome.asserted.includes(id) ||
      Object.hasOwn(outcome.notApplicable, id) ||
      outcome.mismatches.some(({ requirement }) => requirement === id)));
