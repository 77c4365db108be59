import type { Grade } from '../../harness/document/requirements.ts';
import { statusWord } from '../client/subject.ts';
import { gradeOrder, type ReportRequirement, type UngatedReport } from '../report.ts';
import type { MinProven } from './criteria.ts';

/** How many requirements of a grade are proven, of those that the run was asked to judge. */
export interface Share {
  readonly proven: number;
  readonly asked: number;
}

/**
 * The share of a grade's requirements that is proven. A requirement counts as asked if a selected case claims it,
 * unless a scripted case found nothing on this target to judge it by. Violated and inconclusive requirements are not
 * proven, and neither are those that a search gave up because its time was over.
 */
export function shareOf(report: UngatedReport, grade: Grade): Share {
  const selected = new Set(report.selected);
  const asked = report.requirements.filter(
    (row) =>
      row.grade === grade &&
      row.cases.some((id) => selected.has(id)) &&
      !hasNothingToJudge(report, row),
  );
  return { proven: asked.filter(({ status }) => status === 'proven').length, asked: asked.length };
}

const hasNothingToJudge = (
  { outcomes }: UngatedReport,
  { id, status, cases }: ReportRequirement,
): boolean =>
  status === 'not-applicable' &&
  outcomes.some(
    (outcome) =>
      cases.includes(outcome.case) &&
      (outcome.verdict === 'skipped' ||
        (outcome.searched === undefined && Object.hasOwn(outcome.notApplicable, id))),
  );

/** A sentence for each grade of which too little is proven. One part of a run alone is not judged by its share. */
export function unproven(report: UngatedReport, minimum: MinProven | null): readonly string[] {
  if (minimum === null || report.shard !== null) return [];
  const lightest = gradeOrder.indexOf(report.level);
  return gradeOrder.flatMap((grade, i) => {
    const share = shareOf(report, grade);
    const byDefault = i <= lightest && share.asked > 0 ? minimum.each : null;
    const percent = minimum.grades[grade] ?? byDefault;
    return percent === null ? [] : shortfall(grade, share, percent, statusWord('proven', report));
  });
}

function shortfall(
  grade: Grade,
  { proven, asked }: Share,
  percent: number,
  word: string,
): readonly string[] {
  if (percent === 0) return [];
  if (asked === 0) {
    return [
      `${percent} % of the ${grade} requirements must be ${word}, but no selected case judges one`,
    ];
  }
  if (proven * 100 >= percent * asked) return [];
  const reached = Math.floor((proven / asked) * 1000) / 10;
  return [
    `${proven} of ${asked} ${grade} requirements are ${word} (${reached} %), but ${percent} % are required`,
  ];
}
