import type { RequirementId } from '../document/ids.ts';
import type { StatementId } from '../document/statements.ts';
import { isArray, isObject } from '../document/json.ts';

/** One difference between what is required and what was received. */
export interface Mismatch<Id extends StatementId = RequirementId> {
  readonly requirement: Id;
  /** What was compared, in words that are equal for every case that fails the same way. */
  readonly what: string;
  readonly expected: string;
  readonly received: string;
  /** Index of the exchange of the case that shows it, from 0; null when no single exchange does. */
  readonly step: number | null;
  /** Where it stands in a recording, such as "entry 57 of a.har (line 1203)"; left out where nothing was recorded. */
  readonly where?: string;
  /** The inputs that lead to it; only properties have them. */
  readonly counterexample?: Counterexample;
}

/** The shrunk steps of a property that lead to a violation. Names stand for ids, so any target can replay them. */
export interface Counterexample {
  /** The seed of the inputs, and fast-check's path from it to the shrunk input. */
  readonly seed: number;
  readonly path: string;
  /** Versions of the libraries that generated and shrank. */
  readonly versions: Readonly<Record<string, string>>;
  /** The run that found it, from 1; its size then, in steps or acts; how often it was shrunk. */
  readonly run: number;
  readonly drawn: number;
  /** How many pieces it has now, and what a piece is: a step, or one of the requests of a race. */
  readonly size: number;
  readonly unit: 'step' | 'request';
  readonly shrinks: number;
  /** The steps as JSON, whose form is up to the property. */
  readonly steps: readonly unknown[];
  /** One sentence for each step. */
  readonly descriptions: readonly string[];
  /** What the target did in each step, in words without ids. */
  readonly observations: readonly string[];
  /** Null where the same steps failed again; otherwise it is flaky, and these are the observations of that run. */
  readonly again: readonly string[] | null;
  /**
   * The exchanges of the case that are its own, from the first to before the last; left out where a search found nothing
   * else, so that all are.
   */
  readonly exchanges?: readonly [from: number, to: number];
  /** Clients that acted at the same time, drawn side by side, one line for each row. */
  readonly timeline?: readonly string[];
}

/** The size of a sequence: its steps, or, where it is a single race, the acts of that race. */
export function piecesOf(steps: readonly unknown[]): {
  readonly size: number;
  readonly word: 'step' | 'act';
} {
  const [race] = steps;
  const acts = steps.length === 1 && isObject(race) ? race['acts'] : null;
  return isArray(acts) ? { size: acts.length, word: 'act' } : { size: steps.length, word: 'step' };
}

/** A requirement is not met: the target is wrong. */
export class Unmet extends Error {
  readonly mismatch: Mismatch;
  /** What else a search found, of other requirements. */
  readonly others: readonly Mismatch[];
  constructor(mismatch: Mismatch, others: readonly Mismatch[] = []) {
    super(`${mismatch.what}: expected ${mismatch.expected}, received ${mismatch.received}`);
    this.mismatch = mismatch;
    this.others = others;
  }
}

/** The case could not be judged: the setup failed, or no answer came in time. */
export class Broken extends Error {}

/**
 * The case could not be judged this time, for a reason that may not come again: a connection that ended, a gateway, a
 * rate limit. The case may be run once more.
 */
export class Interrupted extends Broken {}

/** A page of an error in HTML came with status 500: a gateway sends such pages, and so does a server that crashes. */
export class ErrorPage extends Interrupted {}

/** A rate limit stopped a user of the case. Other users may still be free to go on. */
export class RateLimited extends Interrupted {}

/** A view showed an accepted request late, so that the case compared two moments. */
export class LateView extends Interrupted {}

/** A case failed where views are late. It is believed when it fails again, with more time between requests and reads. */
export class Unconfirmed extends Interrupted {}

/** A mistake in the suite itself, such as a request that breaks the declaration by mistake: never the target's fault. */
export class SuiteBug extends Error {}

/** The case does not apply to this target. */
export class Skipped extends Error {}

/** A value as JSON on one line, cut to `most` characters. */
export function show(value: unknown, most = 400): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
