import type { Verdict } from '../harness/run/outcome.ts';
import type { CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { Grade } from '../harness/document/requirements.ts';

/** A fault of the catalogue, as far as judging it goes. */
export interface FaultRow {
  readonly id: string;
  /** One sentence: what this server does wrong. */
  readonly summary: string;
  readonly grade: Grade;
  /** The requirements whose statement it makes false, the main one first. */
  readonly violates: readonly [RequirementId, ...RequirementId[]];
  /** What may be seen violated as a consequence, and why. */
  readonly follows: readonly RequirementId[];
  readonly because: string | null;
}

/** How a case ended at a server of ours, as far as a kill matrix wants to know. */
export interface Seen {
  readonly case: CaseId;
  readonly verdict: Verdict;
  readonly mismatches: readonly Blame[];
  /** Why it was broken; null otherwise. `ours` says that the suite fell over, and that is never right. */
  readonly cause: string | null;
  readonly ours: boolean;
}

/** A requirement that a case found violated, and what it looked at. */
export interface Blame {
  readonly requirement: RequirementId;
  readonly what: string;
}

/** A named assertion that failed. */
export interface Catch extends Blame {
  readonly case: CaseId;
  /** Whether the case claims the requirement, rather than coming across it. */
  readonly claimed: boolean;
}

/** A case that could not be judged. */
export interface Stuck {
  readonly case: CaseId;
  readonly cause: string;
  readonly ours: boolean;
}

/**
 * What became of a fault. Only a failed assertion about one of the requirements it violates kills it: what is
 * blamed on others alone is `misblamed`, and what only breaks cases is `broken`.
 */
export type Fate = 'killed' | 'misblamed' | 'broken' | 'survived';

/** A fault, and what the cases that were run made of it. */
export interface FaultResult extends FaultRow {
  readonly fate: Fate;
  /** What caught it first; null where nothing did. */
  readonly killer: Catch | null;
  /** Everything that was seen violated, once for each case and requirement. */
  readonly caught: readonly Catch[];
  /** What of it belongs neither to the fault nor to its consequences. */
  readonly strays: readonly Catch[];
  readonly stuck: readonly Stuck[];
  /** Why it is known to get away; null where that would be news. */
  readonly gap: string | null;
  /** Cases that were run against it, and the milliseconds of that. */
  readonly cases: number;
  readonly ms: number;
}

/** A right server, and the cases that called it wrong or could not judge it. */
export interface RightResult {
  readonly id: string;
  readonly summary: string;
  readonly alarms: readonly (Stuck | Catch)[];
  readonly cases: number;
  readonly ms: number;
}

/** A fault that a case catches by a requirement it claims. */
export interface Witness extends Blame {
  readonly case: CaseId;
  readonly fault: string;
}

/** A case that was seen to catch nothing. */
export interface IdleCase {
  readonly case: CaseId;
  /** How many faults it was tried on. */
  readonly tried: number;
  /** Why that is known; null where it is news. */
  readonly gap: string | null;
}

/** A requirement that a case claims and a fault violates, and that was never seen violated. */
export interface Unseen {
  readonly requirement: RequirementId;
  /** Why that is known; null where it is news. */
  readonly gap: string | null;
}

export interface Totals {
  readonly faults: number;
  readonly fates: Readonly<Record<Fate, number>>;
  /** Faults that got away, and no gap explains it. */
  readonly unexplained: number;
  /** Requirements seen violated, fault by fault, and how many of them belong to their fault. */
  readonly blamed: number;
  readonly belonging: number;
  /** From 0 to 1; 1 where there is nothing to divide. */
  readonly killRate: number;
  readonly attribution: number;
  readonly alarms: number;
  /** Cases that fell over, at whatever server. */
  readonly defects: number;
}

/** Requirement × fault × the assertion that caught it. */
export interface KillMatrix {
  readonly seed: number;
  /** Whether every case was run against every fault, rather than until one caught it. */
  readonly full: boolean;
  /** Whether nothing was left out by patterns; only then idle cases and unseen requirements are known. */
  readonly whole: boolean;
  /** False when somebody stopped it. */
  readonly complete: boolean;
  readonly right: readonly RightResult[];
  readonly faults: readonly FaultResult[];
  readonly witnesses: readonly Witness[];
  readonly idle: readonly IdleCase[];
  readonly unseen: readonly Unseen[];
  readonly totals: Totals;
  readonly ms: number;
}

/** The least attribution that is good enough. */
export const leastAttribution = 0.95;
