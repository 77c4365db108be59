import { __version, asyncProperty, check } from 'fast-check';
import { type Counterexample, piecesOf, SuiteBug, Unmet } from '../judge/verdict.ts';
import type { World } from '../run/case.ts';
import { type Kept, type ReplayResult, searchFactors } from '../run/search.ts';
import { play } from './play.ts';
import type { Player, Property } from './property.ts';

/** Steps that may be played to shrink a counterexample; small ones are found with far fewer. */
const mostShrinkingSteps = 6000;

/** The time limit of a search by default, in milliseconds. Only a target that hardly answers takes so long. */
const safetyLimit = 300_000;

/** A failed run. */
interface Failure<Step> {
  readonly unmet: Unmet;
  readonly steps: readonly Step[];
  readonly played: ReplayResult;
  readonly kept: Kept;
}

/**
 * Plays drawn series of steps until one fails or the runs are used up, and shrinks the series that failed. The seed alone
 * decides what is played. The time limit only protects against targets that hardly answer; it is checked before every
 * step.
 *
 * Only a violation is shrunk. A run that breaks says nothing about the target, and ends the search.
 * @throws Unmet with a counterexample; whatever broke a run
 */
export async function search<Step, Context, Name extends string>(
  world: World,
  property: Property<Step, Context, Name>,
  context: Context,
): Promise<void> {
  const seed = seedOf(world.search.seed, world.search.caseId);
  const factor = searchFactors[world.search.effort ?? 'default'];
  const asked = world.search.runs ?? property.budget.runs * factor;
  const time = world.search.milliseconds ?? safetyLimit * factor;
  const began = performance.now();
  const runs = createRuns(world, () => property.open(context, world), began + time);

  const { tally, found } = runs;
  const shareUsed = (): number => {
    const elapsed = (found.first?.at ?? performance.now()) - began;
    return Math.min(1, Math.max(tally.runs / asked, elapsed / time));
  };

  const details = await check(
    asyncProperty(property.series(context), async (steps) => {
      world.search.progress({ runs: tally.runs, asked, used: shareUsed() });
      await runs.run(steps);
    }),
    { seed, numRuns: asked, endOnFailure: false },
  );

  const used = shareUsed();
  world.search.report({
    seed,
    asked,
    used,
    ...tally,
    milliseconds: Math.round(performance.now() - began),
    coverage: property.coverage?.(context, used) ?? null,
  });
  const { broke, first, smallest } = found;
  if (smallest !== null && first !== null) {
    const path = details.counterexamplePath ?? '';
    const { drawn, run } = first;
    const origin = { seed, path, drawn, run, shrinks: details.numShrinks };
    throw await withCounterexample(smallest, origin, runs, world);
  }
  if (broke !== null) throw broke.error;
}

/** Stops fast-check from drawing more series where the search ends without a violation. */
class SearchEnded extends Error {}

/** The runs of one search. */
interface Runs<Step> {
  readonly found: {
    /** The smallest failure so far, and when and how the first one was found. */
    smallest: Failure<Step> | null;
    first: { readonly at: number; readonly drawn: number; readonly run: number } | null;
    broke: { readonly error: unknown } | null;
  };
  readonly tally: { runs: number; steps: number; shrinks: number };
  /** @throws Unmet where the target violates a requirement; otherwise fast-check takes the run for a pass */
  run(steps: readonly Step[]): Promise<void>;
  play(steps: readonly Step[], isLate?: () => boolean): Promise<ReplayResult>;
}

function createRuns<Step>(world: World, open: () => Player<Step>, end: number): Runs<Step> {
  const found: Runs<Step>['found'] = { smallest: null, first: null, broke: null };
  const tally = { runs: 0, steps: 0, shrinks: 0 };
  let lastStep = Number.POSITIVE_INFINITY;
  const isLate = (): boolean => performance.now() >= end || tally.steps >= lastStep;

  async function playFresh(steps: readonly Step[], late?: () => boolean): Promise<ReplayResult> {
    world.search.restart();
    const played = await play(open(), steps, late);
    tally.steps += played.observations.length;
    return played;
  }

  async function run(steps: readonly Step[]): Promise<void> {
    if (found.broke !== null || isLate()) {
      // fast-check stops drawing at an error. While it shrinks one, the remaining candidates pass instead.
      if (found.first === null) throw new SearchEnded();
      return;
    }
    const played = await playFresh(steps, isLate);
    if (found.first !== null) tally.shrinks += 1;
    else if (played.complete) tally.runs += 1;
    if (played.end === null) return;
    if (!(played.end instanceof Unmet)) {
      // A candidate that breaks while shrinking is not a smaller failure, and the failure remains.
      if (found.first === null || isOurs(played.end)) found.broke = { error: played.end };
      return;
    }
    if (found.first === null) {
      const at = performance.now();
      found.first = { at, drawn: piecesOf(steps).size, run: tally.runs };
      lastStep = tally.steps + mostShrinkingSteps;
    }
    found.smallest = { unmet: played.end, steps, played, kept: world.search.keep() };
    throw played.end;
  }

  return { found, tally, run, play: playFresh };
}

/** Plays the smallest failure once more, so that the exchanges reported are those of a run that failed. */
async function withCounterexample<Step>(
  { unmet, steps, played, kept }: Failure<Step>,
  origin: Pick<Counterexample, 'seed' | 'path' | 'drawn' | 'run' | 'shrinks'>,
  runs: Runs<Step>,
  world: World,
): Promise<Unmet> {
  const again = await runs.play(steps);
  const failedAgain = again.end instanceof Unmet;
  if (!failedAgain) world.search.restore(kept);
  const shown = failedAgain ? again : played;
  const { mismatch } = again.end instanceof Unmet ? again.end : unmet;
  const { size, word } = piecesOf(steps);
  const counterexample: Counterexample = {
    ...origin,
    size,
    unit: word === 'act' ? 'request' : 'step',
    versions: { 'fast-check': __version },
    steps,
    descriptions: shown.descriptions,
    observations: shown.observations,
    again: failedAgain ? null : again.observations,
    ...(shown.timeline === null ? {} : { timeline: shown.timeline }),
  };
  return new Unmet({ ...mismatch, counterexample });
}

/** A mistake of the suite is reported, whenever it shows. */
const isOurs = (error: unknown): boolean => error instanceof SuiteBug;

/** The seed of one property: the run's seed and the case's id, mixed (FNV-1a), so `--only` does not change it. */
export function seedOf(seed: number, caseId: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const letter of `${seed} ${caseId}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  return hash | 0;
}
