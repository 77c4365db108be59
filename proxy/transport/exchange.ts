import type { Capture } from './capture.ts';
import type { RawHeaders } from './headers.ts';
import type { Trouble } from './trouble.ts';

/** An answer, as far as it has passed. */
export interface PassingAnswer {
  /** Who made it. What a rule made is an answer only where it went to the client whole. */
  readonly from: 'target' | 'rule';
  readonly status: number;
  readonly message: string;
  readonly headers: RawHeaders;
  readonly body: Capture;
}

/** What became of a request. */
export type Ending =
  /** The client was sent a whole answer. */
  | 'answered'
  /** The target ended its connection before its answer was whole, or without one. */
  | 'cut by target'
  /** A rule gave no whole answer. */
  | 'cut by rule'
  /** The client went away first. */
  | 'abandoned'
  /** The proxy was stopped first. */
  | 'stopped';

/** An exchange that passes through the proxy, as far as it has come. */
export interface Passing {
  /** Counted from 1 in the order of arrival. */
  readonly id: number;
  /** Milliseconds since 1970 when its headers had come; and on a monotonic clock. */
  readonly at: number;
  readonly began: number;
  /** A name for the connection that the client sent it on. */
  readonly connection: string;
  readonly method: string;
  /** Path and query, as the client sent them. */
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: RawHeaders;
  readonly body: Capture;
  /** Whether the whole request has come. */
  whole: boolean;
  /** On the monotonic clock, before the target can have read the whole request; null where it was sent none. */
  sent: number | null;
  /** What the target answered; null where there is nothing. */
  answer: PassingAnswer | null;
  /** What the proxy answered in place of the target; null where it did not. */
  trouble: Trouble | null;
  /** The rule that had a hand in it, and what it did. */
  rule: { readonly id: string; readonly action: string } | null;
  ending: Ending | null;
  /** Milliseconds until its end; null before. */
  ms: number | null;
}
