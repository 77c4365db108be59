import { isRequirementId, type RequirementId } from '../harness/document/ids.ts';
import { isObject } from '../harness/document/json.ts';
import type { FaultEntry, FaultResult } from './matrix.ts';

/** By fault: the requirements beyond those it violates that failures were reported against. */
export type Consequences = Readonly<Record<string, readonly RequirementId[]>>;

/** Reads consequences.json. @throws RangeError */
export function parseConsequences(json: unknown): Consequences {
  if (!isObject(json)) throw new RangeError('selftest/consequences.json is not an object');
  return Object.fromEntries(
    Object.entries(json).map(([fault, ids]) => {
      if (!Array.isArray(ids)) {
        throw new RangeError(`selftest/consequences.json: ${fault} does not have a list`);
      }
      return [fault, ids.map((id: unknown) => requirementOf(id, fault))];
    }),
  );
}

function requirementOf(id: unknown, fault: string): RequirementId {
  if (typeof id === 'string' && isRequirementId(id)) return id;
  throw new RangeError(
    `selftest/consequences.json: ${fault} refers to an unknown requirement: ${String(id)}`,
  );
}

/**
 * Adds what a run found. A run of some cases can only show that something follows from a fault, so it adds; a run
 * of every case against it (`full`) shows what does not follow, too, so it replaces. Faults that are no longer in
 * the catalogue are dropped.
 */
export function mergeConsequences(
  known: Consequences,
  results: readonly FaultResult[],
  catalogue: readonly FaultEntry[],
  full: boolean,
): Consequences {
  const found = new Map(results.map((result) => [result.id, result]));
  return Object.fromEntries(
    catalogue.flatMap(({ id, violates }) => {
      const result = found.get(id);
      const reported = result?.failures.map(({ requirement }) => requirement) ?? [];
      const before = full && result !== undefined ? [] : (known[id] ?? []);
      const all = [...new Set([...before, ...reported])].filter((one) => !violates.includes(one));
      return all.length === 0 ? [] : [[id, all.toSorted()]];
    }),
  );
}

/** The text of consequences.json: one fault on a line, sorted, so that a change is a small diff. */
export function consequencesJson(consequences: Consequences): string {
  const lines = Object.entries(consequences)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([fault, ids]) => `  ${JSON.stringify(fault)}: [${ids.map((id) => `"${id}"`).join(', ')}]`,
    );
  return `{\n${lines.join(',\n')}\n}\n`;
}
