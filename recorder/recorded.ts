/** Headers as they were sent, in their order, with every repetition. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** A body of which at most the beginning was kept. */
export interface RecordedBody {
  /** How long it was as sent, in bytes. */
  readonly length: number;
  /** All of it, without the encoding that the headers name where it could be decoded; null where it was too long to keep. */
  readonly bytes: Uint8Array | null;
}

/** An exchange that has come to its end. */
export interface RecordedExchange {
  /** Milliseconds since 1970 when the request began, and from there to the end. */
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  /** Scheme, host and port of the server, and what stands before the path that the client sent. */
  readonly base: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: Pairs;
  readonly body: RecordedBody;
  readonly answer: {
    readonly status: number;
    readonly message: string;
    readonly headers: Pairs;
    readonly body: RecordedBody;
  } | null;
  /** What is not plain from the rest, in a sentence, such as that the client went away; null where there is nothing. */
  readonly comment: string | null;
}
