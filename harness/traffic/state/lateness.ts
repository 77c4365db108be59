import type { Span } from './happened.ts';
import { type Wrong, wrong } from './verdict.ts';

/** Something that was accepted, and should show. */
interface Accepted {
  readonly ticket: number;
  readonly span: Span;
}

/**
 * Knows which reads came so soon after an accepted request that they need not show it. That such a request shows only
 * later is one finding of its own (CONV-24, reading late-views), however often it is seen.
 */
export class Lateness {
  readonly #patience: number;
  readonly #missed = new WeakMap<object, { readonly ticket: number; readonly after: number }>();
  #reported = false;

  /** @param patience milliseconds within which a read need not show what was accepted before it */
  constructor(patience: number) {
    this.#patience = patience;
  }

  get patience(): number {
    return this.#patience;
  }

  /** Whether a read that does not show something is soon enough after it to be excused. */
  excuses(accepted: Accepted, read: Span, ticket: number): boolean {
    const after = read.from - accepted.span.until;
    if (after >= this.#patience) return false;
    if (!this.#missed.has(accepted)) this.#missed.set(accepted, { ticket, after });
    return true;
  }

  /** Learns that a read shows something; what was missing before was late. */
  shown(accepted: Accepted, ticket: number): readonly Wrong[] {
    const missed = this.#missed.get(accepted);
    if (missed === undefined || missed.ticket > ticket) return [];
    this.#missed.delete(accepted);
    if (this.#reported) return [];
    this.#reported = true;
    const ms = Math.max(0, Math.round(missed.after));
    const what = `A read that was sent ${ms} ms after a request was accepted did not show it, and a later one did.`;
    return [wrong('CONV-24', what, accepted.ticket, missed.ticket)];
  }
}
