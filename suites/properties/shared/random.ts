import type { Random } from 'fast-check';

/**
 * Draws from fast-check's own source. Its arbitraries do not serve here: what may come next follows from the model of
 * the room after the steps before, and from the cells that earlier runs reached, and an arbitrary sees neither.
 */
export type Source = Pick<Random, 'nextInt'>;

/** Whether something happens that happens once in `n` times. */
export const onceIn = (source: Source, n: number): boolean => source.nextInt(1, n) === 1;

export const oneOf = <const T>(source: Source, list: readonly [T, ...T[]]): T =>
  list[source.nextInt(0, list.length - 1)] ?? list[0];

/** A list in another order. */
export function shuffled<T>(source: Source, list: readonly T[]): readonly T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(source.nextInt(0, rest.length - 1), 1));
}

/** One of a list, each as likely as its weight says; null where all weights are 0. */
export function weighted<T>(
  source: Source,
  list: readonly T[],
  weight: (item: T) => number,
): T | null {
  const weights = list.map((item) => Math.round(weight(item) * 16));
  const all = weights.reduce((a, b) => a + b, 0);
  if (all === 0) return null;
  let left = source.nextInt(0, all - 1);
  return list.find((_, i) => (left -= weights[i] ?? 0) < 0) ?? null;
}
