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

/** The median of some numbers: of an even count, the upper of the middle two. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** Works through a list, at most `concurrency` items at a time. */
export async function inParallel<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) {
      const item = items[i];
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
