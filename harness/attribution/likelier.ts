import type { RequirementId } from '../document/ids.ts';
import type { Site } from '../document/links.ts';
import { type Findings, isView, isWriter } from './findings.ts';

/** Whether the effects of more than one operation are missing in a view. */
export function isWrongForMany({ violations, owner }: Findings, view: Site | null): boolean {
  if (view === null) return false;
  const writers = new Set<Site>();
  for (const [requirement, found] of violations) {
    const writer = owner(requirement);
    const missing = found.some(({ symptom, seenIn }) => symptom === 'content' && seenIn.has(view));
    if (isWriter(writer) && missing) writers.add(writer);
  }
  return writers.size > 1;
}

const isLinkedToAll = ({ links }: Findings, cause: RequirementId): boolean =>
  links.some(({ because, affectsAll }) => affectsAll === true && because.has(cause));

/** In which share of the cases that look for it a requirement was found violated. */
export function shareOf(findings: Findings, id: RequirementId): number {
  const found = countOf(findings, id);
  return found / (found + (findings.held.get(id) ?? 0));
}

const countOf = ({ violations }: Findings, id: RequirementId): number =>
  violations.get(id)?.length ?? 0;

/** Whether what is wrong in a view is not the doing of the one operation whose link leads to it. */
const isWrongFor = (findings: Findings, inView: RequirementId, ofWriter: RequirementId): boolean =>
  isWrongForMany(findings, findings.owner(inView)) &&
  !findings.links.some(
    ({ because, affects, elsewhere }) =>
      elsewhere !== true && because.has(ofWriter) && affects.has(inView),
  );

/** How many requirements of an operation are violated; 0 for those that are about every operation. */
const wrongOf = ({ violations, owner }: Findings, site: Site | null): number =>
  site === null ? 0 : [...violations.keys()].filter((id) => owner(id) === site).length;

/**
 * Whether the first of two requirements is the likelier reason, where each may follow from the other: the one whose
 * operation all failed cases have in common, and where that says nothing, the one whose operation is used more rarely.
 */
export function isLikelier(
  findings: Findings,
  reach: ReadonlyMap<RequirementId, number>,
  one: RequirementId,
  other: RequirementId,
): boolean {
  const [a, b] = [findings.owner(one), findings.owner(other)];
  // What would explain everything is the last to be thought of.
  const isAnything = isLinkedToAll(findings, one);
  if (isAnything !== isLinkedToAll(findings, other)) return !isAnything;
  if (isView(a) && isWriter(b) && isWrongFor(findings, one, other)) return true;
  if (isWriter(a) && isView(b) && isWrongFor(findings, other, one)) return false;
  // What is wrong wherever it is looked for is the reason for what is wrong here and there.
  const more = shareOf(findings, one) - shareOf(findings, other);
  if (more !== 0) return more > 0;
  const further = (reach.get(one) ?? 0) - (reach.get(other) ?? 0);
  if (further !== 0) return further > 0;
  const oftener = countOf(findings, one) - countOf(findings, other);
  if (oftener !== 0) return oftener > 0;
  if (a === b) return one < other;
  // An operation of which several statements do not hold is the likelier reason for one of another.
  const lead = wrongOf(findings, a) - wrongOf(findings, b);
  if (Math.abs(lead) > 1) return lead > 0;
  if (b === null) return !isLikelier(findings, reach, other, one);
  const found = findings.violations.get(one) ?? [];
  const all = [...found, ...(findings.violations.get(other) ?? [])];
  const common = (site: Site): boolean => all.every(({ uses }) => uses.has(site));
  if (a === null) return new Set(found.flatMap(({ seenIn }) => [...seenIn])).size > 1 || !common(b);
  if (common(a) !== common(b)) return common(a);
  return (findings.usage.get(a) ?? 0) < (findings.usage.get(b) ?? 0);
}
