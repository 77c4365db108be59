/**
 * Where in a JSON document the elements are that a scan is for: the keys that lead there, and `*` for each element of an
 * array. The empty pattern stands for the whole document.
 */
export type Pattern = readonly string[];

/** A container that is open on the way to elements. */
export interface Level {
  readonly isArray: boolean;
  /** The numbers of the patterns that lead through it. */
  readonly patterns: readonly number[];
  /** How many steps of them were taken. */
  readonly steps: number;
  /** Counts the containers that were opened on the way to elements. */
  readonly group: number;
}

/** What a value is for the patterns: an element of one of them, on the way to elements, or neither. */
export type Step =
  | { readonly kind: 'element'; readonly pattern: number }
  | { readonly kind: 'inside'; readonly patterns: readonly number[] }
  | { readonly kind: 'elsewhere' };

/** What a value in a container is. @param key the key of the value; null in an array */
export function stepInto(patterns: readonly Pattern[], from: Level, key: string | null): Step {
  if (from.isArray !== (key === null)) return { kind: 'elsewhere' };
  const word = key ?? '*';
  const taken = from.patterns.filter((number) => patterns[number]?.[from.steps] === word);
  return stepOf(patterns, taken, from.steps + 1);
}

/** What a whole document is. */
export const stepIntoDocument = (patterns: readonly Pattern[]): Step =>
  stepOf(
    patterns,
    patterns.map((_, number) => number),
    0,
  );

function stepOf(patterns: readonly Pattern[], taken: readonly number[], steps: number): Step {
  const pattern = taken.find((number) => patterns[number]?.length === steps);
  if (pattern !== undefined) return { kind: 'element', pattern };
  return taken.length === 0 ? { kind: 'elsewhere' } : { kind: 'inside', patterns: taken };
}
