import type { Nickname } from '../harness/document/ids.ts';
import type { TrafficFinding } from '../harness/traffic/judge-traffic.ts';
import type { ObservedExchange } from '../harness/traffic/observations.ts';
import type { Place } from './exchange.ts';

/** Something that a recording shows. */
export interface FoundInRecording {
  readonly finding: TrafficFinding;
  readonly place: Place;
  readonly operation: Nickname | null;
  /** The exchange that it is about comes last. */
  readonly exchanges: () => readonly ObservedExchange[];
}
