import type { Case } from './case.ts';

/** A part of a run that was split: the first of four is 1 of 4. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/**
 * One of the parts that cases are dealt into, like cards: those that search first, for they take longest, so that no
 * two parts differ by more than one of them, nor by more than one case. What part a case falls into depends on
 * nothing but the cases and the number of parts. Where there are more parts than cases, the last ones are empty.
 * @returns the cases of the part, in their own order
 */
export function part<C extends Pick<Case, 'replay'>>(
  cases: readonly C[],
  { index, of }: Shard,
): readonly C[] {
  const searching = cases.filter((c) => c.replay !== undefined);
  const scripted = cases.filter((c) => c.replay === undefined);
  const dealt = new Set([...searching, ...scripted].filter((_, i) => i % of === index - 1));
  return cases.filter((c) => dealt.has(c));
}
