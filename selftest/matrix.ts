import type { Verdict } from '../harness/run/outcome.ts';
import type { CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { Grade } from '../harness/document/requirements.ts';

/** A fault of the catalogue, as far as judging it goes. */
export interface FaultEntry {
  readonly id: string;
  /** One sentence: what this server does wrong. */
  readonly summary: string;
  readonly grade: Grade;
  /** The requirements whose statement it makes false, the main one first. */
  readonly violates: readonly [RequirementId, ...RequirementId[]];
  /** The other requirements that failures were reported against so far (consequences.json). */
  readonly consequences: readonly RequirementId[];
}

/** A requirement that a failure was reported against, and what the case looked at. */
export interface Failure {
  readonly requirement: RequirementId;
  readonly what: string;
}

/** A failure, and the case that reported it. */
export interface CaseFailure extends Failure {
  readonly case: CaseId;
  /** Whether the case claims the requirement. Otherwise it was checked in passing. */
  readonly claimed: boolean;
}

/** A case that could not be judged. */
export interface CaseError {
  readonly cause: string;
  /** Whether the suite itself failed. That is a bug, whatever the server does. */
  readonly suiteBug: boolean;
}

/** A case that could not be judged, by its id. */
export interface ErroredCase extends CaseError {
  readonly case: CaseId;
}

/** How a case ended at a server. */
export interface CaseObservation {
  readonly case: CaseId;
  readonly verdict: Verdict;
  readonly failures: readonly Failure[];
  /** What was found and set apart, since it may follow from other violations; left out for nothing. */
  readonly setApart?: readonly RequirementId[];
  /** Null where the case could be judged. */
  readonly error: CaseError | null;
}

/** What was observed at one server, in the order in which cases ended. */
export interface Observation {
  readonly cases: readonly CaseObservation[];
  readonly ms: number;
}

/**
 * What the suite makes of a fault. Only a failure reported against a requirement that the fault violates detects it.
 * `misattributed`: failures were reported against other requirements alone. `errored`: cases could not be judged,
 * and none failed.
 */
export type FaultVerdict = 'detected' | 'misattributed' | 'errored' | 'undetected';

/** A fault, and what the cases that were run found. */
export interface FaultResult extends FaultEntry {
  readonly verdict: FaultVerdict;
  /** The failure that detects it; null where none does. */
  readonly detector: CaseFailure | null;
  /** Every failure, once for each case and requirement. */
  readonly failures: readonly CaseFailure[];
  /** Those reported against requirements that are neither violated nor known consequences. */
  readonly unexpected: readonly CaseFailure[];
  readonly errors: readonly ErroredCase[];
  /** Why it is known to go undetected; null where that would be news. */
  readonly gap: string | null;
  /** How many cases were run against it, and how many milliseconds that took. */
  readonly cases: number;
  readonly ms: number;
}

/** A correct server, and the cases that failed there or could not be judged. */
export interface CorrectResult {
  readonly id: string;
  readonly summary: string;
  readonly falseAlarms: readonly (ErroredCase | CaseFailure)[];
  readonly cases: number;
  readonly ms: number;
}

/** A case that detects a fault: it fails by a requirement that the fault violates, or that is a known consequence. */
export interface Detection extends Failure {
  readonly fault: string;
  readonly case: CaseId;
}

/** A case, and the faults that it detects by requirements it claims. */
export interface CaseResult {
  readonly case: CaseId;
  readonly detections: readonly Detection[];
  /** How many faults it was run against. */
  readonly tried: number;
  /** Where cases were chosen: the faults among those that it does not detect. Otherwise empty. */
  readonly missed: readonly string[];
  /** Why it is known to detect nothing; null where that would be news. */
  readonly gap: string | null;
}

/** A requirement that a case claims and a fault violates, and that no failure was reported against. */
export interface UnreportedRequirement {
  readonly requirement: RequirementId;
  /** Why that is known; null where it is news. */
  readonly gap: string | null;
}

/** Requirements that failures were reported against, counted fault by fault. */
export interface Attribution {
  readonly reported: number;
  /** How many of them the fault violates. */
  readonly direct: number;
  /** How many of them it violates or has as a known consequence. */
  readonly expected: number;
}

/** The least share of `reported` that is good enough; null where so little was run that a share says nothing. */
export interface AttributionMinimum {
  readonly direct: number | null;
  readonly expected: number;
}

export interface Totals {
  readonly faults: number;
  readonly verdicts: Readonly<Record<FaultVerdict, number>>;
  /** Faults that were not detected, and no gap explains it. */
  readonly unexplained: number;
  readonly attribution: Attribution;
  /** Correct servers at which a case failed or could not be judged. */
  readonly falseAlarms: number;
  /** Cases that failed by a bug of the suite, at whatever server. */
  readonly suiteBugs: number;
}

/**
 * What a self-test was run on. `everything`: every server and every case, so that each case must detect a fault.
 * `servers`: some servers; each fault among them must be detected. `cases`: some cases; each of them must detect a
 * fault.
 */
export type Scope = 'everything' | 'servers' | 'cases';

/** What a self-test found: fault × case × the requirement that the failure was reported against. */
export interface KillMatrix {
  readonly seed: number;
  /** Whether every case was run against every fault, rather than until one detects it. */
  readonly full: boolean;
  readonly scope: Scope;
  /** False when the run was interrupted. */
  readonly complete: boolean;
  readonly correct: readonly CorrectResult[];
  readonly faults: readonly FaultResult[];
  /** Every case where everything was run; otherwise the chosen cases, or those that detected something. */
  readonly cases: readonly CaseResult[];
  /** Known only where everything was run. */
  readonly unreported: readonly UnreportedRequirement[];
  readonly totals: Totals;
  readonly minimum: AttributionMinimum;
  readonly ms: number;
}

/** Something that is missing: a fault that is not detected, a case that detects nothing, a requirement not reported. */
export interface Gap {
  readonly id: string;
  /** Why that is known; null where it is news. */
  readonly why: string | null;
}

/** What the page of the kill matrix shows: the record of detections, whatever part of it the last run added. */
export interface MatrixPage {
  readonly faults: readonly FaultEntry[];
  readonly detections: readonly Detection[];
  readonly correct: readonly { readonly id: string; readonly summary: string }[];
  /** How many cases the suite has. */
  readonly cases: number;
  readonly undetected: readonly Gap[];
  readonly idle: readonly Gap[];
  readonly unreported: readonly Gap[];
  /** Of the recorded detections. */
  readonly attribution: Attribution;
  readonly minimum: AttributionMinimum;
}
