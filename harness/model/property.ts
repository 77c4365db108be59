import type { Arbitrary } from 'fast-check';
import type { User } from '../judge/user.ts';
import type { CaseBody, World } from '../run/case.ts';
import type { CellCoverage, ReplayResult } from '../run/search.ts';
import { play } from './play.ts';
import { search } from './search.ts';

/** How far a property searches where nobody says otherwise. */
export interface Budget {
  readonly runs: number;
  readonly milliseconds: number;
}

/**
 * A statement about every series of steps, and how to play one. Properties of programs that are made of calls
 * are tested by drawing the calls: Claessen and Hughes, "Testing Monadic Code with QuickCheck" (2002).
 *
 * A step is JSON and names users and rooms, never ids, so that it can be played against any target. Whatever is
 * known of the target, or remembered from run to run, is in the context.
 */
export interface Property<Step, Context> {
  readonly title: CaseBody['title'];
  /** Everything it may blame. What a search does not come to is reported as not judged. */
  readonly requires: CaseBody['requires'];
  readonly needs?: CaseBody['needs'];
  /** The users, by name; leased once for the whole search. */
  readonly users: readonly string[];
  readonly budget: Budget;
  /** Looks at the target once, before the first run: which ways it offers, which views can be trusted. */
  prepare(world: World, cast: readonly User[]): Promise<Context>;
  /** Draws series of steps; `series` shrinks any list of steps. */
  steps(context: Context): Arbitrary<readonly Step[]>;
  /** A step as it comes from a file; null where it is none. */
  readStep(value: unknown): Step | null;
  /** Begins a run, which must be on its own: fresh rooms, fresh txnIds. */
  open(context: Context): Player<Step>;
  /** What the search reached of a table, where there is one. */
  coverage?(context: Context, share: number): CellCoverage;
}

/** Plays the steps of one run. */
export interface Player<Step> {
  /** The step as a sentence about what is now; null where it cannot be played now, and is left out. */
  describe(step: Step): string | null;
  /**
   * Plays a step and judges it with `must`. @returns what the target did, in words without ids: played against
   * another target, or again, they are compared. @throws Unmet
   */
  step(step: Step): Promise<string>;
  /** Judges what is left once all steps are played. @throws Unmet */
  end(): Promise<void>;
  /** What clients did at once, drawn side by side, one line a row; where a run has such steps. */
  timeline?(): readonly string[];
}

/** A property as a case of a suite. */
export function propertyCase<Step, Context>(property: Property<Step, Context>): CaseBody {
  const { title, requires, needs } = property;
  return {
    title,
    requires,
    ...(needs === undefined ? {} : { needs }),
    run: (world) => search(world, property),
    replay: (world, steps) => replayIn(world, property, steps),
  };
}

/** @throws RangeError for what is no step of this property; NoAccounts, Broken when the scene cannot be set */
async function replayIn<Step, Context>(
  world: World,
  property: Property<Step, Context>,
  steps: readonly unknown[],
): Promise<ReplayResult> {
  const read = steps.map((value, i) => {
    const step = property.readStep(value);
    if (step === null) throw new RangeError(`step ${i + 1} is none of this property`);
    return step;
  });
  const context = await property.prepare(world, await world.users(...property.users));
  world.search.restart();
  return play(property.open(context), read);
}
