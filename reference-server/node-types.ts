// What the server needs of Node's own types, so that its declarations compile without @types/node.

/** The bytes of a body: a Buffer. */
export interface Bytes extends Uint8Array {
  toString(encoding?: 'utf8' | 'latin1'): string;
}

/** The headers of a request. */
export interface RequestHeaders {
  readonly authorization?: string | undefined;
  readonly 'content-type'?: string | undefined;
  readonly [name: string]: string | readonly string[] | undefined;
}

/** The method, the address and the headers of a request. */
export interface Head {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: RequestHeaders;
}

/** What tells that a client has gone away. */
export interface Connection {
  readonly destroyed: boolean;
  on(event: 'close', listener: () => void): unknown;
}

/** A request as node:http has it. */
export interface IncomingRequest extends Head {
  on(event: 'data', listener: (chunk: Bytes) => void): unknown;
  on(event: 'end' | 'close' | 'error', listener: () => void): unknown;
  destroy(): unknown;
}

/** The answer to it. */
export interface OutgoingResponse {
  /** The request that it answers, with its connection, which may carry other requests as well. */
  readonly req: { readonly socket: Connection };
  writeHead(status: number, headers: Readonly<Record<string, string | number>>): unknown;
  end(body: string | Uint8Array): unknown;
  destroy(): unknown;
}

/** A listener for node:http's createServer. */
export type Handler = (request: IncomingRequest, response: OutgoingResponse) => void;

/** Limits on what a client can make the server hold. */
export type Bounds = {
  /** The longest body taken, in bytes. */
  readonly bodyLimit: number;
  /** How long a request may take to arrive, in milliseconds. */
  readonly requestTimeout: number;
};
