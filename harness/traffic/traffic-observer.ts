import type { ClientRequirementId, Nickname } from '../document/ids.ts';
import type { StatementId } from '../document/statements.ts';
import {
  type ObservedExchange,
  type ObservedRequirement,
  observeRequirement,
} from './observations.ts';
import type { TrafficFinding } from './traffic-finding.ts';

/** Counts what traffic shows against requirements of both sides, and keeps a few examples of each. */
export interface TrafficObserver {
  /** A request met requirements of clients. */
  readonly met: (requirements: readonly ClientRequirementId[]) => void;
  /**
   * Something was found.
   * @param at what was requested, and the exchanges that show it
   */
  readonly found: (finding: TrafficFinding, at: FoundAt) => void;
  readonly result: () => ReadonlyMap<StatementId, ObservedRequirement>;
}

/** The exchange that something was found at. */
export interface FoundAt {
  /** Null for nothing of the declaration. */
  readonly operation: Nickname | null;
  /** Where it stands in a recording; left out where nothing was recorded. */
  readonly where?: string;
  /** Those that show it, the one that it is about last; made only where they are kept. */
  readonly exchanges: () => readonly ObservedExchange[];
}

/** Makes an observer that has seen nothing. */
export function createTrafficObserver(): TrafficObserver {
  const requirements = new Map<StatementId, ReturnType<typeof observeRequirement>>();
  const of = (id: StatementId) => {
    const known = requirements.get(id) ?? observeRequirement();
    requirements.set(id, known);
    return known;
  };
  return {
    met(ids) {
      for (const id of ids) of(id).meet();
    },
    found({ requirement, what }, at) {
      of(requirement).violate({ what, ...at }, true);
    },
    result: () => new Map([...requirements].map(([id, { result }]) => [id, result()])),
  };
}
