import type { Case, CaseId } from '../harness/run/case.ts';
import type { RightServer } from './catalogue.ts';
import type { Catch, Fate, FaultResult, FaultRow, RightResult, Seen, Stuck } from './matrix.ts';

/** What was seen of one server, in the order in which cases ended. */
export interface Sight {
  readonly seen: readonly Seen[];
  readonly ms: number;
}

type Claims = ReadonlyMap<CaseId, Pick<Case, 'requires'>>;

/** Judges what became of a fault. A catch by a requirement that its case claims names the killer before others. */
export function weigh(
  fault: FaultRow,
  { seen, ms }: Sight,
  claims: Claims,
  gap: string | null,
): FaultResult {
  const caught = catchesOf(seen, claims);
  const owned = caught.filter(({ requirement }) => fault.violates.includes(requirement));
  const killer = owned.find(({ claimed }) => claimed) ?? owned[0] ?? null;
  const strays = caught.filter(({ requirement }) => !belongs(fault, requirement));
  const stuck = stuckOf(seen);
  return {
    ...fault,
    fate: fateOf(killer, caught, stuck),
    killer,
    caught,
    strays,
    stuck,
    gap,
    cases: seen.length,
    ms,
  };
}

/** Judges the suite by a server at which it must find nothing. */
export function weighRight(
  { id, summary }: RightServer,
  { seen, ms }: Sight,
  claims: Claims,
): RightResult {
  const alarms = [...catchesOf(seen, claims), ...stuckOf(seen)];
  return { id, summary, alarms, cases: seen.length, ms };
}

/** Whether a requirement is one the fault violates, or a consequence of that. */
export const belongs = (
  { violates, follows }: FaultRow,
  requirement: Catch['requirement'],
): boolean => violates.includes(requirement) || follows.includes(requirement);

function fateOf(killer: Catch | null, caught: readonly Catch[], stuck: readonly Stuck[]): Fate {
  if (killer !== null) return 'killed';
  if (caught.length > 0) return 'misblamed';
  return stuck.length > 0 ? 'broken' : 'survived';
}

function catchesOf(seen: readonly Seen[], claims: Claims): readonly Catch[] {
  const found = new Map<string, Catch>();
  for (const { case: id, mismatches } of seen) {
    for (const { requirement, what } of mismatches) {
      const key = `${id} ${requirement}`;
      const claimed = claims.get(id)?.requires.includes(requirement) ?? false;
      if (!found.has(key)) found.set(key, { case: id, requirement, what, claimed });
    }
  }
  return [...found.values()];
}

const stuckOf = (seen: readonly Seen[]): readonly Stuck[] =>
  seen.flatMap(({ case: id, cause, ours }) => (cause === null ? [] : [{ case: id, cause, ours }]));
