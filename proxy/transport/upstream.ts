import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { RawHeaders } from './headers.ts';

/** The longest headers of a request or an answer, in bytes: more than clients and servers take by themselves. */
const longestHead = 64 * 1024;

/** The server that the proxy stands in front of. */
export interface Target {
  /** Scheme, host and port. */
  readonly origin: string;
  /** What stands before every path; '' for nearly every server. */
  readonly prefix: string;
}

/** A request as it goes to the target. */
export interface Asked {
  readonly method: string;
  /** Path and query, as the client sent them. */
  readonly url: string;
  readonly headers: RawHeaders;
}

/** A connection of a client, and the one to the target that stands for it. */
export interface Pair {
  /**
   * Begins a request to the target. @throws Error where Node refuses to send it
   */
  readonly ask: (asked: Asked) => http.ClientRequest;
  /**
   * An exchange of this connection has begun; the function that it returns is called at its end.
   * @param onGone calls back when the client goes away before that. Where requests wait in a row on one connection, Node tells
   *   those behind the first of nothing
   */
  readonly begin: (onGone: () => void) => () => void;
}

/**
 * Gives each connection of a client one connection to the target, which ends when the other one does. So a client that
 * keeps a connection meets what it would meet without the proxy, lost connections included, and no request is ever sent
 * twice.
 */
export function pairWithTarget(target: Target): (client: Socket) => Pair {
  const { protocol, hostname, port } = new URL(target.origin);
  const secure = protocol === 'https:';
  const place = {
    host: hostname.replaceAll(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    maxHeaderSize: longestHead,
  };
  const pairs = new WeakMap<Socket, Pair>();
  const open = (client: Socket): Pair => {
    const setting = { keepAlive: true, maxSockets: 1 };
    const agent = secure ? new https.Agent(setting) : new http.Agent(setting);
    const seen = new WeakSet<Socket>();
    const underWay = new Set<() => void>();
    let isOver = false;
    client.once('close', () => {
      for (const onGone of underWay) onGone();
      agent.destroy();
    });
    const endIfOver = (): void => {
      if (isOver && underWay.size === 0) client.destroySoon();
    };
    const pair: Pair = {
      ask({ method, url, headers }) {
        const asked = (secure ? https : http).request({
          ...place,
          agent,
          method,
          path: target.prefix + url,
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node takes a flat list, and does not change it
          headers: headers as unknown as http.OutgoingHttpHeaders,
        });
        asked.maxHeadersCount = 0;
        asked.once('socket', (socket) => {
          if (seen.has(socket)) return;
          seen.add(socket);
          isOver = false;
          socket.once('close', () => {
            isOver = true;
            endIfOver();
          });
        });
        return asked;
      },
      begin(onGone) {
        underWay.add(onGone);
        return () => {
          underWay.delete(onGone);
          endIfOver();
        };
      },
    };
    pairs.set(client, pair);
    return pair;
  };
  return (client) => pairs.get(client) ?? open(client);
}

/** A server for clients, which takes as much as it can and changes nothing. */
export function createServer(handler: http.RequestListener): http.Server {
  const server = http.createServer(
    {
      maxHeaderSize: longestHead,
      // An upload may take as long as the target lets it.
      requestTimeout: 0,
      headersTimeout: 60_000,
      // The target decides how long connections are kept.
      keepAliveTimeout: 0,
    },
    handler,
  );
  server.maxHeadersCount = 0;
  return server;
}
