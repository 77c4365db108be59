import type { Grade } from '../../harness/document/requirements.ts';
import type { FailOn, KnownFailure } from '../report.ts';

/** The least share of each grade that must be proven, in percent. A grade that is not named here has no minimum. */
export interface MinProven {
  /** For every grade of the level of which a selected case judges something; null where grades are named instead. */
  readonly each: number | null;
  readonly grades: Readonly<Partial<Record<Grade, number>>>;
}

/** What a run must meet to pass, beside having no violation. */
export interface Criteria {
  readonly known: readonly KnownFailure[];
  readonly minProven: MinProven | null;
  readonly failOn: readonly FailOn[];
  /** Whether a warning fails the run. */
  readonly strict: boolean;
  /** The day on which the run is judged, in UTC, as 2027-01-31. */
  readonly today: string;
}

/** The criteria of a run without options. There are no known failures that could expire, so the day does not matter. */
export const defaultCriteria: Criteria = {
  known: [],
  minProven: null,
  failOn: [],
  strict: false,
  today: '',
};
