import { isBefore, type Outcome, type Span } from './happened.ts';

/** Something that was written into a slot, or read there. */
export interface Entry<V> {
  readonly value: V;
  /** The number of the exchange. */
  readonly ticket: number;
  /** Grows narrower when it is known that the write took effect. */
  span: Span;
  outcome: Outcome | 'open';
}

/** Entries of one slot that are remembered. */
const mostEntries = 64;

/**
 * What one slot held over time, as far as the traffic shows it: a register whose last write wins. Writes that overlap
 * have no order, and those without a known end may take effect at any later time.
 */
export class SlotHistory<V> {
  /** What it held at first: nothing, or anything. */
  #start: 'absent' | 'unknown';
  #entries: Entry<V>[] = [];

  constructor(start: 'absent' | 'unknown') {
    this.#start = start;
  }

  add(entry: Entry<V>): void {
    this.#entries.push(entry);
    if (this.#entries.length <= mostEntries) return;
    this.#entries.shift();
    this.#start = 'unknown';
  }

  /** From here on anything may be there, unless it is written or read again. */
  forget(): void {
    this.#start = 'unknown';
    this.#entries = this.#entries.filter(({ outcome }) => outcome === 'open');
  }

  /** What was read is all that is known from here on. */
  restart(entry: Entry<V>): void {
    this.#start = 'unknown';
    this.#entries = [...this.#entries.filter(({ outcome }) => outcome === 'open'), entry];
  }

  get entries(): readonly Entry<V>[] {
    return this.#entries;
  }

  /** Whether the slot may still hold what it held at first. */
  startAt(span: Span): 'absent' | 'unknown' | null {
    const isOver = this.#entries.some((one) => one.outcome === 'done' && isBefore(one.span, span));
    return isOver ? null : this.#start;
  }

  /** The entries that may have been current at some moment of a span. */
  possibleAt(span: Span): readonly Entry<V>[] {
    return this.#entries.filter(
      (one) =>
        one.outcome !== 'refused' && !isBefore(span, one.span) && !this.#isReplaced(one, span),
    );
  }

  /** The entry that must be current at a span if nothing else was written meanwhile; the last one that was over. */
  owedAt(span: Span): Entry<V> | null {
    return (
      this.#entries.findLast(
        (one) => one.outcome === 'done' && isBefore(one.span, span) && !this.#isReplaced(one, span),
      ) ?? null
    );
  }

  #isReplaced(entry: Entry<V>, span: Span): boolean {
    return this.#entries.some(
      (one) => one.outcome === 'done' && isBefore(entry.span, one.span) && isBefore(one.span, span),
    );
  }
}
