import type { OperationName, WireAnswer } from '../../reference-server/index.ts';
import type { Nickname } from '../../harness/document/ids.ts';
import type { ClientFinding } from '../../harness/traffic/judge-requests.ts';
import type { Unmatched } from '../../harness/traffic/nearest-route.ts';
import type { Incoming } from '../rules/incoming.ts';

/** What became of a request: its answer, or why it got none. */
export type Ending =
  | { readonly kind: 'answered'; readonly answer: WireAnswer }
  /** The mock gave no whole answer, as a rule wanted. */
  | { readonly kind: 'broken off'; readonly answer: WireAnswer | null }
  /** The client went away before it was answered. */
  | { readonly kind: 'abandoned' };

/** One request of a world's clients, from its arrival on. */
export interface Entry {
  /** Counted from 1 in the order of arrival. */
  readonly id: number;
  /** Milliseconds since 1970 when it came. */
  readonly at: number;
  readonly incoming: Incoming;
  readonly operation: OperationName | null;
  /** The operation of the declaration that it is, as the judge reads it; null without the judge. */
  declared: Nickname | null;
  /** Where it is no request of the declaration, the nearest route and why it is not that one; null without the judge. */
  unmatched: Unmatched | null;
  /** The id of the rule that was applied, and what it did. */
  rule: { readonly id: string; readonly action: string } | null;
  findings: readonly ClientFinding[];
  ending: Ending | null;
  /** Milliseconds from its arrival to the end of the answer; null before. */
  ms: number | null;
  /** What it costs the journal, roughly. */
  bytes: number;
}

/** The requests of a world, the newest ones: a ring. */
export interface Journal {
  readonly open: (part: Pick<Entry, 'at' | 'incoming' | 'operation' | 'rule'>) => Entry;
  readonly close: (entry: Entry, ending: Ending, ms: number) => void;
  /** Forgets the oldest entries until it holds no more than it may. */
  readonly trim: () => void;
  /** In the order of arrival. */
  readonly entries: () => readonly Entry[];
  readonly clear: () => void;
  /** How many there were, those that are forgotten included. */
  readonly total: () => number;
  /** What the entries that it holds cost, in bytes, roughly. */
  readonly bytes: () => number;
  /** How many were forgotten, since there were too many or they were too long. */
  readonly forgotten: () => number;
}

/** How much a journal may hold. */
export interface JournalBounds {
  readonly entries: number;
  /** Bytes of requests and answers; it may change while the journal lives. */
  readonly bytes: () => number;
}

/** What an entry costs beside its texts, in bytes, roughly. */
const costOfEntry = 1024;

const none: readonly ClientFinding[] = [];

/** Makes an empty journal. */
export function createJournal(bounds: JournalBounds): Journal {
  // A ring: the oldest entry is at `first` until the array is compacted.
  let ring: (Entry | undefined)[] = [];
  let first = 0;
  let held = 0;
  let made = 0;
  let forgotten = 0;

  const forgetOldest = (): void => {
    const oldest = ring[first];
    if (oldest === undefined) return;
    held -= oldest.bytes;
    ring[first] = undefined;
    first += 1;
    forgotten += 1;
    if (first > 1024 && first * 2 > ring.length) {
      ring = ring.slice(first);
      first = 0;
    }
  };
  // The newest entry stays, however long it is.
  const trim = (): void => {
    while (ring.length - first > bounds.entries) forgetOldest();
    while (held > bounds.bytes() && ring.length - first > 1) forgetOldest();
  };

  return {
    open(part) {
      made += 1;
      const bytes = costOfEntry + part.incoming.request.cost;
      const unjudged = { declared: null, unmatched: null, findings: none };
      const entry: Entry = { id: made, ...part, ...unjudged, ending: null, ms: null, bytes };
      ring.push(entry);
      held += bytes;
      trim();
      return entry;
    },
    close(entry, ending, ms) {
      entry.ending = ending;
      entry.ms = ms;
      // An entry that was forgotten in between is counted no more.
      if (entry.id <= (ring[first]?.id ?? Infinity) - 1) return;
      const cost = costOfAnswer(ending);
      entry.bytes += cost;
      held += cost;
      trim();
    },
    trim,
    entries: () => ring.slice(first).filter((entry) => entry !== undefined),
    clear() {
      ring = [];
      [first, held] = [0, 0];
    },
    total: () => made,
    bytes: () => held,
    forgotten: () => forgotten,
  };
}

const costOfAnswer = (ending: Ending): number =>
  ending.kind === 'abandoned' || ending.answer === null ? 0 : ending.answer.body.length;
