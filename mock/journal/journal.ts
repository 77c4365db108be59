import type { OperationName, WireAnswer } from '../../reference-server/index.ts';
import type { ClientFinding } from '../../harness/traffic/judge-requests.ts';
import type { Matched } from '../../harness/traffic/match.ts';
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
  /** What of the declaration it is, or the nearest route and why it is not that one; null without the judge. */
  readonly matched: Matched | null;
  /** The id of the rule that was applied, and what it did. */
  rule: { readonly id: string; readonly action: string } | null;
  findings: readonly ClientFinding[];
  ending: Ending | null;
  /** Milliseconds from its arrival to the end of the answer; null before. */
  ms: number | null;
}

/** The requests of a world, the newest ones: a ring. */
export interface Journal {
  readonly open: (
    part: Pick<Entry, 'at' | 'incoming' | 'operation' | 'matched' | 'findings' | 'rule'>,
  ) => Entry;
  readonly close: (entry: Entry, ending: Ending, ms: number) => void;
  /** In the order of arrival. */
  readonly entries: () => readonly Entry[];
  readonly clear: () => void;
  /** How many there were, those that are forgotten included. */
  readonly total: () => number;
  /** How many were forgotten, since there were too many or they were too long. */
  readonly forgotten: () => number;
}

/** How much a journal may hold. */
export interface JournalBounds {
  readonly entries: number;
  /** Bytes of requests and answers; it may change while the journal lives. */
  readonly bytes: () => number;
}

/** What an entry costs beside its bodies, in bytes, roughly. */
const costOfEntry = 1024;

/** Makes an empty journal. */
export function createJournal(bounds: JournalBounds): Journal {
  // A ring: the oldest entry is at `first` until the array is compacted.
  let ring: Entry[] = [];
  let first = 0;
  let held = 0;
  let made = 0;
  let forgotten = 0;

  const forgetOldest = (): void => {
    const oldest = ring[first];
    if (oldest === undefined) return;
    held -= costOf(oldest);
    first += 1;
    forgotten += 1;
    if (first > 1024 && first * 2 > ring.length) {
      ring = ring.slice(first);
      first = 0;
    }
  };
  const bound = (): void => {
    while (ring.length - first > bounds.entries) forgetOldest();
    while (held > bounds.bytes() && ring.length - first > 1) forgetOldest();
  };

  return {
    open(part) {
      made += 1;
      const entry: Entry = { id: made, ...part, ending: null, ms: null };
      ring.push(entry);
      held += costOf(entry);
      bound();
      return entry;
    },
    close(entry, ending, ms) {
      const before = costOf(entry);
      entry.ending = ending;
      entry.ms = ms;
      // An entry that was forgotten in between is counted no more.
      if (entry.id <= (ring[first]?.id ?? Infinity) - 1) return;
      held += costOf(entry) - before;
      bound();
    },
    entries: () => ring.slice(first),
    clear() {
      ring = [];
      [first, held] = [0, 0];
    },
    total: () => made,
    forgotten: () => forgotten,
  };
}

function costOf({ incoming: { request }, ending }: Entry): number {
  const answer = ending === null || ending.kind === 'abandoned' ? null : ending.answer;
  return costOfEntry + request.path.length + request.body.length + (answer?.body.length ?? 0);
}
