import type { Arbitrary } from 'fast-check';
import type { User } from '../judge/user.ts';
import type { CaseBody, World } from '../run/case.ts';
import type { CellCoverage } from '../run/search.ts';

/** How far a property searches unless the run says otherwise: the same on a fast and on a slow target. */
export interface Budget {
  readonly runs: number;
  /** Steps that may be played to shrink a counterexample, where each of them is dear. */
  readonly shrinkingSteps?: number;
  /** How long shrinking may go on, in milliseconds, where a single step may take very long; no limit if left out. */
  readonly shrinkingTime?: number;
}

/**
 * A statement about every series of steps, and how to play one. Programs that are made of calls are tested by
 * drawing the calls: Claessen and Hughes, "Testing Monadic Code with QuickCheck" (2002).
 *
 * A step is JSON. It names users and rooms by words and numbers, never by ids, so that it can be played against any
 * target. What is known of the target, and what is remembered from run to run, is in the context.
 */
export interface Property<Step, Context, Name extends string> {
  readonly title: CaseBody['title'];
  /** Every requirement that it may report a violation of. Those that a search does not reach are not judged. */
  readonly requires: CaseBody['requires'];
  readonly needs?: CaseBody['needs'];
  /** The names of the users, who are leased once for the whole search. */
  readonly users: readonly Name[];
  readonly budget: Budget;
  /**
   * Finds out, once before the first run, what the target offers and which of its views can be trusted.
   * @throws Broken where nothing can be judged
   */
  probe(world: World, users: NamedUsers<Name>): Promise<Context>;
  /** Draws series of steps; `series` shrinks them. */
  series(context: Context): Arbitrary<readonly Step[]>;
  /** Reads a step of a replay file. @throws RangeError that says what is wrong with it */
  readStep(value: unknown): Step;
  /** Begins a run, which must not depend on earlier ones: it has rooms, or slots in them, and txnIds of its own. */
  open(context: Context, world: World): Player<Step>;
  /** The cells of a table that the search reached, for a property that has one. */
  coverage?(context: Context, share: number): CellCoverage;
}

export type NamedUsers<Name extends string> = Readonly<Record<Name, User>>;

/** Plays the steps of one run. */
export interface Player<Step> {
  /** The step as a sentence in the present tense; null where it cannot be played now and is left out. */
  describe(step: Step): string | null;
  /**
   * Plays a step and judges what comes back.
   * @returns what the target did, in words without ids, so that two plays of the same steps can be compared
   * @throws Unmet
   */
  step(step: Step): Promise<string>;
  /** Judges what can be judged only when all steps have been played. @throws Unmet */
  end?(): Promise<void>;
  /** What clients did at once, drawn side by side, one line per row; for runs that have such steps. */
  timeline?(): readonly string[];
}
