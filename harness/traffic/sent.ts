import { isObject } from '../document/json.ts';
import type { Client } from './client.ts';
import type { Content } from './memory/content.ts';
import { type ClientAnswer, textOf } from './exchange.ts';
import type { Matched } from './match.ts';

/** A request that was judged, as far as it is remembered until its answer. */
export interface Sent {
  readonly ticket: number;
  readonly method: string;
  readonly at: number;
  readonly clock: string;
  /** The connection that it came on; null where that is not known, or where it is one of a gateway. */
  readonly connection: string | null;
  readonly matched: Matched;
  /** Operation and path values, without the txnId: two requests with one place ask for the same thing. */
  readonly place: string;
  /** Null where the body could not be read. */
  readonly content: Content | null;
  /** Null where the request has no access token. */
  readonly client: Client | null;
}

/** Whether a request of an operation may have an effect. */
export const isWrite = ({ matched, method }: Sent): boolean =>
  matched.kind === 'operation' && method !== 'GET';

/** Whether two requests are the same but for their txnIds. */
export const isRepeat = (a: Sent, b: Sent): boolean =>
  a.content !== null &&
  // Requests without a token may be those of several users.
  a.client !== null &&
  a.client === b.client &&
  a.method === b.method &&
  a.place === b.place &&
  a.content === b.content;

/** An answer as the history needs it. */
export interface Outcome {
  readonly status: number;
  readonly at: number;
  /** The errcode of an error; '' where there is none. */
  readonly errcode: string;
  /** Milliseconds that a 429 asks to wait; null where it does not say. */
  readonly retryAfter: number | null;
}

/** Bodies of errors that are longer are not read. */
const longestError = 8192;

/** Reads an answer. Never throws. */
export function outcomeOf({ status, at, body }: ClientAnswer): Outcome {
  const plain = { status, at, errcode: '', retryAfter: null };
  if (status < 400 || body.length > longestError) return plain;
  try {
    const json: unknown = JSON.parse(textOf(body));
    if (!isObject(json)) return plain;
    const { errcode, retry_after_ms: wait } = json;
    return {
      status,
      at,
      errcode: typeof errcode === 'string' ? errcode : '',
      retryAfter: typeof wait === 'number' && wait >= 0 ? wait : null,
    };
  } catch {
    return plain;
  }
}

export const isSuccess = ({ status }: Outcome): boolean => status >= 200 && status < 300;

/** Refused for good: the server has done nothing. */
export const isRefusal = ({ status }: Outcome): boolean => status >= 400 && status < 500;

/** Whether the access token itself was refused (CONV-03). */
export const refusesToken = ({ status, errcode }: Outcome): boolean =>
  (status === 401 || status === 403) && errcode === 'M_UNKNOWN_TOKEN';
