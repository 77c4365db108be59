import type { Chance } from './series.ts';

/** The first run has a few steps at most, and every further one as many more. */
const more = 4;

/**
 * Draws that grow from run to run up to `most`: on a slow target something is judged before the time is up, and
 * what goes wrong in few steps is found in few.
 */
export function growing<T>(
  most: number,
  draw: (chance: Chance, most: number) => T,
): (chance: Chance) => T {
  let drawn = 0;
  return (chance) => {
    drawn += 1;
    return draw(chance, Math.min(most, more * drawn));
  };
}
