/** How far the properties of a run may search. */
export interface SearchOptions {
  /** Every generated input of a run follows from it and the id of the case. */
  readonly seed: number;
  /** Runs and milliseconds for each property; null leaves them to the property. */
  readonly runs: number | null;
  readonly milliseconds: number | null;
}

/** Where nobody says otherwise, inputs are the same every time. */
export const defaultSearch: SearchOptions = { seed: 1, runs: null, milliseconds: null };

/** What a property has beyond a scripted case. Scripted cases are not touched by it. */
export interface Search extends SearchOptions {
  readonly caseId: string;
  /** Forgets the exchanges so far, one of each finding in passing excepted: a report holds one run. */
  restart(): void;
  /** The exchanges of this run, to be shown after other runs. */
  keep(): Kept;
  restore(kept: Kept): void;
  /** Tells how far the search is, for who looks on. */
  progress(searching: SearchProgress): void;
  /** Leaves word of the search; the last word counts. */
  report(searched: SearchSummary): void;
}

/** How far a search is: its runs, the most that are asked for, and the share of its budget, from 0 to 1. */
export type SearchProgress = Pick<SearchSummary, 'runs' | 'asked' | 'used'>;

/** Exchanges put aside; only the search that put them aside can do something with them. */
export interface Kept {
  readonly exchanges: readonly unknown[];
}

/** What a search did. */
export interface SearchSummary {
  /** Of this property, derived from the run's. */
  readonly seed: number;
  /** Finished, without those that shrank; and the most that were asked for. */
  readonly runs: number;
  readonly asked: number;
  readonly steps: number;
  readonly shrinks: number;
  readonly milliseconds: number;
  /** The share of the budget that was used, of runs or of time, whichever is more, from 0 to 1. */
  readonly used: number;
  readonly coverage: CellCoverage | null;
}

/** What a search reached of a table. */
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

/** What happened when a series of steps was played. */
export interface ReplayResult {
  /** One sentence a step, as far as it came. */
  readonly descriptions: readonly string[];
  /** What the target did in each step, in words without ids; the last line may be what was wrong with it. */
  readonly observations: readonly string[];
  /** Null where nothing was wrong; else what was thrown: Unmet, Broken, or a defect of ours. */
  readonly end: unknown;
  /** What clients did at once, drawn side by side; null where nothing was done at once. */
  readonly timeline: readonly string[] | null;
  /** Whether all steps were played, rather than time running out. */
  readonly complete: boolean;
}
