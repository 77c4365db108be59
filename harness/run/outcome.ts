import type { Refusal } from '../judge/must.ts';
import type { Mismatch } from '../judge/verdict.ts';
import type { Nickname, ReadingId, RequirementId } from '../document/ids.ts';
import type { StatementId } from '../document/statements.ts';
import type { CaseId } from './case.ts';
import type { Latency, Limits, Slow, Statuses } from './latency.ts';
import type { SearchSummary } from './search.ts';

/** An event as a page of a listing shows it. */
export interface ListedEvent {
  readonly id: string;
  readonly type: string;
  /** The text that a reader knows it by: its body, topic, name or membership; '' where it has none. */
  readonly label: string;
}

/** A page of the messages or members of a room. */
export interface ListedPage {
  /** The messages of a synchronization count as a page of get_messages. */
  readonly listing: 'get_messages' | 'get_members';
  /** The direction and limit asked for; null where the request named none. */
  readonly dir: 'b' | 'f' | null;
  readonly limit: string | null;
  /** The token where it was asked to begin, and the tokens of its ends; null where there is none. */
  readonly from: string | null;
  readonly start: string | null;
  readonly end: string | null;
  /** In the order in which they came. */
  readonly events: readonly ListedEvent[];
}

/** What an exchange was about; a fact is left out where it does not apply. */
export interface ExchangeFacts {
  /** The room that the request names, or that the answer says was made or joined. */
  readonly room?: string;
  /** The event that the answer says was made. */
  readonly event?: string;
  /** The membership that set_membership asked for. */
  readonly membership?: string;
  /** The page that a successful answer holds; null where it cannot be read. */
  readonly page?: ListedPage | null;
}

/** An exchange as it is kept for a report: without secrets, long bodies cut. */
export interface Captured extends ExchangeFacts {
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

interface Common<Id extends StatementId> {
  readonly case: CaseId;
  readonly title: string;
  /** The operation, or null for a case of the conventions. */
  readonly operation: Nickname | null;
  readonly requirements: readonly Id[];
  /** Requirements for which an assertion held. */
  readonly asserted: readonly Id[];
  /** Requirements that this target gave nothing to judge, and why. */
  readonly notApplicable: Readonly<Partial<Record<Id, string>>>;
  readonly readings: Readonly<Partial<Record<ReadingId, string>>>;
  /** The refusals that were asked for, by the requirement that owes them. */
  readonly refusals: Readonly<Partial<Record<Id, Refusal>>>;
  readonly ms: number;
  readonly requests: number;
  /** Of every answer that came whole: its status, its time, and the slowest of them. */
  readonly statuses: Statuses;
  readonly latency: Latency;
  readonly slowest: Slow | null;
  /** The rate limits that it met; left out where it met none. */
  readonly limits?: Limits;
  /** The cells of the membership table that the case asserts; left out where it is about none. */
  readonly cells?: readonly string[];
  /** What a property searched; a scripted case has none. */
  readonly searched?: SearchSummary;
  /** Rate limits that were waited out, requests that were repeated, and answers of gateways. */
  readonly waits: number;
  readonly retries: number;
  readonly gateways: number;
  /** What crossed the wire; where the case passed, only if somebody wants to see that too. */
  readonly exchanges: readonly Captured[];
}

/** A mismatch that follows from the violation of another requirement, so that its own could not be judged. */
export interface Consequence<Id extends StatementId = RequirementId> extends Mismatch<Id> {
  readonly because: Id;
}

/** How a case ended. Those of a run are about a server; in reports they may be about a client. */
export type Outcome<Id extends StatementId = RequirementId> = Common<Id> &
  (
    | { readonly verdict: 'passed' }
    | {
        readonly verdict: 'failed';
        readonly mismatches: readonly [Mismatch<Id>, ...Mismatch<Id>[]];
        /** Why the case could not go on after a finding in passing; null where it ran to its end. */
        readonly stopped: string | null;
        /** What else was found, because of other violations; left out for nothing. */
        readonly consequences?: readonly Consequence<Id>[];
      }
    | {
        readonly verdict: 'broken';
        readonly cause: string;
        /** Whether the fault is ours: a defect of the suite, never of the target. */
        readonly ours: boolean;
        /** What the case found, where it could not be judged because of other violations. */
        readonly consequences?: readonly Consequence<Id>[];
        /** As in a failed case, where `consequences` is there. */
        readonly stopped?: string | null;
      }
    | { readonly verdict: 'skipped'; readonly reason: string }
  );

/** The events of a run, as the runner yields them. */
export type RunEvent =
  | { readonly kind: 'started'; readonly cases: number }
  | { readonly kind: 'began'; readonly case: CaseId }
  | { readonly kind: 'finished-case'; readonly outcome: Outcome }
  | {
      readonly kind: 'finished';
      readonly complete: boolean;
      /** Why the run ended before its last case although nobody stopped it; null otherwise. */
      readonly lost: string | null;
    };
