import { median } from './hunt.ts';

/** Milliseconds that a piece of work takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * How many times as long the first work takes as the second: the median over rounds of the ratio within a round,
 * so that a machine that drifts drifts for both.
 */
export async function ratio(
  rounds: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<number> {
  await first();
  await second();
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const a = await time(first);
    ratios.push(a / (await time(second)));
  }
  return median(ratios);
}

/** Works through a list with so many hands at once. */
export async function inParallel<T>(
  items: readonly T[],
  hands: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const hand = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
}
