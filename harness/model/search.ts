import { type Arbitrary, __version, asyncProperty, check } from 'fast-check';
import { type Counterexample, piecesOf, SuiteBug } from '../judge/verdict.ts';
import {
  type CellCoverage,
  type Kept,
  type ReplayResult,
  type Search,
  searchFactors,
} from '../run/search.ts';
import { play } from './play.ts';
import type { Budget, Player } from './property.ts';

/** Steps that may be played to shrink a counterexample; small ones are found with far fewer. */
const mostShrinkingSteps = 6000;

/** The time limit of a search by default, in milliseconds. Only a target that hardly answers takes so long. */
const safetyLimit = 300_000;

/** What is searched: series of steps, how they are played, and which errors are violations. */
export interface Searched<Step, Violation extends Error> {
  readonly budget: Budget;
  readonly series: Arbitrary<readonly Step[]>;
  /** Begins a run, which must not depend on earlier ones. */
  open(): Player<Step>;
  /** Whether what ended a run is a violation, which is shrunk. Anything else says nothing about whom is judged. */
  isViolation(error: unknown): error is Violation;
  /** Whether what ended a run is known already, so that the search goes on; left out, nothing is. */
  isKnown?(error: unknown): boolean;
  /** What ended a run, in words without ids. */
  tell(error: unknown): string;
  coverage?(share: number): CellCoverage | null;
}

/** A violation that a search found, and the shrunk steps that lead to it. */
export interface Found<Violation extends Error> {
  readonly violation: Violation;
  readonly counterexample: Counterexample;
}

/** A failed run. */
interface Failure<Step, Violation extends Error> {
  readonly violation: Violation;
  readonly steps: readonly Step[];
  readonly played: ReplayResult;
  readonly kept: Kept;
}

/**
 * Plays drawn series of steps until one fails or the runs are used up, and shrinks the series that failed. The seed alone
 * decides what is played. The time limit only protects against targets that hardly answer; it is checked before every
 * step.
 *
 * Only a violation is shrunk. A run that breaks says nothing about whom is judged, and ends the search.
 * @returns null where no run violated anything
 * @throws whatever broke a run
 */
export async function searchSeries<Step, Violation extends Error>(
  given: Search,
  searched: Searched<Step, Violation>,
): Promise<Found<Violation> | null> {
  const seed = seedOf(given.seed, given.caseId);
  const asked = runsOf(given, searched.budget);
  const time = timeOf(given);
  const began = performance.now();
  const runs = createRuns(given, searched, began + time);

  const { tally, found } = runs;
  const shareUsed = (): number => {
    const elapsed = (found.first?.at ?? performance.now()) - began;
    return Math.min(1, Math.max(tally.runs / asked, elapsed / time));
  };

  const details = await check(
    asyncProperty(searched.series, async (steps) => {
      given.progress({ runs: tally.runs, asked, used: shareUsed() });
      await runs.run(steps);
    }),
    { seed, numRuns: asked, endOnFailure: false },
  );

  const used = shareUsed();
  given.report({
    seed,
    asked,
    used,
    ...tally,
    milliseconds: Math.round(performance.now() - began),
    coverage: searched.coverage?.(used) ?? null,
  });
  const { broke, first, smallest } = found;
  if (smallest !== null && first !== null) {
    const path = details.counterexamplePath ?? '';
    const { drawn, run } = first;
    const origin = { seed, path, drawn, run, shrinks: details.numShrinks };
    return withCounterexample(smallest, origin, runs, given, searched);
  }
  if (broke !== null) throw broke.error;
  return null;
}

/** How many runs a search is to make. */
export const runsOf = ({ runs, effort = 'default' }: Search, budget: Budget): number =>
  runs ?? budget.runs * searchFactors[effort];

/** How long a search may take, in milliseconds. */
export const timeOf = ({ milliseconds, effort = 'default' }: Search): number =>
  milliseconds ?? safetyLimit * searchFactors[effort];

/** Stops fast-check from drawing more series where the search ends without a violation. */
class SearchEnded extends Error {}

/** The runs of one search. */
interface Runs<Step, Violation extends Error> {
  readonly found: {
    /** The smallest failure so far, and when and how the first one was found. */
    smallest: Failure<Step, Violation> | null;
    first: { readonly at: number; readonly drawn: number; readonly run: number } | null;
    broke: { readonly error: unknown } | null;
  };
  readonly tally: { runs: number; steps: number; shrinks: number };
  /** @throws where a requirement is violated; otherwise fast-check takes the run for a pass */
  run(steps: readonly Step[]): Promise<void>;
  play(steps: readonly Step[], isLate?: () => boolean): Promise<ReplayResult>;
}

function createRuns<Step, Violation extends Error>(
  given: Search,
  searched: Searched<Step, Violation>,
  end: number,
): Runs<Step, Violation> {
  const found: Runs<Step, Violation>['found'] = { smallest: null, first: null, broke: null };
  const tally = { runs: 0, steps: 0, shrinks: 0 };
  let lastStep = Number.POSITIVE_INFINITY;
  let lastMoment = end;
  const isLate = (): boolean => performance.now() >= lastMoment || tally.steps >= lastStep;

  async function playFresh(steps: readonly Step[], late?: () => boolean): Promise<ReplayResult> {
    given.restart();
    const played = await play(searched.open(), steps, searched.tell, late);
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
    if (played.end === null || searched.isKnown?.(played.end) === true) return;
    if (!searched.isViolation(played.end)) {
      // A candidate that breaks while shrinking is not a smaller failure, and the failure remains.
      if (found.first === null || isOurs(played.end)) found.broke = { error: played.end };
      return;
    }
    if (found.first === null) {
      const at = performance.now();
      found.first = { at, drawn: piecesOf(steps).size, run: tally.runs };
      const { shrinkingSteps, shrinkingTime } = searched.budget;
      lastStep = tally.steps + (shrinkingSteps ?? mostShrinkingSteps);
      lastMoment = Math.min(end, at + (shrinkingTime ?? Number.POSITIVE_INFINITY));
    }
    found.smallest = { violation: played.end, steps, played, kept: given.keep() };
    throw played.end;
  }

  return { found, tally, run, play: playFresh };
}

/** Plays the smallest failure once more, so that the exchanges reported are those of a run that failed. */
async function withCounterexample<Step, Violation extends Error>(
  { violation, steps, played, kept }: Failure<Step, Violation>,
  origin: Pick<Counterexample, 'seed' | 'path' | 'drawn' | 'run' | 'shrinks'>,
  runs: Runs<Step, Violation>,
  given: Search,
  { isViolation }: Searched<Step, Violation>,
): Promise<Found<Violation>> {
  const again = await runs.play(steps);
  const failedAgain = isViolation(again.end);
  if (!failedAgain) given.restore(kept);
  const shown = failedAgain ? again : played;
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
  return { violation: isViolation(again.end) ? again.end : violation, counterexample };
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
