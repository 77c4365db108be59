import type { RequirementId } from '../document/ids.ts';
import type { Link, Site } from '../document/links.ts';
import type { Register } from '../document/requirements.ts';
import type { Mismatch } from '../judge/verdict.ts';
import type { Outcome } from '../run/outcome.ts';
import { mayFollow } from './causes.ts';
import { type Evidence, evidenceOf, operationsIn } from './evidence.ts';
import type { Findings } from './findings.ts';
import { isLikelier } from './likelier.ts';
import { withOffersMissed, withoutOffersMissed } from './not-offered.ts';

/** The requirement because of whose violation another one could not be judged. */
export type Causes = ReadonlyMap<RequirementId, RequirementId>;

type Failed = Extract<Outcome, { verdict: 'failed' }>;

/**
 * Finds the requirements that only seem to be violated, because what their cases rest on is violated: one fault of a
 * server is one violation. A requirement is left out only if everything that was found against it may follow from the
 * violation of others that stand by themselves.
 */
export function causesIn(
  outcomes: readonly Outcome[],
  links: readonly Link[],
  register: Register,
): Causes {
  const findings = findingsIn(outcomes, links, register);
  const candidates = new Map<RequirementId, readonly RequirementId[]>();
  for (const [requirement, found] of findings.violations) {
    const each = found
      .filter((one) => !isKnown(one, found))
      .map((evidence) =>
        [...findings.violations.keys()].filter(
          (cause) => cause !== requirement && mayFollow(findings, cause, evidence),
        ),
      );
    if (each.every((some) => some.length > 0)) candidates.set(requirement, together(each));
  }
  const reach = new Map<RequirementId, number>();
  for (const cause of [...candidates.values()].flat()) {
    reach.set(cause, (reach.get(cause) ?? 0) + 1);
  }
  const reasons = new Map<RequirementId, readonly RequirementId[]>();
  for (const [requirement, some] of candidates) {
    const likelier = some.filter(
      (cause) =>
        candidates.get(cause)?.includes(requirement) !== true ||
        isLikelier(findings, reach, cause, requirement),
    );
    if (likelier.length > 0) reasons.set(requirement, likelier);
  }
  const weight = (id: RequirementId): number => findings.violations.get(id)?.length ?? 0;
  const byId = (a: RequirementId, b: RequirementId): number => (a < b ? -1 : 1);
  const byHeld = (a: RequirementId, b: RequirementId): number =>
    Number(findings.held.has(a)) - Number(findings.held.has(b));
  return rootsOf(
    reasons,
    (a, b) => weight(b) - weight(a) || byId(a, b),
    (a, b) => byHeld(a, b) || byId(a, b),
  );
}

/** What generated inputs show in passing says no more than the plain cases that show it in the same answers. */
const isKnown = ({ generated, symptom, answer }: Evidence, found: readonly Evidence[]): boolean =>
  generated &&
  symptom === 'passive' &&
  answer !== null &&
  found.some((one) => !one.generated && one.symptom === 'passive' && one.answer === answer);

/** The causes from which everything follows that was found; where there is none, those from which some of it does. */
function together(each: readonly (readonly RequirementId[])[]): readonly RequirementId[] {
  const some = [...new Set(each.flat())];
  const all = some.filter((cause) => each.every((causes) => causes.includes(cause)));
  return all.length > 0 ? all : some;
}

type Compare = (a: RequirementId, b: RequirementId) => number;

/**
 * Follows reasons to one that has none itself, those first against which most was found. Of those that lead only in a
 * circle one stays violated: the first that held nowhere.
 */
function rootsOf(
  reasons: ReadonlyMap<RequirementId, readonly RequirementId[]>,
  first: Compare,
  firstOfCircle: Compare,
): Causes {
  const root = (id: RequirementId, seen: readonly RequirementId[]): RequirementId | null => {
    if (seen.includes(id)) return null;
    const some = reasons.get(id);
    if (some === undefined) return id;
    for (const reason of some.toSorted(first)) {
      const found = root(reason, [...seen, id]);
      if (found !== null) return found;
    }
    return null;
  };
  const causes = new Map<RequirementId, RequirementId>();
  for (const id of reasons.keys()) {
    const cause = root(id, []);
    if (cause !== null) causes.set(id, cause);
  }
  for (const id of reasons.keys()) {
    if (causes.has(id)) continue;
    const [head] = circleBehind(id, reasons).toSorted(firstOfCircle);
    if (head !== undefined && head !== id) causes.set(id, head);
  }
  return causes;
}

