import type { CaseId } from '../harness/run/case.ts';
import type { Mismatch } from '../harness/judge/verdict.ts';
import type { CellEntry } from '../harness/model/cells.ts';
import type { Outcome, Verdict } from '../harness/run/outcome.ts';
import type { SearchOptions } from '../harness/run/search.ts';
import type { Shard } from '../harness/run/shard.ts';
import type { Nickname } from '../harness/document/ids.ts';
import type { StatementId } from '../harness/document/statements.ts';
import type { ProfileName, Ruling } from '../harness/document/profile.ts';
import type { Grade } from '../harness/document/requirements.ts';

/** Grows by one whenever a report changes in a way that its readers must know of. */
export const reportSchema = 'rooms-conformance-report/2';

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

/** What a run found about a requirement. */
export type Status = (typeof statuses)[number];

/** What a run found about the target, at its level. */
export type RunVerdict = 'conformant' | 'violations' | 'inconclusive' | 'interrupted';

/** Whether every selected case was judged, and if not, why. */
export type Ended = 'whole' | 'bailed' | 'interrupted' | 'lost';

/** How often requests were bound by a requirement and met it, and how often they violated it. */
export interface ReportTally {
  readonly met: number;
  readonly violated: number;
}

/** How the requests of an operation ended. */
export interface ReportOperation {
  readonly operation: Nickname;
  readonly requests: number;
  readonly succeeded: number;
  /** Answered with a status of 400 or more. */
  readonly refused: number;
  /** Not answered, or not in whole. */
  readonly unanswered: number;
}

/** A documented error, and how often the client got it. */
export interface ReportError {
  readonly operation: Nickname;
  readonly code: number;
  readonly message: string;
  readonly times: number;
}

/** A transition of memberships that traffic asked for, by its name in the membership table. */
export interface ReportTransition {
  readonly cell: string;
  readonly owed: CellEntry['owed'];
  readonly times: number;
}

/** What is known of traffic beside what a report about a client says. */
export interface ReportTraffic {
  /** What the traffic is, such as the names of recordings. */
  readonly source: string;
  /** The words of the command line that judges it again, behind the name of the program. */
  readonly command: readonly string[];
  /** The sides that were judged. */
  readonly side: 'both' | 'clients' | 'servers';
  /** Requests whose answer is known, though perhaps not its body. */
  readonly answered: number;
  /** The servers that answered, each with the base path of its operations. */
  readonly servers: readonly string[];
  /** Transitions that were asked for where everything that decides about them was known. */
  readonly transitions: readonly ReportTransition[];
  readonly allTransitions: number;
  /** What was not judged and why, one sentence each. */
  readonly notes: readonly string[];
}

/** What a report is about, where no suite judged a server: what was seen of a client, or of both sides of traffic. */
export type ReportSubject = SubjectFacts &
  (
    | { /** A client, by the requests that it sent to a mock. */ readonly kind: 'client' }
    | {
        /** Traffic between clients and servers, by which both are judged. */
        readonly kind: 'traffic';
        readonly traffic: ReportTraffic;
      }
  );

interface SubjectFacts {
  /** The command that ran the client's own tests; null where somebody ran them by hand. */
  readonly command: string | null;
  /** How the command failed, as words that follow "the command", such as "ended with exit code 1"; null where it did not. */
  readonly failure: string | null;
  /** All requests, whatever they asked for. */
  readonly requests: number;
  /** The variants whose readings the mock took; none for the reference server's own. */
  readonly dialect: readonly string[];
  readonly tallies: Readonly<Partial<Record<StatementId, ReportTally>>>;
  /** Every operation of the declaration, in its order. */
  readonly operations: readonly ReportOperation[];
  /** Every documented error, in the order of the declaration. */
  readonly errors: readonly ReportError[];
}

/** The target as the report names it; in a report about a client, the mock that the client was judged by; about traffic, the first server. */
export interface ReportTarget {
  readonly origin: string;
  /** What comes before the paths of every API; '' for nearly every server. */
  readonly prefix: string;
  /** The path below which the operations are, prefix included. */
  readonly basePath: string;
  readonly auth: 'query' | 'header';
  /** Whether it was the reference server that comes with the suite. */
  readonly bundled: boolean;
}

/** What was found out about a target before it was judged. */
export interface ReportProbe {
  /** Whether something works; null where that was not observed, and `detail` says why. */
  readonly findings: Readonly<
    Record<string, { readonly holds: boolean | null; readonly detail: string }>
  >;
  /** Operations that the target answers like paths which nobody has, and how. */
  readonly unserved: Readonly<Record<string, string>>;
  /** Milliseconds until a page showed a message that had been sent; null where that was not observed. */
  readonly lateness: number | null;
  /** The median of the answer times in milliseconds. */
  readonly latency: number | null;
  readonly requests: number;
}

/** How a case ended, whether it is about a server or a client. */
export type JudgedOutcome = Outcome<StatementId>;

/** The same with the replay file of its counterexample, if one was written. */
export type ReportOutcome = JudgedOutcome & { readonly replay?: string };

export type ReportMismatch = Mismatch<StatementId>;

/** What may fail a run, beside violations at its level. */
export const failOns = ['flaky'] as const;

export type FailOn = (typeof failOns)[number];

export const knownStatuses = [
  'failing',
  'passing',
  'different',
  'expired',
  'not-seen',
  'unjudged',
] as const;

