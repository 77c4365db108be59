import { Unmet } from '../judge/verdict.ts';
import type { Player } from './property.ts';
import { series } from './series.ts';
import type { Chance } from './series.ts';

/** A step of which a run has one: what clients do at once. A client's acts come one after the other. */
export interface Together<Act> {
  readonly do: 'together';
  readonly acts: readonly Act[];
}

/** What a race was seen to do, for the page. */
export type Draw = (timeline: readonly string[]) => void;

/** What is remembered from run to run: whether a race was lost. */
export interface Luck {
  lost: boolean;
}

/** How often a race is run, once one was lost: who comes first is luck, and one good run clears nobody. */
const rounds = 6;

/**
 * Plays runs of one race each.
 * @param race sets its own scene, acts, and judges; draws the clients before it throws
 */
export const racePlayer = <Step>(parts: {
  readonly luck: Luck;
  /** The race as a sentence; null where nothing is left of it. */
  tell(step: Step): string | null;
  /** @throws Unmet */
  race(step: Step, draw: Draw): Promise<void>;
}): Player<Step> => {
  let timeline: readonly string[] = [];
  return {
    describe: parts.tell,
    async step(step) {
      const { luck } = parts;
      for (let left = luck.lost ? rounds : 1; left > 0; left -= 1) {
        try {
          await parts.race(step, (lanes) => (timeline = lanes));
        } catch (error) {
          luck.lost ||= error instanceof Unmet;
          throw error;
        }
      }
      // Who wins differs from time to time; that somebody does, and what follows, does not.
      return 'some order explains all answers';
    },
    end: () => Promise.resolve(),
    timeline: () => timeline,
  };
};

/** Draws runs of one race each, and leaves out acts to make them smaller. */
export const races = <Step extends Together<unknown>>(
  draw: (chance: Chance) => Step,
  simpler: (step: Step) => readonly Step[] = () => [],
): ReturnType<typeof series<Step>> =>
  series<Step>({
    draw: (chance) => [draw(chance)],
    simpler: (step) => [...withFewerActs(step), ...simpler(step)],
  });

/** Halves, then quarters, down to single acts, are left out; two acts make the smallest race. */
function withFewerActs<Step extends Together<unknown>>(step: Step): readonly Step[] {
  const { acts } = step;
  const smaller: Step[] = [];
  for (let size = acts.length >> 1; size > 0; size >>= 1) {
    for (let from = 0; from < acts.length; from += size) {
      const left = [...acts.slice(0, from), ...acts.slice(from + size)];
      if (left.length > 0) smaller.push({ ...step, acts: left });
    }
  }
  return smaller;
}

/** The user of a client: one of several that a user acts through at once, such as `alice 2`. */
export const userOf = (client: string): string => client.slice(0, client.lastIndexOf(' '));

/** What clients do, as a sentence: lanes side by side, each in its order. */
export function sentenceOf<Act extends { readonly client: string }>(
  acts: readonly Act[],
  wordsOf: (act: Act) => string,
): string {
  const clients = [...new Set(acts.map(({ client }) => client))].toSorted();
  const lanes = clients.map((client) => {
    const own = acts.filter((act) => act.client === client).map(wordsOf);
    return `${client} ${own.join(', then ')}`;
  });
  return lanes.length === 1 ? (lanes[0] ?? '') : `at once: ${lanes.join(' | ')}`;
}
