import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type { Drawn } from './steps.ts';

/** A statement about every series of what users do with a client. */
export interface SeriesProperty extends Drawn {
  readonly id: `clients/series/${string}`;
  /** One sentence about the client. */
  readonly title: string;
  /** What it mostly finds violated. What else a series shows is reported as well. */
  readonly requires: readonly [ClientRequirementId, ...ClientRequirementId[]];
  /** The same without what this one is about: where that does not pass, this one says nothing. */
  readonly control: SeriesProperty['id'] | null;
  /** How many series are played by default. */
  readonly runs: number;
}
