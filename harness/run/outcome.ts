import type { Refusal } from '../judge/must.ts';
import type { Mismatch } from '../judge/verdict.ts';
import type { Nickname, ReadingId, RequirementId } from '../document/ids.ts';
import type { CaseId } from './case.ts';
import type { Latency, Slow, Statuses } from './latency.ts';
import type { SearchSummary } from './search.ts';

/** An exchange as it is kept for a report: without secrets, long bodies cut. */
export interface Captured {
  readonly step: number;
  /** The role of the user who sent it. */
  readonly actor: string;
  readonly operation: Nickname | null;
  readonly method: string;
  /** Path and query as sent, without the access token. */
  readonly path: string;
  /** How the token travelled: none was sent, the user's own, or one that the target never gave out. */
  readonly token: 'none' | 'own' | 'unknown';
  readonly contentType: string | null;
  readonly body: string | null;
  /** Null where no whole answer came; `detail` then says why. */
  readonly status: number | null;
  readonly detail: string | null;
  readonly answerType: string | null;
  readonly answer: string | null;
  /** Milliseconds since the case began, and until the answer was whole. */
  readonly at: number;
  readonly ms: number;
}

export type Verdict = 'passed' | 'failed' | 'broken' | 'skipped';

interface Common {
  readonly case: CaseId;
  readonly title: string;
  /** The operation, or null for a case of the conventions. */
  readonly operation: Nickname | null;
  readonly requirements: readonly RequirementId[];
  /** Requirements for which an assertion held. */
  readonly asserted: readonly RequirementId[];
  /** Requirements that this target gave nothing to judge, and why. */
  readonly notApplicable: Readonly<Partial<Record<RequirementId, string>>>;
  readonly readings: Readonly<Partial<Record<ReadingId, string>>>;
  /** The refusals that were asked for, by the requirement that owes them. */
  readonly refusals: Readonly<Partial<Record<RequirementId, Refusal>>>;
  readonly ms: number;
  readonly requests: number;
  /** Of every answer that came whole: its status, its time, and the slowest of them. */
  readonly statuses: Statuses;
  readonly latency: Latency;
  readonly slowest: Slow | null;
  /** What a property searched; a scripted case has none. */
  readonly searched?: SearchSummary;
  /** Rate limits that were waited out, and dead connections that were replaced. */
  readonly waits: number;
  readonly retries: number;
  /** What crossed the wire; where the case passed, only if somebody wants to see that too. */
  readonly exchanges: readonly Captured[];
}

/** How a case ended. */
export type Outcome = Common &
  (
    | { readonly verdict: 'passed' }
    | {
        readonly verdict: 'failed';
        readonly mismatches: readonly [Mismatch, ...Mismatch[]];
        /** Why the case could not go on after a finding in passing; null where it ran to its end. */
        readonly stopped: string | null;
      }
    | {
        readonly verdict: 'broken';
        readonly cause: string;
        /** Whether the fault is ours: a defect of the suite, never of the target. */
        readonly ours: boolean;
      }
    | { readonly verdict: 'skipped'; readonly reason: string }
  );

/** What the runner tells while it runs. */
export type RunEvent =
  | { readonly kind: 'started'; readonly cases: number }
  | { readonly kind: 'began'; readonly case: CaseId }
  | { readonly kind: 'finished-case'; readonly outcome: Outcome }
  | { readonly kind: 'finished'; readonly complete: boolean };
