export const efforts = ['quick', 'default', 'thorough'] as const;

/** How much a run tries: a selection of scripted cases, every case, or every case with more runs of the properties. */
export type Effort = (typeof efforts)[number];

/** How many times its default number of runs a property makes, and as many times as long it may take. */
export const searchFactors: Readonly<Record<Effort, number>> = {
  quick: 1,
  default: 1,
  thorough: 10,
};

/** How far the properties of a run may search. */
export interface SearchOptions {
  /** Left out, the default. */
  readonly effort?: Effort;
  /** Every drawn input depends only on it and on the id of the case. */
  readonly seed: number;
  /** The limits for each property; null leaves them to the property. */
  readonly runs: number | null;
  readonly milliseconds: number | null;
}

/** By default inputs are the same every time. */
export const defaultSearch: SearchOptions = { seed: 1, runs: null, milliseconds: null };

/** What a property can use beyond a scripted case. */
export interface Search extends SearchOptions {
  readonly caseId: string;
  /** Forgets the exchanges so far, except one for each passive finding, so that a report has those of one run. */
  restart(): void;
  /** Puts the exchanges of this run aside, to be shown after other runs. */
  keep(): Kept;
  /** Shows the exchanges of these runs, one after the other. */
  restore(...kept: readonly Kept[]): void;
  /** The operations of the requests of this run that were to change something. */
  writes(): ReadonlySet<string>;
  /** Reports how far the search is, for progress. */
  progress(searching: SearchProgress): void;
  /** Records what the search did; the last call counts. */
  report(searched: SearchSummary): void;
}

/** How far a search is: its runs, their limit, and the share of the budget used, from 0 to 1. */
export type SearchProgress = Pick<SearchSummary, 'runs' | 'asked' | 'used'>;

/** Exchanges put aside, which only `restore` can use. */
export interface Kept {
  readonly exchanges: readonly unknown[];
}

/** What a search did. */
export interface SearchSummary {
  /** The seed of this property, derived from that of the run. */
  readonly seed: number;
  /** The runs that were finished, without those that shrank a failure, and their limit. */
  readonly runs: number;
  readonly asked: number;
  readonly steps: number;
  readonly shrinks: number;
  readonly milliseconds: number;
  /** The share of the budget that was used, from 0 to 1: of runs or of time, whichever is more. */
  readonly used: number;
  readonly coverage: CellCoverage | null;
}

/** Which cells of a table a search reached. */
export interface CellCoverage {
  readonly reached: readonly ReachedCell[];
  /** Cells that were not reached. */
  readonly missed: readonly string[];
  /** The share of the budget after which no new cell was reached, from 0 to 1. */
  readonly lastNewAt: number;
}

export interface ReachedCell {
  readonly cell: string;
  /** What is owed there, in words: allowed, refused, free. */
  readonly owed: string;
  readonly visits: number;
  /** The first request that reached it, and its answer. */
  readonly exchange: {
    readonly actor: string;
    readonly method: string;
    readonly path: string;
    readonly body: string | null;
    readonly status: number;
  };
}

/** The result of playing a series of steps. */
export interface ReplayResult {
  /** One sentence for each step that was played. */
  readonly descriptions: readonly string[];
  /** What the target did in each step, in words without ids; the last one may say what was wrong. */
  readonly observations: readonly string[];
  /** What was thrown: Unmet, Broken, or an error of the suite itself; null where nothing was. */
  readonly end: unknown;
  /** What clients did at once, drawn side by side; null where the steps have no race. */
  readonly timeline: readonly string[] | null;
  /** Whether all steps were played, rather than time running out. */
  readonly complete: boolean;
}
