import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Entry } from '../../mock/journal/journal.ts';
import type { Scenario } from './scenario.ts';

/** A requirement that the client violated, and how it showed. */
export interface ClientMismatch {
  readonly requirement: ClientRequirementId;
  readonly what: string;
  readonly expected: string;
  readonly received: string;
}

/** What the requests of a client violated, as it counts in this scenario. */
export const mismatchesOf = (
  entries: readonly Entry[],
  { counts = (found) => found, excuses = [] }: Scenario,
): readonly ClientMismatch[] => unique(entries.flatMap((entry) => inOne(entry, counts, excuses)));

const inOne = (
  { findings, incoming }: Entry,
  counts: NonNullable<Scenario['counts']>,
  excuses: NonNullable<Scenario['excuses']>,
): readonly ClientMismatch[] =>
  findings
    .map(({ requirement, what }) => ({
      requirement: counts(requirement, incoming.request.path),
      what: 'a request of the client',
      expected: 'one that the register permits',
      received: what,
    }))
    .filter(({ requirement }) => !excuses.includes(requirement));

/**
 * What a scenario found against the client. Where a request of the client was wrong, what the client then could not do
 * follows from that: the request alone is held against it.
 * @param lately the requests that came since the last instruction
 */
export function attributed(
  asserted: readonly ClientMismatch[],
  found: readonly ClientMismatch[],
  lately: readonly Entry[],
  { counts = (requirement) => requirement }: Scenario,
): readonly ClientMismatch[] {
  if (found.length > 0 || asserted.length === 0) return found;
  const last = lately.at(-1);
  if (last === undefined) return asserted;
  const { method, path } = last.incoming.request;
  const what = 'the last request of the client';
  const received = `${method} ${path}`;
  // Requests outside of the declaration are not judged by themselves, and this one was in vain.
  if (isRefused(last, 401, 'M_MISSING_TOKEN'))
    return [{ requirement: 'CLIENT-07', what, expected: 'one with an access token', received }];
  const askedForNothing = lately.every(({ declared }) => declared === null);
  if (!askedForNothing || last.operation !== null || !isRefused(last, 404, 'M_UNRECOGNIZED'))
    return asserted;
  const requirement = counts('CLIENT-01', path);
  return [{ requirement, what, expected: 'one that this API has', received }];
}

/** Whether the server itself refused a request so. */
const isRefused = ({ rule, ending }: Entry, status: number, errcode: string): boolean =>
  rule === null &&
  ending?.kind === 'answered' &&
  ending.answer.status === status &&
  String(ending.answer.body).includes(`"${errcode}"`);

/** One of each requirement: the first request shows what the others do as well. */
function unique(mismatches: readonly ClientMismatch[]): readonly ClientMismatch[] {
  const first = new Map<ClientRequirementId, ClientMismatch>();
  for (const one of mismatches) if (!first.has(one.requirement)) first.set(one.requirement, one);
  return [...first.values()];
}
