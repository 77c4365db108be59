import type { Arbitrary } from 'fast-check';
import type { User } from '../judge/user.ts';
import { Unmet } from '../judge/verdict.ts';
import type { CaseBody, World } from '../run/case.ts';
import { propertyCase } from './property-case.ts';
import type { Player, Property } from './property.ts';
import { series } from './series.ts';

/** The one step of a run: what clients do at once. The acts of one client come one after the other. */
export interface Together<Act> {
  readonly do: 'together';
  readonly acts: readonly Act[];
}

/** Shows what clients did, drawn side by side, on the report. */
export type ShowTimeline = (lines: readonly string[]) => void;

/** A property whose runs are one race each. */
export interface Race<Step, Context, Name extends string> extends Omit<
  Property<Step, Context, Name>,
  'series' | 'readStep' | 'open' | 'coverage'
> {
  readonly steps: { readonly any: Arbitrary<Step>; read(value: unknown): Step };
  draw(context: Context): Arbitrary<Step>;
  /** The race as a sentence; null where the target does not offer it. */
  describe(step: Step, context: Context): string | null;
  /** Sets up a room of its own, races, and judges. Shows the timeline before it throws. @throws Unmet */
  race(world: World, context: Context, step: Step, show: ShowTimeline): Promise<void>;
}

/** A race as a case of a suite. */
export function raceCase<Step, Context, Name extends string>(
  race: Race<Step, Context, Name>,
): CaseBody {
  const { steps } = race;
  return propertyCase<Step, RaceContext<Context>, Name>({
    ...race,
    probe: async (world, users) => ({
      known: await race.probe(world, users),
      memory: { violated: false },
    }),
    series: ({ known }) =>
      series({ draw: race.draw(known).map((step) => [step]), step: steps.any }),
    readStep: steps.read,
    open: ({ known, memory }, world) =>
      racePlayer({
        memory,
        describe: (step) => race.describe(step, known),
        race: (step, show) => race.race(world, known, step, show),
      }),
  });
}

interface RaceContext<Context> {
  readonly known: Context;
  readonly memory: RaceMemory;
}

/** What is remembered from run to run. */
export interface RaceMemory {
  violated: boolean;
}

/** How often a race is repeated once one was a violation: timing decides, and one good run proves nothing. */
const repetitions = 6;

/** Plays one race. */
export function racePlayer<Step>(parts: {
  readonly memory: RaceMemory;
  describe(step: Step): string | null;
  race(step: Step, show: ShowTimeline): Promise<void>;
}): Player<Step> {
  const { memory, describe, race } = parts;
  let timeline: readonly string[] = [];
  return {
    describe,
    async step(step) {
      for (let left = memory.violated ? repetitions : 1; left > 0; left -= 1) {
        try {
          await race(step, (lines) => (timeline = lines));
        } catch (error) {
          memory.violated ||= error instanceof Unmet;
          throw error;
        }
      }
      // Which request came first differs from time to time; that some order explains the answers does not.
      return 'some order of the requests explains all answers';
    },
    timeline: () => timeline,
  };
}

/** The user of a client. A user may act through several clients at once, such as `alice 1` and `alice 2`. */
export const userOf = (client: string): string => client.slice(0, client.lastIndexOf(' '));

/** The user of a client, among the users of a property. */
export function userFor(users: Readonly<Record<string, User>>, client: string): User {
  const user = users[userOf(client)];
  if (user === undefined) throw new RangeError(`there is no user for the client ${client}`);
  return user;
}

/** What clients do, as a sentence with a part for each client. */
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
