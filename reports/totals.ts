import type { Verdict } from '../harness/run/outcome.ts';
import type { Grade } from '../harness/document/requirements.ts';
import type { Status } from './report.ts';

type Counts<K extends string> = Readonly<Record<K, number>>;

/** The share of the selected requirements that must be judged before a run may be conformant. */
export const enough = 0.95;

/** The part of the selected cases that may be broken in a run that is called conformant. */
export const mostBroken = 0.05;

/** How many cases ended with each verdict. */
export function countVerdicts(outcomes: readonly { readonly verdict: Verdict }[]): Counts<Verdict> {
  const counts = { passed: 0, failed: 0, broken: 0, skipped: 0 };
  for (const { verdict } of outcomes) counts[verdict] += 1;
  return counts;
}

/** How many requirements of each grade have each status. */
export function countGrades(
  requirements: readonly { readonly grade: Grade; readonly status: Status }[],
): Readonly<Record<Grade, Counts<Status>>> {
  const counts = {
    documented: noStatuses(),
    disputed: noStatuses(),
    implied: noStatuses(),
    convention: noStatuses(),
  };
  for (const { grade, status } of requirements) counts[grade][status] += 1;
  return counts;
}

/** Whether cases found no requirement proven and none violated, although they may have passed. */
export const judgedNothing = (grades: Readonly<Record<Grade, Counts<Status>>>): boolean =>
  Object.values(grades).every(({ proven, violated }) => proven + violated === 0);

const noStatuses = (): Record<Status, number> => ({
  proven: 0,
  violated: 0,
  inconclusive: 0,
  'not-exercised': 0,
  'not-applicable': 0,
});
