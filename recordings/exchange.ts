/** Where an exchange stands in its recording. */
export interface Place {
  /** The number of the file among those that are read together, from 0. */
  readonly file: number;
  /** Counted from 1 in the order of the file. */
  readonly entry: number;
  /** The line of the file on which it begins, from 1; of a file without line breaks, always 1. */
  readonly line: number;
}

/** A message as a recording holds it. */
interface Message {
  /** Names in lower case; a header that came twice is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Without the encoding that the headers name; null where the recording does not hold it in whole. */
  readonly body: Uint8Array | null;
}

export interface RecordedRequest extends Message {
  readonly method: string;
  /** Scheme, host and port of the server. */
  readonly origin: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Who sent it, where the recording says that in another way than by a token; null where not. */
  readonly user: string | null;
  /** Whether it had an access token, where the recording says so although it does not hold the token; null where not. */
  readonly token: 'own' | 'unknown' | 'none' | null;
}

export interface RecordedAnswer extends Message {
  readonly status: number;
}

/** One request of a recording, with its answer. */
export interface RecordedExchange {
  readonly place: Place;
  readonly request: RecordedRequest;
  /** Null where there was none, or not the whole, or where nothing is recorded of it. */
  readonly answer: RecordedAnswer | null;
  /** Whether the recording says that the client got no whole answer. */
  readonly lost: boolean;
  /** Milliseconds since 1970 when it was sent; null where that is not recorded. */
  readonly at: number | null;
  /** Milliseconds until the answer was whole; null where that is not recorded. */
  readonly ms: number | null;
}

/** Why an entry is no request that reached a server. */
export const skips = {
  websocket: 'WebSocket',
  cache: "answered from the browser's cache",
  preflight: 'preflight (OPTIONS)',
  intercepted: 'answered or stopped by the program that recorded it, not by a server',
  marked: 'a part of the address was taken out, such as [REDACTED]',
  twice: 'recorded in another of the files as well',
  'not http': 'no address of HTTP, such as data:',
} as const;

export type Skip = keyof typeof skips;

/** What an entry of a recording was read as. */
export type ReadEntry =
  | { readonly kind: 'exchange'; readonly exchange: Omit<RecordedExchange, 'place'> }
  | { readonly kind: 'skipped'; readonly why: Skip }
  /** It cannot be read; the words follow "entry 3". */
  | { readonly kind: 'unreadable'; readonly why: string };