/** A failure that somebody listed as known, so that it does not fail a run. */
export interface KnownFailure {
  readonly key: StatementId | CaseId;
  readonly reason: string;
  readonly link: string | null;
  /** The last day on which it counts, in UTC, such as 2027-01-31; null where it never expires. */
  readonly expires: string | null;
  /** How it fails, as `signatureOf` writes it; null for any failure. */
  readonly signature: string | null;
  /** Whether it fails in some runs only. */
  readonly flaky: boolean;
}

/** A known failure, and what this run showed about it. */
export interface JudgedKnownFailure extends KnownFailure {
  /**
   * It fails as listed; it passes now; it fails, but only in other ways; it fails and its entry has expired; it is
   * listed as flaky and did not fail; the run does not show whether it fails.
   */
  readonly status: (typeof knownStatuses)[number];
  /** The cases that fail as it is listed. */
  readonly cases: readonly CaseId[];
}

/** Whether a run passes, and why not. By default it passes if it has no violations and judged enough. */
export interface Gates {
  /** No violation fails the run, no known failure passes, nothing is unmet, and it is neither inconclusive nor interrupted. */
  readonly passes: boolean;
  /** Requirements whose violation fails the run: at the level (or flaky, with `--fail-on flaky`), and not known. */
  readonly violated: readonly StatementId[];
  readonly known: readonly JudgedKnownFailure[];
  /** Cases whose failures are all known. */
  readonly expectedFailures: readonly CaseId[];
  /** What else was to fail the run, beside violations at its level. */
  readonly failOn: readonly FailOn[];
  /** Criteria that the run does not meet, one sentence each. */
  readonly unmet: readonly string[];
  /** Reasons why the run shows less than it seems to, one sentence each. */
  readonly warnings: readonly string[];
}

/** A requirement of the register, and what the run found about it. */
export interface ReportRequirement {
  readonly id: StatementId;
  readonly grade: Grade;
  /** The operation that it is about; null for one about models, the document or conventions. */
  readonly operation: Nickname | null;
  readonly pointer: string | null;
  readonly quote: string | null;
  readonly statement: string;
  readonly status: Status;
  /** Why no case judges it, or why there was nothing to judge on this target; null otherwise. */
  readonly reason: string | null;
  /** The violated requirement because of which it could not be judged; left out where there is none. */
  readonly because?: StatementId;
  /** Every case of the suite that claims it. */
  readonly cases: readonly CaseId[];
  /** What the profile of the run says about it; left out where it says nothing. */
  readonly ruling?: Pick<Ruling, 'change' | 'section' | 'statement'>;
}

/** Numbers of a run. */
export interface Totals {
  /** Cases that were selected; if the run ended early, some of them have no outcome. */
  readonly cases: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly grades: Readonly<Record<Grade, Readonly<Record<Status, number>>>>;
  /**
   * Of the requirements of the level that selected cases claim: how many there are, and how many could be judged. And
   * the operations of which every case that ran was broken.
   */
  readonly level: {
    readonly asked: number;
    readonly judged: number;
    readonly brokenOperations: readonly Nickname[];
  };
  readonly requests: number;
  /** Rate limits (429) that the run waited for, and requests that were repeated on a new connection. */
  readonly waits: number;
  readonly retries: number;
  /** Answers that a gateway gave in place of the target. */
  readonly gateways: number;
}

/** Everything that a run found about a server, or that was seen of a client. Every format is printed from it. */
export interface Report {
  readonly schema: typeof reportSchema;
  /** False when the run ended before every selected case was judged. */
  readonly complete: boolean;
  readonly ended: Ended;
  /** Why the run was stopped, if the target gave no usable answers any more; a sentence without its full stop. */
  readonly stopped?: string;
  readonly verdict: RunVerdict;
  readonly level: Grade;
  /** The patterns that selected the cases; none for the whole suite. */
  readonly only: readonly string[];
  /** The part of the selected cases that this run judged; null for all of them. */
  readonly shard: Shard | null;
  /** Every case that was to be judged. */
  readonly selected: readonly CaseId[];
  readonly seed: number;
  /** How far each property was allowed to search; null leaves it to the property. */
  readonly search: Omit<SearchOptions, 'seed'>;
  /** What was judged by what was seen of it; left out where the target was judged by the suite. */
  readonly subject?: ReportSubject;
  readonly target: ReportTarget;
  /** The words of the command line that it takes, beside those for the target's address, to ask it in the same way. */
  readonly options?: readonly string[];
  /** The later version of the specification that the target was judged by; left out where it is the declaration alone. */
  readonly profile?: {
    readonly name: ProfileName;
    readonly specification: string;
    readonly address: string;
  };
  /** What was found out before; left out in a report of several runs. */
  readonly probe?: ReportProbe;
  readonly versions: { readonly tool: string; readonly node: string };
  /** ISO 8601, in UTC. */
  readonly started: string;
  readonly finished: string;
  readonly ms: number;
  readonly declaration: { readonly sha256: string };
  /** The permitted readings that the target takes; 'a / b' if cases saw several. */
  readonly readings: Readonly<Record<string, string>>;
  readonly outcomes: readonly ReportOutcome[];
  readonly requirements: readonly ReportRequirement[];
  readonly totals: Totals;
  readonly gates: Gates;
}

/** A report before its gates are judged; `judgeGates` makes a Report of it. */
export type UngatedReport = Omit<Report, 'gates'>;
