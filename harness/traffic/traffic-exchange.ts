import type { ClientAnswer, ClientRequest } from './exchange.ts';

/** A request that somebody recorded. */
export interface TrafficRequest extends Omit<ClientRequest, 'body'> {
  /** Null where the recording does not hold it; then nothing about it is judged. Empty where none was sent. */
  readonly body: Uint8Array | null;
  /** Milliseconds on one clock, when the client sent it, or at the latest before the server can have read the whole. */
  readonly at: number;
}

/** An answer that somebody recorded. */
export interface TrafficAnswer extends Omit<ClientAnswer, 'body'> {
  /** 0 where nothing was recorded of the answer: it may have come, or not. */
  readonly status: number;
  /** Without the encoding that the headers name, such as gzip; null where the recording does not hold it in whole. */
  readonly body: Uint8Array | string | null;
  /** Milliseconds on the clock of the requests, when the client had read it, or at the earliest when the server had sent the whole. */
  readonly at: number;
}
