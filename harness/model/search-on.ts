import { viewsIn } from '../judge/symptoms.ts';
import { type Mismatch, SuiteBug, Unmet } from '../judge/verdict.ts';
import type { World } from '../run/case.ts';
import type { Kept, Search } from '../run/search.ts';
import { tellUnmet } from './play.ts';
import type { Property } from './property.ts';
import { type Found, runsOf, type Searched, searchSeries, timeOf } from './search.ts';

/** How many violations a search tells at most. */
const mostViolations = 4;

/** A violation, the exchanges that show it, and what it cannot do without: operations and views. */
interface Shown {
  readonly mismatch: Mismatch;
  readonly kept: Kept;
  readonly needs: ReadonlySet<string>;
}

/**
 * Searches for series of steps at which a server violates requirements.
 * @throws Unmet with a counterexample for each; whatever broke a run before a violation was found
 */
export async function search<Step, Context, Name extends string>(
  world: World,
  property: Property<Step, Context, Name>,
  context: Context,
): Promise<void> {
  const searched: Searched<Step, Unmet> = {
    budget: property.budget,
    series: property.series(context),
    open: () => property.open(context, world),
    isViolation: (error): error is Unmet => error instanceof Unmet,
    tell: tellUnmet,
    coverage: (share) => property.coverage?.(context, share) ?? null,
  };
  const found = await searchSeries(world.search, searched);
  if (found === null) return;
  const [mismatch, ...others] = await searchOn(world.search, searched, found);
  throw new Unmet(mismatch, others);
}

/**
 * Plays what is left of the runs after a violation, and finds violations of other requirements, each with its own
 * counterexample. One that needs all that an earlier one needs may follow from it, and is not told.
 */
async function searchOn<Step>(
  given: Search,
  searched: Searched<Step, Unmet>,
  first: Found<Unmet>,
): Promise<readonly [Mismatch, ...Mismatch[]]> {
  const shown: Shown[] = [shownBy(given, first)];
  const known = new Set([first.violation.mismatch.requirement]);
  const isKnown = (error: unknown): error is Unmet =>
    error instanceof Unmet && known.has(error.mismatch.requirement);
  let left = runsOf(given, searched.budget) - first.counterexample.run;
  const end = performance.now() + timeOf(given);
  while (left > 0 && shown.length < mostViolations) {
    const caseId = `${given.caseId} ${known.size}`;
    const milliseconds = Math.max(0, end - performance.now());
    const more = { ...given, caseId, runs: left, milliseconds };
    const { next, runs } = await foundBy(more, {
      ...searched,
      isKnown,
      isViolation: (error): error is Unmet => error instanceof Unmet && !isKnown(error),
    });
    if (next === null) break;
    left -= Math.max(1, runs);
    known.add(next.violation.mismatch.requirement);
    const one = shownBy(given, next);
    if (!shown.some(({ needs }) => [...needs].every((need) => one.needs.has(need))))
      shown.push(one);
  }
  given.restore(...shown.map(({ kept }) => kept));
  return inOneList(shown);
}

/** What breaks the search after a violation says nothing about that violation. */
async function foundBy<Step>(
  given: Search,
  searched: Searched<Step, Unmet>,
): Promise<{ readonly next: Found<Unmet> | null; readonly runs: number }> {
  let runs = 0;
  const report: Search['report'] = (summary) => void ({ runs } = summary);
  try {
    const next = await searchSeries({ ...given, report }, searched);
    return { next, runs };
  } catch (error) {
    if (error instanceof SuiteBug) throw error;
    return { next: null, runs };
  }
}

function shownBy(given: Search, { violation, counterexample }: Found<Unmet>): Shown {
  const needs = new Set([...given.writes(), ...viewsIn(violation.mismatch.what)]);
  // Every series begins with a room.
  needs.delete('create_room');
  return { mismatch: { ...violation.mismatch, counterexample }, kept: given.keep(), needs };
}

/** The mismatches as they stand when the exchanges of all are shown one after the other. */
function inOneList(shown: readonly Shown[]): readonly [Mismatch, ...Mismatch[]] {
  let from = 0;
  const all = shown.map(({ mismatch, kept }) => {
    const begin = from;
    from += kept.exchanges.length;
    const { step, counterexample } = mismatch;
    if (counterexample === undefined || shown.length === 1) return mismatch;
    return {
      ...mismatch,
      step: step === null ? null : step + begin,
      counterexample: { ...counterexample, exchanges: [begin, from] as const },
    };
  });
  const [first, ...others] = all;
  if (first === undefined) throw new SuiteBug('a search found a violation and shows none');
  return [first, ...others];
}
