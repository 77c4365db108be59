import { count } from '../plain.ts';
import { type Gates, gradeOrder, type Report, type ReportOutcome } from '../report.ts';
import { enough } from '../totals.ts';
import { type Demands, noDemands } from './demands.ts';
import { decides, excused, type Finding, findingsOf } from './findings.ts';
import { unproven } from './proven.ts';
import { standingsOf } from './standing.ts';
import { thinWarnings } from './thin.ts';

/** Holds a run against what is demanded of it. Pure. @returns the report with the word of the gates; all else stays */
export function judgeGates(report: Report, demands: Demands = noDemands): Report {
  const { failOn, strict, minProven } = demands;
  const deciding = decidingIn(report, demands);
  const failing = new Set(
    findingsOf(report.outcomes)
      .filter((finding) => deciding(finding) && !excused(finding, demands))
      .map(({ mismatch }) => mismatch.requirement),
  );
  const violated = report.requirements.map(({ id }) => id).filter((id) => failing.has(id));
  const known = standingsOf(report, demands);
  const warnings = thinWarnings(report, known);
  const unmet = [
    ...(violated.length === 0 ? untold(report) : []),
    ...unproven(report, minProven),
    ...(strict && warnings.length > 0
      ? [`${count(warnings.length, 'warning')}, and --strict takes none`]
      : []),
  ];
  const gates: Gates = {
    passes:
      violated.length === 0 &&
      unmet.length === 0 &&
      known.every(({ standing }) => standing !== 'passing') &&
      report.verdict !== 'inconclusive' &&
      report.verdict !== 'interrupted' &&
      report.outcomes.every((outcome) => outcome.verdict !== 'broken' || !outcome.ours),
    violated,
    known,
    excused: report.outcomes
      .filter((outcome) => isExcused(outcome, deciding, demands))
      .map((outcome) => outcome.case),
    failOn,
    unmet,
    warnings,
  };
  return { ...report, gates };
}

/** Which findings fail a run, unless they are known. */
function decidingIn(
  { requirements, level }: Report,
  { failOn }: Demands,
): (finding: Finding) => boolean {
  const grades = new Map(requirements.map(({ id, grade }) => [id, grade]));
  return (finding) => decides(finding, grades.get(finding.mismatch.requirement), level, failOn);
}

/** All that decides in it is known; where nothing in it does, all that is in it. */
function isExcused(
  outcome: ReportOutcome,
  deciding: (finding: Finding) => boolean,
  demands: Demands,
): boolean {
  const findings = findingsOf([outcome]);
  const heavy = findings.filter(deciding);
  const weighed = heavy.length > 0 ? heavy : findings;
  return weighed.length > 0 && weighed.every((finding) => excused(finding, demands));
}

/** Why nothing more than known violations does not mean that there is nothing more. */
function untold({
  verdict,
  ended,
  shard,
  level,
  selected,
  requirements,
  totals,
}: Report): readonly string[] {
  if (verdict !== 'violations') return [];
  if (ended === 'bailed') return ['the run stopped early'];
  const { asked, judged, mute } = totals.level;
  if (shard !== null) return [];
  if (mute.length > 0) return [`no case of ${mute.join(', ')} could be judged`];
  const chosen = new Set(selected);
  const deepest = gradeOrder.indexOf(level);
  const violated = requirements.filter(
    ({ status, grade, cases }) =>
      status === 'violated' &&
      gradeOrder.indexOf(grade) <= deepest &&
      cases.some((id) => chosen.has(id)),
  );
  const told = judged + violated.length;
  return told >= asked * enough
    ? []
    : [`only ${told} of ${asked} requirements could be judged (${enough * 100} % are needed)`];
}
