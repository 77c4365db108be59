import type { Nickname } from '../document/ids.ts';
import { droppedBy, droppedPut, type Profile } from '../document/profile.ts';

/**
 * What is known of a target before it is judged, so that setups avoid what does not work. What is not known counts as
 * working: then the target is asked, and judged by its answer.
 */
export interface Known {
  /** Whether anyone can join a public room. */
  readonly publicRoomsOpen: boolean;
  /** Whether a page of messages is given without a direction. */
  readonly pagesWithoutDir: boolean;
  /** Whether initialSync may be asked for all that a room shows: one request then stands for several. */
  readonly wholeRooms: boolean;
  /** Operations that are answered like paths which nobody has, and the answer in words. */
  readonly unserved: ReadonlyMap<Nickname, string>;
  /** Operations that are served, while their PUT with a txnId is answered like a path which nobody has. */
  readonly unservedPuts: ReadonlyMap<Nickname, string>;
}

/** Nothing is known, so everything is tried. */
export const nothingKnown: Known = {
  publicRoomsOpen: true,
  pagesWithoutDir: true,
  wholeRooms: true,
  unserved: new Map(),
  unservedPuts: new Map(),
};

/** Why an operation has no PUT with a txnId, as one sentence; undefined where it has one, or nobody knows. */
export function absentPut(profile: Profile, known: Known, operation: Nickname): string | undefined {
  const dropped = droppedPut(profile, operation);
  if (dropped !== undefined) return droppedBy(profile, dropped);
  const answer = known.unservedPuts.get(operation);
  return answer === undefined
    ? undefined
    : `the target does not serve ${operation} as a PUT with a txnId (${answer})`;
}
