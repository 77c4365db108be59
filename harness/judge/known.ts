import type { Nickname } from '../document/ids.ts';

/**
 * What is known of a target before it is judged, so that setups avoid what does not work. What is not known counts as
 * working: then the target is asked, and judged by its answer.
 */
export interface Known {
  /** Whether anyone can join a public room. */
  readonly publicRoomsOpen: boolean;
  /** Whether a page of messages is given without a direction. */
  readonly pagesWithoutDir: boolean;
  /** Operations that are answered like paths which nobody has, and the answer in words. */
  readonly unserved: ReadonlyMap<Nickname, string>;
}

/** Nothing is known, so everything is tried. */
export const nothingKnown: Known = {
  publicRoomsOpen: true,
  pagesWithoutDir: true,
  unserved: new Map(),
};
