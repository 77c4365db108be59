import type { CaseId } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import type { FailOn } from '../report.ts';

/** A failure that somebody knows of and lives with. */
export interface KnownFailure {
  readonly key: RequirementId | CaseId;
  readonly reason: string;
  readonly link: string | null;
  /** Its last good day, as 2027-01-31; null where it has none. */
  readonly expires: string | null;
  /** In which way it fails; null for any. */
  readonly signature: string | null;
  /** Whether it fails in some runs only. */
  readonly flaky: boolean;
}

/** How much of a grade must be proven, in percent; of one that is not named nothing is demanded. */
export interface MinProven {
  /** For every grade of the level of which something was asked; null where each is named. */
  readonly each: number | null;
  readonly grades: Readonly<Partial<Record<Grade, number>>>;
}

/** What a run must come to before it passes, beyond what the declaration demands of the server. */
export interface Demands {
  readonly known: readonly KnownFailure[];
  readonly minProven: MinProven | null;
  readonly failOn: readonly FailOn[];
  /** Whether a warning is as good as a failure. */
  readonly strict: boolean;
  /** The day on which the run is judged, in UTC, as 2027-01-31. */
  readonly today: string;
}

/** What a run must come to when nobody says anything. No known failure, so no day matters. */
export const noDemands: Demands = {
  known: [],
  minProven: null,
  failOn: [],
  strict: false,
  today: '',
};
