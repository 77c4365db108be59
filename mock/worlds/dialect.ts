import { type Parts, referenceParts } from '../../reference-server/index.ts';
import { type Variant, variants } from '../../reference-server/variants/index.ts';
import { didYouMeanName, quoted } from '../documents/index.ts';
import type { Random } from './random.ts';

/** The permitted readings that a world takes. */
export interface Dialect {
  /** The ids of its variants; none for the reference server's own readings. */
  readonly variants: readonly string[];
  readonly change: (parts: Parts) => Parts;
  readonly domain: string;
}

/** A world's own domain where no variant has another. */
const usualDomain = 'localhost';

/** A variant of that name does not exist. */
export class UnknownVariant extends Error {}

/** Variants that change when an answer comes rather than what it says; a random dialect has none of them. */
const aboutTime: ReadonlySet<string> = new Set(['slow', 'rate-limited']);

/**
 * The dialect of a world.
 * @param name the id of a variant, several with commas between them, `random` for a combination that the seed of the
 * world decides, or null for none
 * @throws UnknownVariant also where two of them replace the same piece of a server
 */
export function dialectOf(name: string | null, right: Parts, random: Random): Dialect {
  if (name === null) return combine([]);
  if (name === 'random') return combine(draw(right, random));
  const chosen = name.split(',').map(variantOf);
  const clash = clashIn(chosen, right);
  if (clash === null) return combine(chosen);
  throw new UnknownVariant(`the variants ${clash.join(' and ')} cannot be combined`);
}

function variantOf(name: string): Variant {
  const variant = variants.find(({ id }) => id === name);
  if (variant !== undefined) return variant;
  const ids = ['random', ...variants.map(({ id }) => id)];
  const advice = didYouMeanName(name, ids) || `; the variants are ${ids.join(', ')}`;
  throw new UnknownVariant(`there is no variant ${quoted(name)}${advice}`);
}

/** Two variants that replace the same piece of a server, so that one of them would be lost; null for none. */
function clashIn(
  chosen: readonly Variant[],
  right: Parts,
): readonly [first: string, second: string] | null {
  const taken = new Map<string, string>();
  for (const variant of chosen) {
    for (const piece of piecesOf(variant, right)) {
      const first = taken.get(piece);
      if (first !== undefined) return [first, variant.id];
      taken.set(piece, variant.id);
    }
  }
  return null;
}

/** The variants that a random dialect is drawn from. */
export const drawnVariants: readonly string[] = variants
  .map(({ id }) => id)
  .filter((id) => !aboutTime.has(id));

/** Those of some variants that can be combined, the earlier ones first. */
export function compatible(ids: readonly string[]): readonly string[] {
  const chosen: Variant[] = [];
  for (const variant of ids.map(variantOf))
    if (clashIn([...chosen, variant], referenceParts) === null) chosen.push(variant);
  return chosen.map(({ id }) => id);
}

function combine(chosen: readonly Variant[]): Dialect {
  return {
    variants: chosen.map(({ id }) => id),
    change: (right) =>
      chosen.reduce<Parts>((parts, { change }) => ({ ...parts, ...change(parts) }), right),
    domain: chosen.find(({ domain }) => domain !== undefined)?.domain ?? usualDomain,
  };
}

/** About half of the variants, of which no two replace the same piece of a server. */
function draw(right: Parts, random: Random): readonly Variant[] {
  const taken = new Set<string>();
  const order = variants
    .map((variant) => ({ variant, place: random.number() }))
    .toSorted((a, b) => a.place - b.place);
  const chosen: Variant[] = [];
  for (const { variant } of order) {
    if (aboutTime.has(variant.id) || random.number() < 0.5) continue;
    const pieces = piecesOf(variant, right);
    if (pieces.some((piece) => taken.has(piece))) continue;
    for (const piece of pieces) taken.add(piece);
    chosen.push(variant);
  }
  return chosen;
}

/** The pieces that a variant replaces: whole parts, or members of a part that has several. */
function piecesOf({ change }: Variant, right: Parts): readonly string[] {
  const before: Readonly<Record<string, unknown>> = { ...right };
  return Object.entries<unknown>(change(right)).flatMap(([name, part]) => {
    const old = before[name];
    if (!isRecord(part) || !isRecord(old)) return [name];
    return Object.keys(part)
      .filter((key) => part[key] !== old[key])
      .map((key) => `${name}.${key}`);
  });
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
