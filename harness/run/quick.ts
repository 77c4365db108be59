import type { RequirementId } from '../document/ids.ts';
import type { Register, Requirement } from '../document/requirements.ts';
import type { Case, CaseId } from './case.ts';

/** Requests that the chosen cases may need on the reference server. On other servers a case may need some more. */
const mostRequests = 540;

/** Kinds of requirements that speak of the success of an operation. */
const successKinds: ReadonlySet<string> = new Set(['operation exists', 'success type']);

/** Whether a requirement demands one of the errors that the declaration documents. */
export const isDocumentedError = ({ kind }: Requirement): boolean => kind === 'documented error';

/** What the declaration says and a case can judge; what it contradicts itself about included. */
const documented = (register: Register): readonly Requirement[] =>
  [...register.values()].filter(
    ({ grade, unassertable }) =>
      unassertable === null && (grade === 'documented' || grade === 'disputed'),
  );

/** The requirements that a quick run must judge: every documented success and every documented cause of an error. */
export const requiredInQuick = (register: Register): readonly Requirement[] =>
  documented(register).filter((row) => successKinds.has(row.kind) || isDocumentedError(row));

/** What was measured of the cases. */
export interface Measured {
  requestsOf(id: CaseId): number;
  /** Whether a case causes a documented error, rather than only speaking of it. */
  causes(id: CaseId, error: RequirementId): boolean;
}

/**
 * Chooses cases that judge every documented success and error with few requests, and as many other documented
 * requirements as the rest of the requests allows. Properties are left out.
 */
export function quickSelection(
  cases: readonly Case[],
  register: Register,
  measured: Measured,
): readonly Case[] {
  const scripts = cases
    .filter(({ replay }) => replay === undefined)
    .map((script) => candidateOf(script, register, measured));
  const first = extend([], scripts, requiredInQuick(register), Number.POSITIVE_INFINITY);
  const chosen = extend(first, scripts, documented(register), mostRequests);
  const ids = new Set(chosen.map(({ id }) => id));
  return cases.filter(({ id }) => ids.has(id));
}

/**
 * The same cases in another order: first those that judge, with few requests, every requirement that they judge at all.
 * A run that ends early, at its deadline or because of a rate limit, has then judged most of what it was to judge.
 */
export function broadestFirst(
  cases: readonly Case[],
  register: Register,
  measured: Measured,
): readonly Case[] {
  const scripts = cases
    .filter(({ replay }) => replay === undefined)
    .map((script) => candidateOf(script, register, measured));
  const first = extend([], scripts, [...register.values()], Number.POSITIVE_INFINITY);
  const places = new Map(first.map(({ id }, place) => [id, place]));
  const placeOf = ({ id }: Case): number => places.get(id) ?? first.length;
  return cases.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A script with what it judges and what that costs. */
interface Candidate {
  readonly id: CaseId;
  readonly judges: readonly RequirementId[];
  readonly requests: number;
}

const candidateOf = (
  { id, requires }: Case,
  register: Register,
  { requestsOf, causes }: Measured,
): Candidate => ({
  id,
  requests: Math.max(1, requestsOf(id)),
  judges: requires.filter((one) => {
    const row = register.get(one);
    return row !== undefined && (!isDocumentedError(row) || causes(id, one));
  }),
});

/**
 * Adds cases to those that are chosen, until they judge what is asked or no other case fits into the requests. Again and
 * again the case is taken that judges most for its requests.
 */
function extend(
  chosen: readonly Candidate[],
  scripts: readonly Candidate[],
  asked: readonly Requirement[],
  most: number,
): readonly Candidate[] {
  const all = [...chosen];
  const open = new Set<RequirementId>(asked.map(({ id }) => id));
  for (const id of chosen.flatMap(({ judges }) => judges)) open.delete(id);
  let sum = chosen.reduce((total, { requests }) => total + requests, 0);
  for (;;) {
    let next: Candidate | null = null;
    let best = 0;
    for (const one of scripts) {
      if (sum + one.requests > most) continue;
      const worth = one.judges.filter((id) => open.has(id)).length / one.requests;
      if (worth > best) [next, best] = [one, worth];
    }
    if (next === null) return all;
    all.push(next);
    sum += next.requests;
    for (const id of next.judges) open.delete(id);
  }
}
