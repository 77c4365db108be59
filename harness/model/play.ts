import { Unmet } from '../judge/verdict.ts';
import type { ReplayResult } from '../run/search.ts';
import type { Player } from './property.ts';

/**
 * Plays a series of steps. Whatever is thrown becomes the end of it.
 * @param late asked before each step; once it is true the rest is left out, and nothing is judged at the end
 */
export async function play<Step>(
  player: Player<Step>,
  steps: readonly Step[],
  late: () => boolean = () => false,
): Promise<ReplayResult> {
  const story: string[] = [];
  const history: string[] = [];
  const played = (end: unknown, complete: boolean): ReplayResult => ({
    descriptions: story,
    observations: history,
    end,
    complete,
    timeline: player.timeline?.() ?? null,
  });
  try {
    for (const step of steps) {
      if (late()) return played(null, false);
      const sentence = player.describe(step);
      if (sentence === null) continue;
      story.push(sentence);
      history.push(await player.step(step));
    }
    if (late()) return played(null, false);
    story.push('in the end everything is looked at once more');
    await player.end();
    history.push('all is as it should be');
    return played(null, true);
  } catch (error) {
    history.push(wordsOf(error));
    return played(error, true);
  }
}

/** Without what was received, which may hold ids. */
const wordsOf = (error: unknown): string =>
  error instanceof Unmet
    ? `${error.mismatch.requirement} is not met: ${error.mismatch.what}`
    : `the run broke: ${error instanceof Error ? error.message : String(error)}`;
