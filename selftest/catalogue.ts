import { faults as known } from '../reference-server/faults/index.ts';
import type { ReferenceServerOptions } from '../reference-server/index.ts';
import {
  asLater,
  type LaterServer,
  laterServers,
  optionsOfVariant,
  variants,
} from '../reference-server/variants/index.ts';
import { referenceParts } from '../reference-server/index.ts';
import { isRequirementId, type RequirementId } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import type { Grade } from '../harness/document/requirements.ts';
import { parseConsequences } from './consequences.ts';
import { readData } from './data.ts';
import type { FaultEntry } from './matrix.ts';

/** A server at which no case may fail. */
export interface CorrectServer {
  readonly id: string;
  readonly summary: string;
  /** The later version of the specification that permits it; left out where the declaration does. */
  readonly version?: LaterServer['version'];
}

const consequences = parseConsequences(readData('consequences.json'));

const { register } = loadSpec();

/** Every fault that there is, with the grade of the first requirement that it violates. */
export const catalogue: readonly FaultEntry[] = known.map(({ id, summary, violates }) => {
  const [main, ...more] = violates;
  return {
    id,
    summary,
    grade: gradeOf(requirement(main, id)),
    violates: [requirement(main, id), ...more.map((row) => requirement(row, id))],
    consequences: consequences[id] ?? [],
  };
});

/** The reference server with no fault and no variant. */
export const referenceServer: CorrectServer = {
  id: 'reference-server',
  summary: 'The bundled reference server.',
};

/** Every correct server: the reference server, and its variants that take other permitted readings. */
export const correctServers: readonly CorrectServer[] = [
  referenceServer,
  ...variants.map(({ id, summary }) => ({ id, summary })),
];

/** Servers that a later version of the specification permits, and the declaration does not. */
export const laterCatalogue: readonly CorrectServer[] = laterServers;

/** The id of the server that has two faults. */
export const pairId = (one: string, other: string): string => `${one}+${other}`;

/** The parts of the server that a fault replaces: `ids.room`, `operations.ban`, `onAnswer`. */
export function partsReplacedBy(fault: string): ReadonlySet<string> {
  const spoiled: object = faultNamed(fault)?.spoil(referenceParts) ?? {};
  const right = new Map<string, unknown>(Object.entries(referenceParts));
  return new Set(
    Object.entries<unknown>({ ...spoiled }).flatMap(([name, part]) => {
      const before = right.get(name);
      if (!isObject(part) || !isObject(before)) return [name];
      const changed = Object.entries(part).filter(([key, value]) => value !== before[key]);
      return changed.map(([key]) => `${name}.${key}`);
    }),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const faultNamed = (id: string): (typeof known)[number] | undefined =>
  known.find((one) => one.id === id);

/**
 * Fresh options for the server of a fault, of two faults, for a correct server, or for a server of a later version.
 * @param version as which later version of the specification the server behaves
 * @throws RangeError
 */
export function optionsOf(id: string, version?: LaterServer['version']): ReferenceServerOptions {
  if (version !== undefined) {
    const right = optionsOf(id);
    return { ...right, parts: asLater(version, right.parts ?? referenceParts) };
  }
  if (id === referenceServer.id) return {};
  const later = laterServers.find((one) => one.id === id);
  if (later !== undefined) return { parts: asLater(later.version) };
  const variant = variants.find((one) => one.id === id);
  if (variant !== undefined) return optionsOfVariant(variant);
  const names = id.split('+');
  const found = names.flatMap((name) => faultNamed(name) ?? []);
  if (found.length < names.length) throw new RangeError(`unknown fault or variant: ${id}`);
  return {
    parts: found.reduce((parts, { spoil }) => ({ ...parts, ...spoil(parts) }), referenceParts),
  };
}

function gradeOf(id: RequirementId): Grade {
  const found = register.get(id);
  if (found === undefined) throw new RangeError(`${id} is not in the register`);
  return found.grade;
}

function requirement(id: string, fault: string): RequirementId {
  if (isRequirementId(id)) return id;
  throw new RangeError(`fault ${fault} refers to an unknown requirement: ${id}`);
}
