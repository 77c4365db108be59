/** One request of a client. Requests are judged in the order in which they come. */
export interface ClientRequest {
  readonly method: string;
  /** Path and query as sent, below the base of the world: `/_matrix/client/api/v1/rooms/…?access_token=…`. */
  readonly target: string;
  /** Names in lower case; a header that came twice is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds on one monotonic clock, when the whole request had come. */
  readonly at: number;
  /** The connection that it came on, by a name; left out where that is not known. */
  readonly connection?: string;
  /** The clock that `at` is on, by a name; left out, one that all share. What happened on different clocks has no order. */
  readonly clock?: string;
}

/** What a client was answered. */
export interface ClientAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, or the text that is sent in UTF-8. */
  readonly body: Uint8Array | string;
  /** Milliseconds on the clock of the requests, before the client can have read the answer. */
  readonly at: number;
}

/** That a client got no answer, or not the whole. */
export interface Loss {
  /** Milliseconds on the clock of the requests, when that was so at the latest. */
  readonly at: number;
  /** Whether the client itself gave up, so that it knows. */
  readonly gaveUp: boolean;
}

const decoder = new TextDecoder();

/** The text of an answer. */
export const textOf = (body: ClientAnswer['body']): string =>
  typeof body === 'string' ? body : decoder.decode(body);
