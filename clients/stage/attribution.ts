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
 * follows from that: the request alone is held against it. So it is where the client asked for
 * nothing but what this API does not have.
 */
export function attributed(
  asserted: readonly ClientMismatch[],
  found: readonly ClientMismatch[],
  entries: readonly Entry[],
  { counts = (requirement) => requirement }: Scenario,
): readonly ClientMismatch[] {
  if (found.length > 0 || asserted.length === 0) return found;
  const last = entries.at(-1);
  const askedForNothing = entries.every(({ declared }) => declared === null);
  if (last === undefined || !askedForNothing || !isUnknown(last)) return asserted;
  const { method, path } = last.incoming.request;
  return [
    {
      requirement: counts('CLIENT-01', path),
      what: 'the last request of the client',
      expected: 'one that this API has',
      received: `${method} ${path}`,
    },
  ];
}

/** Whether the server itself has no such path. */
const isUnknown = ({ operation, rule, ending, incoming }: Entry): boolean =>
  operation === null &&
  rule === null &&
  ending?.kind === 'answered' &&
  ending.answer.status === 404 &&
  incoming.request.path.startsWith(basePath);

const basePath = '/_matrix/client/api/v1/';

/** One of each requirement: the first request shows what the others do as well. */
function unique(mismatches: readonly ClientMismatch[]): readonly ClientMismatch[] {
  const first = new Map<ClientRequirementId, ClientMismatch>();
  for (const one of mismatches) if (!first.has(one.requirement)) first.set(one.requirement, one);
  return [...first.values()];
}
