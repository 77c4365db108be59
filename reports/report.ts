import type { Mismatch } from '../harness/expect/verdict.ts';
import type { CaseId } from '../harness/run/case.ts';
import type { Captured, Verdict } from '../harness/run/outcome.ts';
import type { Searched, SearchOptions } from '../harness/run/search.ts';
import type { Nickname, RequirementId } from '../harness/spec/ids.ts';
import type { Grade } from '../harness/spec/requirements.ts';

/** Grows by one whenever a report changes so that its readers must. */
export const reportSchema = 'rooms-conformance-report/1';

/** The grades in the order of their weight; a level is a grade and all before it. */
export const gradeOrder = [
  'documented',
  'disputed',
  'implied',
  'convention',
] as const satisfies readonly Grade[];

export const statuses = [
  'proven',
  'violated',
  'inconclusive',
  'not-exercised',
  'not-applicable',
] as const;

/** What a run has to say about a requirement. */
export type Status = (typeof statuses)[number];

/** What a run has to say about the target, at its level. */
export type RunVerdict = 'conformant' | 'violations' | 'inconclusive' | 'interrupted';

/** Whether every selected case was judged, and if not, why. */
export type Ended = 'whole' | 'bailed' | 'interrupted';

/** The target as the report names it. */
export interface ReportTarget {
  readonly origin: string;
  /** What stands between origin and the paths of every API; '' for nearly every server. */
  readonly prefix: string;
  /** The path below which the operations hang, prefix included. */
  readonly basePath: string;
  readonly auth: 'query' | 'header';
  /** Whether it was the server that comes with the suite. */
  readonly bundled: boolean;
}

interface OutcomeCommon {
  readonly case: CaseId;
  readonly title: string;
  readonly operation: Nickname | null;
  readonly requirements: readonly RequirementId[];
  readonly ms: number;
  /** What a property searched; a scripted case, and a search that never began, have none. */
  readonly searched?: Searched;
}

/** How a case ended, with what crossed the wire where it did not pass. */
export type ReportOutcome = OutcomeCommon &
  (
    | { readonly verdict: 'passed' }
    | {
        readonly verdict: 'failed';
        readonly mismatches: readonly Mismatch[];
        readonly stopped: string | null;
        readonly exchanges: readonly Captured[];
        /** The file that replays its counterexample; none where there is none, or it was not written. */
        readonly replay?: string;
      }
    | {
        readonly verdict: 'broken';
        readonly cause: string;
        /** Whether the suite is at fault, not the target. */
        readonly ours: boolean;
        readonly exchanges: readonly Captured[];
      }
    | { readonly verdict: 'skipped'; readonly reason: string }
  );

/** A statement of the register, and what the run has to say about it. */
export interface ReportRequirement {
  readonly id: RequirementId;
  readonly grade: Grade;
  readonly pointer: string | null;
  readonly quote: string | null;
  readonly statement: string;
  readonly status: Status;
  /** Why no case judges it, or why this target gave nothing to judge; null otherwise. */
  readonly reason: string | null;
  /** Every case of the suite that claims it. */
  readonly cases: readonly CaseId[];
}

/** Numbers of a run. */
export interface Totals {
  /** Cases that were selected; those that an early end left out have no outcome. */
  readonly cases: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly grades: Readonly<Record<Grade, Readonly<Record<Status, number>>>>;
  /**
   * Of the level's requirements that selected cases claim: how many, and how many could be judged; and the
   * operations of which not a single case could be.
   */
  readonly level: {
    readonly asked: number;
    readonly judged: number;
    readonly mute: readonly Nickname[];
  };
  readonly requests: number;
  /** Rate limits (429) that were waited out, and dead connections that were replaced. */
  readonly waits: number;
  readonly retries: number;
}

/** All that a run found. Every other form of it is made from this one. */
export interface Report {
  readonly schema: typeof reportSchema;
  /** False when the run ended before every selected case was judged. */
  readonly complete: boolean;
  readonly ended: Ended;
  readonly verdict: RunVerdict;
  readonly level: Grade;
  /** The patterns that chose the cases; none for the whole suite. */
  readonly only: readonly string[];
  readonly seed: number;
  /** How far each property was allowed to search; null leaves it to the property. */
  readonly search: Omit<SearchOptions, 'seed'>;
  readonly target: ReportTarget;
  readonly versions: { readonly tool: string; readonly node: string };
  /** ISO 8601, in UTC. */
  readonly started: string;
  readonly finished: string;
  readonly ms: number;
  readonly declaration: { readonly sha256: string };
  /** The permitted readings the target took; 'a / b' where cases saw several. */
  readonly readings: Readonly<Record<string, string>>;
  readonly outcomes: readonly ReportOutcome[];
  readonly requirements: readonly ReportRequirement[];
  readonly totals: Totals;
}
