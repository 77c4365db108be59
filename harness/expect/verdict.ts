import type { RequirementId } from '../spec/ids.ts';

/** One difference between what is owed and what came. */
export interface Mismatch {
  readonly requirement: RequirementId;
  /** What was looked at; equal for every case that fails the same way. */
  readonly what: string;
  readonly expected: string;
  readonly received: string;
  /** The exchange of the case it was seen in, from 0; null when it shows in no single one. */
  readonly step: number | null;
}

/** A requirement is not met: the target is wrong. */
export class Unmet extends Error {
  readonly mismatch: Mismatch;
  constructor(mismatch: Mismatch) {
    super(`${mismatch.what}: expected ${mismatch.expected}, received ${mismatch.received}`);
    this.mismatch = mismatch;
  }
}

/** The case could not be judged: the scene failed, or no answer came in time. */
export class Broken extends Error {}

/** The case does not apply to this target. */
export class Skipped extends Error {}

/** A value as a reader wants to see it: short, on one line. */
export function show(value: unknown, most = 400): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
