import { type RequirementId, requirementIds } from '../document/ids.ts';
import type { Register } from '../document/requirements.ts';
import type { Case, CaseId } from './case.ts';
import { didYouMean } from '../document/nearest.ts';

/** Cases refer to requirements that they cannot judge. The message names every such case. */
export class PlanError extends Error {}

/** The whole suite, its claims checked against the register. */
export interface Plan {
  readonly cases: readonly Case[];
  /** The cases that judge a requirement; no entry for a requirement without cases. */
  readonly claims: ReadonlyMap<RequirementId, readonly CaseId[]>;
  /** Requirements without cases that the register does not call unassertable. */
  readonly unclaimed: readonly RequirementId[];
}

/**
 * Checks every claim of every case.
 * @throws PlanError for an unknown requirement, one that cannot be judged, or a case id that stands twice
 */
export function plan(cases: readonly Case[], register: Register): Plan {
  const problems = [...twice(cases), ...cases.flatMap((c) => badClaims(c, register))];
  if (problems.length > 0) throw new PlanError(problems.join('\n'));
  const claims = new Map<RequirementId, CaseId[]>();
  for (const { id, requires } of cases) {
    for (const requirement of requires) {
      claims.set(requirement, [...(claims.get(requirement) ?? []), id]);
    }
  }
  const unclaimed = [...register.values()]
    .filter((row) => row.unassertable === null && !claims.has(row.id))
    .map((row) => row.id);
  return { cases, claims, unclaimed };
}

const twice = (cases: readonly Case[]): readonly string[] => {
  const seen = new Set<string>();
  return cases.flatMap(({ id }) => {
    const known = seen.has(id);
    seen.add(id);
    return known ? [`the case id ${id} is used twice`] : [];
  });
};

const badClaims = (testCase: Case, register: Register): readonly string[] =>
  testCase.requires.flatMap((id) => {
    const row = register.get(id);
    if (row === undefined) {
      return [
        `case ${testCase.id} refers to an unknown requirement: ${id}${didYouMean(id, requirementIds)}`,
      ];
    }
    return row.unassertable === null
      ? []
      : [`case ${testCase.id} refers to ${id}, which cannot be judged: ${row.unassertable}`];
  });
