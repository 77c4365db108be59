import { readFileSync } from 'node:fs';
import { faults as known } from '../reference-server/faults/index.ts';
import type { ReferenceServerOptions } from '../reference-server/index.ts';
import { variants as permitted } from '../reference-server/variants/index.ts';
import { isRequirementId, type RequirementId } from '../harness/document/ids.ts';
import type { FaultRow } from './matrix.ts';

/** A server that the suite must find nothing wrong with. */
export interface RightServer {
  readonly id: string;
  readonly summary: string;
}

/** By fault: the requirements that are seen violated beside those it names. */
const consequences: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries<readonly string[]>(
    JSON.parse(readFileSync(new URL('consequences.json', import.meta.url), 'utf8')),
  ),
);

/** Every fault that there is. */
export const catalogue: readonly FaultRow[] = known.map((fault) => {
  const { id, summary, grade, violates } = fault;
  const [main, ...more] = violates;
  return {
    id,
    summary,
    grade,
    violates: [requirement(main, id), ...more.map((row) => requirement(row, id))],
    follows: (consequences.get(id) ?? []).map((row) => requirement(row, id)),
    because: null,
  };
});

/** The id of the server that is right and does nothing unusual. */
export const rightId = 'right';

/** Every right server: the bundled one, and those that take other permitted choices. */
export const rightServers: readonly RightServer[] = [
  { id: rightId, summary: 'The bundled reference server.' },
  ...permitted.map(({ id, summary }) => ({ id, summary })),
];

/** Fresh options for a server by the id of a fault or a right server. @throws RangeError */
export function optionsOf(id: string): ReferenceServerOptions {
  if (id === rightId) return {};
  const made = known.find((fault) => fault.id === id) ?? permitted.find((other) => other.id === id);
  if (made === undefined) throw new RangeError(`there is no server ${id}`);
  return made.options();
}

function requirement(text: string, fault: string): RequirementId {
  if (isRequirementId(text)) return text;
  throw new RangeError(`the fault ${fault} names ${text}, which is no requirement`);
}
