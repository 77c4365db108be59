import type { Case, CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import {
  type Fate,
  type FaultResult,
  type KillMatrix,
  leastAttribution,
  type RightResult,
  type Totals,
  type Witness,
} from './matrix.ts';
import { belongs } from './weigh.ts';

/** What a self-test was, beside what it found. */
export type Circumstances = Pick<KillMatrix, 'seed' | 'full' | 'whole' | 'complete' | 'ms'>;

/** What is known to be missing, by id, and why. */
export interface Gaps {
  /** Cases that catch nothing. */
  readonly cases: Readonly<Partial<Record<string, string>>>;
  /** Requirements that are never blamed. */
  readonly requirements: Readonly<Partial<Record<RequirementId, string>>>;
}

/** Folds what became of each server to a matrix. */
export function foldMatrix(
  circumstances: Circumstances,
  right: readonly RightResult[],
  faults: readonly FaultResult[],
  cases: readonly Case[],
  tried: ReadonlyMap<CaseId, number>,
  gaps: Gaps,
): KillMatrix {
  const found = witnesses(faults);
  const { whole } = circumstances;
  const idle = cases
    .filter(({ id }) => whole && !found.has(id))
    .map(({ id }) => ({ case: id, tried: tried.get(id) ?? 0, gap: gaps.cases[id] ?? null }));
  const missing = (whole ? unseen(faults, cases) : []).map((requirement) => ({
    requirement,
    gap: gaps.requirements[requirement] ?? null,
  }));
  return {
    ...circumstances,
    right,
    faults,
    witnesses: cases.flatMap(({ id }) => found.get(id) ?? []),
    idle,
    unseen: missing,
    totals: totalsOf(right, faults),
  };
}

/** The first fault that each case catches by a requirement it claims. */
export function witnesses(faults: readonly FaultResult[]): ReadonlyMap<CaseId, Witness> {
  const found = new Map<CaseId, Witness>();
  for (const fault of faults) {
    for (const { case: id, requirement, what, claimed } of fault.caught) {
      if (!claimed || found.has(id) || !belongs(fault, requirement)) continue;
      found.set(id, { case: id, fault: fault.id, requirement, what });
    }
  }
  return found;
}

/** The requirements that cases claim and faults violate, and that nobody saw violated. */
export function unseen(
  faults: readonly FaultResult[],
  cases: readonly Case[],
): readonly RequirementId[] {
  const violated = new Set(faults.flatMap(({ violates }) => violates));
  const seen = new Set(
    faults.flatMap((fault) =>
      fault.caught
        .filter(({ requirement }) => fault.violates.includes(requirement))
        .map(({ requirement }) => requirement),
    ),
  );
  const claimed = new Set(cases.flatMap(({ requires }) => requires));
  return [...claimed].filter((id) => violated.has(id) && !seen.has(id)).toSorted();
}

function totalsOf(right: readonly RightResult[], faults: readonly FaultResult[]): Totals {
  const fate = (word: Fate): number => faults.filter((one) => one.fate === word).length;
  const fates = {
    killed: fate('killed'),
    misblamed: fate('misblamed'),
    broken: fate('broken'),
    survived: fate('survived'),
  };
  let [blamed, belonging] = [0, 0];
  for (const fault of faults) {
    const requirements = new Set(fault.caught.map(({ requirement }) => requirement));
    blamed += requirements.size;
    belonging += [...requirements].filter((id) => belongs(fault, id)).length;
  }
  const stuck = [
    ...faults.flatMap((one) => one.stuck),
    ...right.flatMap(({ alarms }) => alarms.filter((alarm) => 'ours' in alarm)),
  ];
  return {
    faults: faults.length,
    fates,
    unexplained: faults.filter(({ fate: word, gap }) => word !== 'killed' && gap === null).length,
    blamed,
    belonging,
    killRate: faults.length === 0 ? 1 : fates.killed / faults.length,
    attribution: blamed === 0 ? 1 : belonging / blamed,
    alarms: right.filter(({ alarms }) => alarms.length > 0).length,
    defects: stuck.filter(({ ours }) => ours).length,
  };
}

/** Whether nothing of it asks for a change of the suite or of the catalogue. */
export function isGood({ complete, totals, idle, unseen: missing }: KillMatrix): boolean {
  const { unexplained, alarms, defects, attribution } = totals;
  const idleNews = idle.filter(({ gap }) => gap === null).length;
  const missingNews = missing.filter(({ gap }) => gap === null).length;
  const bad = unexplained + alarms + defects + idleNews + missingNews;
  return complete && bad === 0 && attribution >= leastAttribution;
}
