import type { Breaks } from '../diff/change.ts';
import type { Edit } from './edit.ts';

/** An edit of the bundled declaration, and what a diff must say about it. */
export interface ExpectedEdit {
  readonly edits: readonly Edit[];
  /** The kind, what happened, the place, and whom it breaks. */
  readonly changes: readonly (readonly [
    kind: string,
    what: string,
    place: string,
    breaks: Breaks,
  ])[];
  /**
   * `-ID` for a requirement whose words are gone, `>ID` for one whose words stand under another name, `~ID` for one that is
   * about something that changed, `+N` for the N-th change if no requirement is about it.
   */
  readonly impact: string;
}
