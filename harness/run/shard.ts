import type { Case } from './case.ts';

/** A part of a run that was split: the first of four is 1 of 4. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/**


 * The cases of one shard. Properties are distributed first, since they take longest: no two shards differ by more than
  * one property, nor by more than one case. The shard of a case depends only on the cases and the number of shards.
  * Where there are more shards than cases, the last ones are empty.
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
