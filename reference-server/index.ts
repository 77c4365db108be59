import { createAccounts } from './accounts.ts';
import { createDispatch } from './dispatch.ts';
import { closeServer, createAnswerer, createHandler, createHttpServer, listenOn } from './http.ts';
import type { Handler } from './node-types.ts';
import type { Answerer, Parts, World } from './parts.ts';
import { referenceParts } from './reference-parts.ts';

export type * from './parts.ts';
export { ApiError } from './errors.ts';
export { referenceParts } from './reference-parts.ts';

export type ReferenceServerOptions = {
  /** The part of every id after its colon; `localhost` if left out. */
  readonly domain?: string;
  /** What the server is made of; the parts of the reference server if left out. */
  readonly parts?: Parts;
  /** The longest body taken, in bytes; 64 KiB if left out. */
  readonly bodyLimit?: number;
  /** How long a request may take to arrive, in milliseconds; 30 seconds if left out. */
  readonly requestTimeout?: number;
};

export type ReferenceServer = {
  /**
   * Starts to listen.
   *
   * @param port 0, or none, takes a free one.
   * @param host the loopback if left out: this server is for tests.
   * @returns the origin.
   */
  readonly listen: (port?: number, host?: string) => Promise<{ readonly url: string }>;
  /** Stops listening and ends every connection; may be called twice, or without listen. */
  readonly close: () => Promise<void>;
  /** For node:http, to be served by somebody else. */
  readonly handler: Handler;
  /** Answers without a socket, for callers with more requests than sockets can carry. */
  readonly answer: Answerer;
};

/**
 * An in-memory home server that speaks the rooms API of September 2014 and what a client needs
 * beside it: accounts, aliases, generic state. Two servers share nothing.
 */
export function createReferenceServer(options: ReferenceServerOptions = {}): ReferenceServer {
  const parts = options.parts ?? referenceParts;
  const bounds = {
    bodyLimit: options.bodyLimit ?? 64 * 1024,
    requestTimeout: options.requestTimeout ?? 30_000,
  };
  const world = createWorld(options.domain ?? 'localhost');
  const answer = createAnswerer(parts, createDispatch(parts, world));
  const handler = createHandler(parts, answer, bounds);
  const server = createHttpServer(handler, bounds);
  return {
    handler,
    answer,
    listen: async (port = 0, host = '127.0.0.1') => ({ url: await listenOn(server, port, host) }),
    close: () => closeServer(server),
  };
}

function createWorld(domain: string): World {
  return {
    domain,
    accounts: createAccounts(domain),
    rooms: new Map(),
    aliases: new Map(),
    transactions: new Map(),
  };
}
