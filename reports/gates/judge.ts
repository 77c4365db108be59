import { count } from '../plain.ts';
import {
  type Gates,
  gradeOrder,
  type Report,
  type ReportOutcome,
  type UngatedReport,
} from '../report.ts';
import { enough } from '../totals.ts';
import { type CaseMismatch, failsRun, isKnown, mismatchesOf } from './case-mismatches.ts';
import { type Criteria, defaultCriteria } from './criteria.ts';
import { judgeKnown } from './known.ts';
import { unproven } from './proven.ts';
import { warningsOf } from './warnings.ts';

/**
 * Judges whether a run passes. This is the only place where gates are judged: `fold` and `mergeParts` return a report
 * without them, and a stored report is judged anew by calling this with other criteria. It reads nothing and changes
 * nothing.
 * @returns the report with `gates` as these criteria have them; everything else is as it was given
 */
export function judgeGates(report: UngatedReport, criteria: Criteria = defaultCriteria): Report {
  const { failOn, strict, minProven } = criteria;
  const grades = new Map(report.requirements.map(({ id, grade }) => [id, grade]));
  const counts = (found: CaseMismatch): boolean =>
    failsRun(found, grades.get(found.mismatch.requirement), report.level, failOn);
  const failing = new Set(
    mismatchesOf(report.outcomes)
      .filter((found) => counts(found) && !isKnown(found, criteria))
      .map(({ mismatch }) => mismatch.requirement),
  );
  const violated = report.requirements.map(({ id }) => id).filter((id) => failing.has(id));
  const known = judgeKnown(report, criteria);
  const warnings = warningsOf(report, known);
  const unmet = [
    ...(violated.length === 0 ? tooLittleJudged(report) : []),
    ...failedCommand(report),
    ...unproven(report, minProven),
    ...(strict && warnings.length > 0
      ? [
          `--strict allows no warnings, and there ${warnings.length === 1 ? 'is' : 'are'} ${warnings.length}`,
        ]
      : []),
  ];
  const gates: Gates = {
    passes:
      violated.length === 0 &&
      unmet.length === 0 &&
      known.every(({ status }) => status !== 'passing') &&
      report.verdict !== 'inconclusive' &&
      report.verdict !== 'interrupted' &&
      report.outcomes.every((outcome) => outcome.verdict !== 'broken' || !outcome.ours),
    violated,
    known,
    expectedFailures: report.outcomes
      .filter((outcome) => failsAsExpected(outcome, counts, criteria))
      .map((outcome) => outcome.case),
    failOn,
    unmet,
    warnings,
  };
  return { ...report, gates };
}

/** The tests of a client that fail are no verdict on it, but they judge less than they were meant to. */
const failedCommand = ({ subject }: UngatedReport): readonly string[] =>
  (subject?.failure ?? null) === null ? [] : [`the command ${subject?.failure}`];

/** Whether every mismatch of a case that would fail the run is known; if none would fail it, whether all are. */
function failsAsExpected(
  outcome: ReportOutcome,
  counts: (found: CaseMismatch) => boolean,
  criteria: Criteria,
): boolean {
  const all = mismatchesOf([outcome]);
  const counting = all.filter(counts);
  const relevant = counting.length > 0 ? counting : all;
  return relevant.length > 0 && relevant.every((found) => isKnown(found, criteria));
}

/** A run whose violations are all known must still have judged as much as a conformant run. */
function tooLittleJudged(report: UngatedReport): readonly string[] {
  const { verdict, ended, shard, level, selected, requirements, totals } = report;
  if (verdict !== 'violations') return [];
  if (ended === 'bailed' || ended === 'lost') return ['the run stopped early'];
  const { asked, judged, brokenOperations } = totals.level;
  if (shard !== null) return [];
  if (brokenOperations.length > 0) {
    return [`no case of ${brokenOperations.join(', ')} could be judged`];
  }
  const chosen = new Set(selected);
  const lightest = gradeOrder.indexOf(level);
  const violated = requirements.filter(
    ({ status, grade, cases }) =>
      status === 'violated' &&
      gradeOrder.indexOf(grade) <= lightest &&
      cases.some((id) => chosen.has(id)),
  );
  const settled = judged + violated.length;
  return settled >= asked * enough
    ? []
    : [
        `only ${settled} of ${count(asked, 'requirement')} could be judged, and ${enough * 100} % are needed`,
      ];
}
