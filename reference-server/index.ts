import { createDispatch, type Dispatch } from './dispatch.ts';
import { closeServer, createAnswerer, createHandler, createHttpServer, listenOn } from './http.ts';
import type { Bounds, Handler } from './node-types.ts';
import type { Answerer, Parts, World } from './parts.ts';
import { referenceParts } from './reference-parts.ts';
import { closeWorld, createWorld } from './world.ts';

export type * from './parts.ts';
export type * from './node-types.ts';
export type { RoomEvent, JsonObject } from './domain/event.ts';
export type { Room } from './domain/room.ts';
export type { OnGone } from './stream/waiting.ts';
export { ApiError, asApiError } from './errors.ts';
export { referenceParts } from './reference-parts.ts';
export { createDispatch, type Dispatch } from './dispatch.ts';
export { type LookedUp, lookUp } from './routes.ts';
export { closeWorld } from './world.ts';

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

/** A home server without a socket: what it is made of, what it remembers, and how it answers. */
export type Homeserver = {
  readonly parts: Parts;
  readonly world: World;
  readonly dispatch: Dispatch;
};

/** The limits of a server for tests. */
export const defaultBounds: Bounds = { bodyLimit: 64 * 1024, requestTimeout: 30_000 };

/** Makes a home server that remembers nothing yet. It takes well under a millisecond. */
export function createHomeserver(parts: Parts, domain = 'localhost'): Homeserver {
  const world = createWorld(domain);
  return { parts, world, dispatch: createDispatch(parts, world) };
}

/**
 * An in-memory home server that speaks the rooms API of September 2014 and what a client needs
 * beside it: accounts, aliases, an event stream, presence. Two servers share nothing.
 */
export function createReferenceServer(options: ReferenceServerOptions = {}): ReferenceServer {
  const { bodyLimit, requestTimeout } = options;
  const bounds = {
    bodyLimit: bodyLimit ?? defaultBounds.bodyLimit,
    requestTimeout: requestTimeout ?? defaultBounds.requestTimeout,
  };
  const { parts, world, dispatch } = createHomeserver(
    options.parts ?? referenceParts,
    options.domain,
  );
  const answer = createAnswerer(parts, dispatch);
  const handler = createHandler(parts, answer, bounds);
  const server = createHttpServer(handler, bounds);
  return {
    handler,
    answer,
    listen: async (port = 0, host = '127.0.0.1') => ({ url: await listenOn(server, port, host) }),
    close: async () => {
      closeWorld(world);
      // Whoever waited is answered before the connections end.
      await new Promise((resolve) => setImmediate(resolve));
      await closeServer(server);
    },
  };
}
