import type { Parts } from '../parts.ts';

/** Replaces parts of the reference server. A fault that remembers something keeps it in its own closure. */
export type Spoil = (right: Parts) => Partial<Parts>;

/** The ids of the requirements that a server does not meet, the main one first. */
export type Requirements = readonly [string, ...string[]];

/** The reference server with one thing wrong. */
export type Fault = {
  /** One sentence: what this server does wrong. */
  readonly summary: string;
  readonly violates: Requirements;
  readonly spoil: Spoil;
};

/** Faults by their id: stable, in kebab case. */
export type Faults = Readonly<Record<string, Fault>>;

/** Makes the same faults for each row of a table. */
export function perRow<const Row>(rows: readonly Row[], faultsOf: (row: Row) => Faults): Faults {
  return Object.fromEntries(rows.flatMap((row) => Object.entries(faultsOf(row))));
}
