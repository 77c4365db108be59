import type { StatementId } from '../../harness/document/statements.ts';
import type { JudgedKnownFailure, KnownFailure, ReportOutcome, UngatedReport } from '../report.ts';
import { concerns, hasExpired, matches, mismatchesOf } from './case-mismatches.ts';
import type { Criteria } from './criteria.ts';

/** What a run shows about each known failure. */
export function judgeKnown(
  report: UngatedReport,
  { known, today }: Pick<Criteria, 'known' | 'today'>,
): readonly JudgedKnownFailure[] {
  const all = mismatchesOf(report.outcomes);
  return known.map((entry) => {
    const own = all.filter((found) => matches(entry, found));
    const cases = [...new Set(own.map((found) => found.case))];
    if (cases.length > 0) {
      return { ...entry, cases, status: hasExpired(entry, today) ? 'expired' : 'failing' };
    }
    const failsOtherwise = all.some(
      (found) => concerns(entry, found) && !known.some((other) => matches(other, found)),
    );
    if (failsOtherwise) return { ...entry, cases, status: 'different' };
    if (!wasJudged(report, entry)) return { ...entry, cases, status: 'unjudged' };
    return { ...entry, cases, status: entry.flaky ? 'not-seen' : 'passing' };
  });
}

/**
 * Whether a run that did not see a failure would have seen it. A case: it passed. A requirement, which any case may
 * find violated in passing: the whole suite ran, and every case that claims it judged it.
 */
function wasJudged(report: UngatedReport, { key }: KnownFailure): boolean {
  const row = report.requirements.find(({ id }) => id === key);
  if (row === undefined) {
    return report.outcomes.some((outcome) => outcome.case === key && outcome.verdict === 'passed');
  }
  if (!ranWholeSuite(report) || (row.status !== 'proven' && row.status !== 'violated'))
    return false;
  return row.cases.every((id) => {
    const outcome = report.outcomes.find((one) => one.case === id);
    return outcome !== undefined && judges(outcome, row.id);
  });
}

/** Whether every case of the suite was selected, and the run came to its end. */
export const ranWholeSuite = ({ ended, only, shard, search }: UngatedReport): boolean =>
  ended === 'whole' && only.length === 0 && shard === null && search.effort !== 'quick';

/** A case that failed for another requirement ended early, so it may not have judged this one. */
const judges = (outcome: ReportOutcome, id: StatementId): boolean =>
  outcome.verdict === 'passed' ||
  outcome.verdict === 'skipped' ||
  (outcome.verdict === 'failed' &&
    (outcome.asserted.includes(id) ||
      Object.hasOwn(outcome.notApplicable, id) ||
      outcome.mismatches.some(({ requirement }) => requirement === id)));
