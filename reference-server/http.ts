import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Dispatch } from './dispatch.ts';
import { parseQuery } from './domain/query.ts';
import type { OnGone } from './stream/waiting.ts';
import { ApiError, asApiError } from './errors.ts';
import type {
  Bounds,
  Bytes,
  Connection,
  Handler,
  Head,
  IncomingRequest,
  OutgoingResponse,
} from './node-types.ts';
import type { Answerer, Parts, Request, WireAnswer } from './parts.ts';

/** How much of a refused body is thrown away before the connection is, in bytes. */
const discardLimit = 16 * 1024 * 1024;

/** A body that came whole, was longer than permitted, or whose client went away. */
export type ReceivedBody =
  | { readonly kind: 'whole'; readonly bytes: Bytes }
  | { readonly kind: 'too large' }
  | { readonly kind: 'gone' };

const empty: ReceivedBody = { kind: 'whole', bytes: Buffer.alloc(0) };

/** @returns the function that answers; every error becomes an answer. */
export function createAnswerer(parts: Parts, dispatch: Dispatch): Answerer {
  return async (head, body, onGone) => {
    try {
      return await dispatch(readRequest(head, body, onGone));
    } catch (thrown) {
      return parts.wire(parts.answer.error(asApiError(thrown)));
    }
  };
}

/** @returns the listener that turns bytes into requests and answers into bytes. */
export function createHandler(parts: Parts, answer: Answerer, bounds: Bounds): Handler {
  const refuse = (error: ApiError): WireAnswer => parts.wire(parts.answer.error(error));

  const serve = async (incoming: IncomingRequest, response: OutgoingResponse): Promise<void> => {
    const body = await receiveBody(incoming, bounds.bodyLimit);
    switch (body.kind) {
      case 'whole':
        return parts.sendResponse(response, await answer(incoming, body.bytes, goneOf(response)));
      case 'too large':
        return parts.sendResponse(
          response,
          refuse(new ApiError(413, 'M_TOO_LARGE', 'Body too large.')),
        );
      case 'gone':
        return;
    }
  };

  return (incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  };
}

/** Who wants to know when a connection ends. A connection has one listener, however many requests wait on it. */
const leaving = new WeakMap<Connection, Set<() => void>>();

/**
 * @returns what calls back when the client goes away that waits for a response. It is the connection that tells: where requests wait
 *   in a row on one connection, the end of it is not an event of those behind the first.
 */
export function goneOf({ req: { socket } }: OutgoingResponse): OnGone {
  return (listener) => {
    if (socket.destroyed) queueMicrotask(listener);
    const listeners = leaving.get(socket) ?? listenersOf(socket);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}

function listenersOf(socket: Connection): Set<() => void> {
  const listeners = new Set<() => void>();
  leaving.set(socket, listeners);
  socket.on('close', () => {
    for (const listener of listeners) listener();
  });
  return listeners;
}

/** Reads the head of a request, and puts its body beside it. */
export function readRequest(head: Head, body: Bytes, onGone?: OnGone): Request {
  const target = head.url ?? '/';
  const question = target.indexOf('?');
  return {
    method: head.method ?? 'GET',
    path: question < 0 ? target : target.slice(0, question),
    query: parseQuery(question < 0 ? '' : target.slice(question + 1)),
    headers: head.headers,
    body,
    onGone,
  };
}

function hasBody({ headers }: IncomingRequest): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Receives the body of a request, of at most `limit` bytes. */
export async function receiveBody(incoming: IncomingRequest, limit: number): Promise<ReceivedBody> {
  return hasBody(incoming) ? readBody(incoming, limit) : empty;
}

// A body that is too large is refused at once and not kept. What still comes is thrown away, up to a
// bound: closing earlier would reset the connection, and the client would never read why.
function readBody(incoming: IncomingRequest, limit: number): Promise<ReceivedBody> {
  return new Promise((resolve) => {
    const chunks: Bytes[] = [];
    let size = 0;
    if (Number(incoming.headers['content-length']) > limit) resolve({ kind: 'too large' });
    incoming.on('data', (chunk: Bytes) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
      } else {
        chunks.length = 0;
        resolve({ kind: 'too large' });
      }
      if (size > discardLimit) incoming.destroy();
    });
    incoming.on('end', () => {
      const [first] = chunks;
      const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
      resolve({ kind: 'whole', bytes });
    });
    incoming.on('close', () => resolve({ kind: 'gone' }));
    incoming.on('error', () => resolve({ kind: 'gone' }));
  });
}

/** @returns a server that gives up on clients who are slow to ask. */
export function createHttpServer(handler: RequestListener, bounds: Bounds): Server {
  const server = createServer(
    {
      requestTimeout: bounds.requestTimeout,
      headersTimeout: bounds.requestTimeout,
      connectionsCheckingInterval: Math.min(5000, bounds.requestTimeout),
      keepAliveTimeout: 30_000,
    },
    handler,
  );
  server.on('clientError', refuseMalformed);
  return server;
}

// Requests that never became one: headers too long, not HTTP, too slow. Nothing has been answered on
// this socket yet, or its last answer was whole.
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = statusOfMalformed(error.code);
  const body = JSON.stringify({ errcode: 'M_UNKNOWN', error: 'The request could not be read.' });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nConnection: close\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
}

function statusOfMalformed(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return '400 Bad Request';
}

/** Starts to listen. @returns the origin, without a slash at its end. */
export function listenOn(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(originOf(server.address()));
    });
  });
}

function originOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') return 'http://localhost';
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

/** Stops listening and ends every connection, those in the middle of a request included. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
