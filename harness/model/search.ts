import { __version, asyncProperty, check } from 'fast-check';
import { type Counterexample, piecesOf, Unmet } from '../judge/verdict.ts';
import type { World } from '../run/case.ts';
import type { Kept, ReplayResult } from '../run/search.ts';
import { play } from './play.ts';
import type { Player, Property } from './property.ts';

/** Milliseconds that a counterexample may be made smaller for; small ones are found in far less. */
const shrinkingTime = 3000;

/** A failed run: the smallest so far. */
interface Failure<Step> {
  readonly unmet: Unmet;
  readonly steps: readonly Step[];
  readonly played: ReplayResult;
  readonly kept: Kept;
}

/**
 * Plays drawn series of steps until one fails or the budget is used up, whichever comes first, and shrinks what
 * failed. The budget of time holds on any target: it is looked at before every step.
 *
 * Only what the target owes is shrunk. A run that breaks ends the search: it says nothing about the target.
 * @throws Unmet with a counterexample; whatever broke a run
 */
export async function search<Step, Context>(
  world: World,
  property: Property<Step, Context>,
): Promise<void> {
  const cast = await world.users(...property.users);
  const context = await property.prepare(world, cast);
  const seed = seedOf(world.search.seed, world.search.caseId);
  const asked = world.search.runs ?? property.budget.runs;
  const time = world.search.milliseconds ?? property.budget.milliseconds;
  const began = performance.now();
  const hunt = createHunt(world, () => property.open(context), began + time);

  const { tally } = hunt;
  const share = (): number => {
    const searching = (hunt.found.first?.at ?? performance.now()) - began;
    return Math.min(1, Math.max(tally.runs / asked, searching / time));
  };

  const details = await check(
    asyncProperty(property.steps(context), async (steps) => {
      world.search.progress({ runs: tally.runs, asked, used: share() });
      await hunt.run(steps);
    }),
    { seed, numRuns: asked, endOnFailure: false },
  );

  const { broke, first, smallest } = hunt.found;
  const used = share();
  world.search.report({
    seed,
    asked,
    used,
    ...tally,
    milliseconds: Math.round(performance.now() - began),
    coverage: property.coverage?.(context, used) ?? null,
  });
  if (smallest !== null && first !== null) {
    const path = details.counterexamplePath ?? '';
    const { drawn, run } = first;
    throw await confirmed(
      smallest,
      { seed, path, drawn, run, shrinks: details.numShrinks },
      hunt,
      world,
    );
  }
  if (broke !== null) throw broke.error;
}

/** The search is at its end, and nothing was found: no more series need to be drawn. */
class Over extends Error {}

/** One search under way. */
interface Hunt<Step> {
  readonly found: {
    /** The smallest failure so far, and when the first one was found. */
    smallest: Failure<Step> | null;
    first: { readonly at: number; readonly drawn: number; readonly run: number } | null;
    broke: { readonly error: unknown } | null;
  };
  readonly tally: { runs: number; steps: number; shrinks: number };
  /** @throws Unmet where the target is wrong; else the run counts as good */
  run(steps: readonly Step[]): Promise<void>;
  play(steps: readonly Step[], late?: () => boolean): Promise<ReplayResult>;
}

function createHunt<Step>(world: World, open: () => Player<Step>, end: number): Hunt<Step> {
  const found: Hunt<Step>['found'] = { smallest: null, first: null, broke: null };
  const tally = { runs: 0, steps: 0, shrinks: 0 };
  let deadline = end;
  const late = (): boolean => performance.now() >= deadline;

  async function playAnew(steps: readonly Step[], isLate?: () => boolean): Promise<ReplayResult> {
    world.search.restart();
    const played = await play(open(), steps, isLate);
    tally.steps += played.observations.length;
    return played;
  }

  async function run(steps: readonly Step[]): Promise<void> {
    if (found.broke !== null || late()) {
      // A failure ends the drawing; while one is made smaller, what is left passes.
      if (found.first === null) throw new Over();
      return;
    }
    const played = await playAnew(steps, late);
    if (found.first !== null) tally.shrinks += 1;
    else if (played.complete) tally.runs += 1;
    if (played.end === null) return;
    if (!(played.end instanceof Unmet)) {
      // While a failure is made smaller, what breaks is not smaller, and the failure remains.
      if (found.first === null || isOurs(played.end)) found.broke = { error: played.end };
      return;
    }
    if (found.first === null) {
      const at = performance.now();
      found.first = { at, drawn: piecesOf(steps).size, run: tally.runs };
      deadline = at + shrinkingTime;
    }
    found.smallest = { unmet: played.end, steps, played, kept: world.search.keep() };
    throw played.end;
  }

  return { found, tally, run, play: playAnew };
}

/** Plays the smallest failure once more; the exchanges that remain are those of a run that failed. */
async function confirmed<Step>(
  { unmet, steps, played, kept }: Failure<Step>,
  found: Pick<Counterexample, 'seed' | 'path' | 'drawn' | 'run' | 'shrinks'>,
  hunt: Hunt<Step>,
  world: World,
): Promise<Unmet> {
  const again = await hunt.play(steps);
  const same = again.end instanceof Unmet;
  if (!same) world.search.restore(kept);
  const shown = same ? again : played;
  const { mismatch } = again.end instanceof Unmet ? again.end : unmet;
  const counterexample: Counterexample = {
    ...found,
    versions: { 'fast-check': __version },
    steps,
    descriptions: shown.descriptions,
    observations: shown.observations,
    again: same ? null : again.observations,
    ...(shown.timeline === null ? {} : { timeline: shown.timeline }),
  };
  return new Unmet({ ...mismatch, counterexample });
}

/** Errors of the language are defects of the suite, whenever they come. */
const isOurs = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

/** The seed of one property: the run's seed and the case's id, mixed (FNV-1a), so `--only` changes nothing. */
export function seedOf(seed: number, caseId: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const letter of `${seed} ${caseId}`) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  return hash | 0;
}
