import type { Grade } from '../../harness/document/requirements.ts';
import { gradeOrder, type Report, type ReportRequirement } from '../report.ts';
import type { MinProven } from './demands.ts';

/** How much of what was asked of a grade is proven. */
export interface Share {
  readonly proven: number;
  readonly asked: number;
}

/**
 * The share of a grade's requirements that is proven. Asked is what a selected case claims, but for what this target
 * gave nothing to judge, by the word of a scripted case. Violated, inconclusive and given up by a search for want of
 * time is all not proven.
 */
export function shareOf(report: Report, grade: Grade): Share {
  const selected = new Set(report.selected);
  const asked = report.requirements.filter(
    (row) =>
      row.grade === grade &&
      row.cases.some((id) => selected.has(id)) &&
      !nothingToJudge(report, row),
  );
  return { proven: asked.filter(({ status }) => status === 'proven').length, asked: asked.length };
}

const nothingToJudge = ({ outcomes }: Report, { id, status, cases }: ReportRequirement): boolean =>
  status === 'not-applicable' &&
  outcomes.some(
    (outcome) =>
      cases.includes(outcome.case) &&
      (outcome.verdict === 'skipped' ||
        (outcome.searched === undefined && Object.hasOwn(outcome.notApplicable, id))),
  );

/** What is missing to a demanded share, a sentence for each grade. A part of a run is not held against it. */
export function unproven(report: Report, demanded: MinProven | null): readonly string[] {
  if (demanded === null || report.shard !== null) return [];
  const deepest = gradeOrder.indexOf(report.level);
  return gradeOrder.flatMap((grade, i) => {
    const share = shareOf(report, grade);
    const named = demanded.grades[grade];
    const byDefault = i <= deepest && share.asked > 0 ? demanded.each : null;
    const percent = named ?? byDefault;
    return percent === null ? [] : lack(grade, share, percent);
  });
}

function lack(grade: Grade, { proven, asked }: Share, percent: number): readonly string[] {
  if (percent === 0) return [];
  if (asked === 0) return [`${percent} % of ${grade} must be proven, and nothing of it was asked`];
  if (proven * 100 >= percent * asked) return [];
  const reached = Math.floor((proven / asked) * 1000) / 10;
  return [
    `${proven} of ${asked} requirements that are ${grade} are proven, ${reached} %; ${percent} % are demanded`,
  ];
}
