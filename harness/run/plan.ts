import { type RequirementId, requirementIds } from '../document/ids.ts';
import type { Register } from '../document/requirements.ts';
import type { Case, CaseId } from './case.ts';
import { didYouMean } from './nearest.ts';

/** The cases claim what they cannot claim; the message names every such claim. */
export class PlanError extends Error {}

/** The whole suite, its claims checked against the register. */
export interface Plan {
  readonly cases: readonly Case[];
  /** Which cases claim a requirement; those that nobody claims have no entry. */
  readonly claims: ReadonlyMap<RequirementId, readonly CaseId[]>;
  /** Requirements that no case claims although nothing says they cannot be judged. */
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
    return known ? [`${id} stands twice in the suite`] : [];
  });
};

const badClaims = (testCase: Case, register: Register): readonly string[] =>
  testCase.requires.flatMap((id) => {
    const row = register.get(id);
    if (row === undefined) {
      return [
        `${testCase.id} claims ${id}, which the register has not${didYouMean(id, requirementIds)}`,
      ];
    }
    return row.unassertable === null
      ? []
      : [`${testCase.id} claims ${id}, which is not to be judged: ${row.unassertable}`];
  });
