import type { RequirementId } from '../document/ids.ts';
import { isArray, isObject } from '../document/json.ts';

/** One difference between what is owed and what came. */
export interface Mismatch {
  readonly requirement: RequirementId;
  /** What was looked at; equal for every case that fails the same way. */
  readonly what: string;
  readonly expected: string;
  readonly received: string;
  /** The exchange of the case it was seen in, from 0; null when it shows in no single one. */
  readonly step: number | null;
  /** How a search came to it; a scripted case has none. */
  readonly counterexample?: Counterexample;
}

/** The steps that a search shrank a violation to. Names stand for ids, so that they can be replayed anywhere. */
export interface Counterexample {
  /** What the inputs were drawn from, and the way from there to the shrunk one. */
  readonly seed: number;
  readonly path: string;
  /** Of the libraries that drew and shrank. */
  readonly versions: Readonly<Record<string, string>>;
  /** The run it was found in, from 1; how many pieces it had then; how often it was shrunk. */
  readonly run: number;
  readonly drawn: number;
  readonly shrinks: number;
  /** JSON; who knows the property can play them. */
  readonly steps: readonly unknown[];
  /** One sentence a step. */
  readonly descriptions: readonly string[];
  /** What the target did in each step, in words without ids. */
  readonly observations: readonly string[];
  /** Null where the steps, played again, failed again; else it is flaky, and this is the other history. */
  readonly again: readonly string[] | null;
  /** Clients that acted at once, drawn side by side, one line a row. */
  readonly timeline?: readonly string[];
}

/** What a series is made of: its steps, or, where it is one race, the acts of that. */
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
  constructor(mismatch: Mismatch) {
    super(`${mismatch.what}: expected ${mismatch.expected}, received ${mismatch.received}`);
    this.mismatch = mismatch;
  }
}

/** The case could not be judged: the setup failed, or no answer came in time. */
export class Broken extends Error {}

/** The case does not apply to this target. */
export class Skipped extends Error {}

/** A value as a reader wants to see it: short, on one line. */
export function show(value: unknown, most = 400): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
