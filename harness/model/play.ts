import { Unmet } from '../judge/verdict.ts';
import type { ReplayResult } from '../run/search.ts';
import type { Player } from './property.ts';

/**
 * Plays a series of steps. Whatever is thrown ends the run and is part of its result.
 * @param tell what ended a run, in words
 * @param isLate asked before each step; once it is true the remaining steps are left out and nothing more is judged
 */
export async function play<Step>(
  player: Player<Step>,
  steps: readonly Step[],
  tell: (error: unknown) => string,
  isLate: () => boolean = () => false,
): Promise<ReplayResult> {
  const descriptions: string[] = [];
  const observations: string[] = [];
  const result = (end: unknown, complete: boolean): ReplayResult => ({
    descriptions,
    observations,
    end,
    complete,
    timeline: player.timeline?.() ?? null,
  });
  try {
    for (const step of steps) {
      if (isLate()) return result(null, false);
      const sentence = player.describe(step);
      if (sentence === null) continue;
      descriptions.push(sentence);
      observations.push(await player.step(step));
    }
    if (isLate()) return result(null, false);
    descriptions.push('at the end everything is checked once more');
    await player.end?.();
    observations.push('everything is as it should be');
    return result(null, true);
  } catch (error) {
    observations.push(tell(error));
    return result(error, true);
  }
}

/** What ended a run against a server: without the value that was received, which may hold ids. */
export const tellUnmet = (error: unknown): string =>
  error instanceof Unmet
    ? `${error.mismatch.requirement} is not met: ${error.mismatch.what}`
    : `the run broke: ${error instanceof Error ? error.message : String(error)}`;
