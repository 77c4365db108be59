/** What it took to judge a recording. */
export interface Judged {
  readonly requests: number;
  readonly violated: readonly string[];
  /** The most bytes in use after a collection, and the most that the process ever had. */
  readonly heap: number;
  readonly rss: number;
  readonly ms: number;
}