/** The circle to which the reasons of a requirement lead, where they lead to nothing else. */
function circleBehind(
  id: RequirementId,
  reasons: ReadonlyMap<RequirementId, readonly RequirementId[]>,
): readonly RequirementId[] {
  const behind = (start: RequirementId): ReadonlySet<RequirementId> => {
    const met = new Set<RequirementId>();
    const waiting = [...(reasons.get(start) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (met.has(next)) continue;
      met.add(next);
      waiting.push(...(reasons.get(next) ?? []));
    }
    return met;
  };
  // Within a circle everything is behind everything, and before it there is more.
  const [least = []] = [...behind(id)]
    .map((one) => [...behind(one)])
    .toSorted((a, b) => a.length - b.length);
  return least;
}

function findingsIn(
  outcomes: readonly Outcome[],
  links: readonly Link[],
  register: Register,
): Findings {
  const violations = new Map<RequirementId, readonly Evidence[]>();
  const held = new Map<RequirementId, number>();
  const usage = new Map<Site, number>();
  for (const outcome of outcomes) {
    if (outcome.verdict === 'passed')
      for (const id of outcome.asserted) held.set(id, (held.get(id) ?? 0) + 1);
    if (outcome.verdict !== 'passed' && outcome.verdict !== 'failed') continue;
    for (const site of operationsIn(outcome)) usage.set(site, (usage.get(site) ?? 0) + 1);
    if (outcome.verdict === 'passed') continue;
    for (const mismatch of outcome.mismatches) {
      const known = violations.get(mismatch.requirement) ?? [];
      violations.set(mismatch.requirement, [...known, evidenceOf(outcome, mismatch)]);
    }
  }
  const owner = (id: RequirementId): Site | null =>
    // Requests that no operation declares are refused: that is what this one says.
    id === 'CONV-15' ? 'other' : (register.get(id)?.operation ?? null);
  const works = new Set<Site>();
  for (const id of held.keys()) {
    const site = register.get(id)?.kind === 'operation exists' ? owner(id) : null;
    if (site !== null) works.add(site);
  }
  const isEffect = (id: RequirementId): boolean => register.get(id)?.kind === 'effect';
  return { violations, held, works, usage, owner, isEffect, links };
}

/**
 * The outcomes of a whole run, with every mismatch that follows from the violation of another requirement set apart.
 * A case that found nothing else was not judged.
 */
export function attribute(
  outcomes: readonly Outcome[],
  links: readonly Link[],
  register: Register,
): readonly Outcome[] {
  const raw = outcomes.map(withoutAttribution);
  const causes = causesIn(raw, links, register);
  const judged = raw.map((outcome) =>
    outcome.verdict === 'failed' ? attributed(outcome, causes) : outcome,
  );
  return withOffersMissed(judged, register);
}

function attributed(outcome: Failed, causes: Causes): Outcome {
  const own = outcome.mismatches.filter(({ requirement }) => !causes.has(requirement));
  const consequences = outcome.mismatches.flatMap((mismatch) => {
    const because = causes.get(mismatch.requirement);
    return because === undefined ? [] : [{ ...mismatch, because }];
  });
  if (consequences.length === 0) return outcome;
  const [first, ...more] = own;
  if (first !== undefined) return { ...outcome, mismatches: [first, ...more], consequences };
  const { mismatches: _mismatches, stopped, verdict: _verdict, ...rest } = outcome;
  const reasons = [...new Set(consequences.map(({ because }) => because))];
  const are = reasons.length === 1 ? 'is' : 'are';
  const cause = `could not be judged because ${reasons.join(' and ')} ${are} violated`;
  return { ...rest, verdict: 'broken', cause, ours: false, stopped, consequences };
}

/** An outcome as its case gave it, so that parts of a run can be attributed together. */
function withoutAttribution(outcome: Outcome): Outcome {
  if (outcome.verdict !== 'failed' && outcome.verdict !== 'broken') return outcome;
  const { consequences = [], ...rest } = outcome;
  const found = consequences.map(({ because: _because, ...mismatch }): Mismatch => mismatch);
  if (rest.verdict === 'failed') return { ...rest, mismatches: [...rest.mismatches, ...found] };
  const [first, ...more] = found;
  if (first === undefined) return withoutOffersMissed(rest);
  const { cause: _cause, ours: _ours, stopped = null, verdict: _verdict, ...common } = rest;
  return { ...common, verdict: 'failed', mismatches: [first, ...more], stopped };
}
