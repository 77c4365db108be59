import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { nameOfConnection } from '../harness/traffic/heard.ts';
import { isLoopback } from '../mock/control/guard.ts';
import { closeServer, listenOn } from '../reference-server/http.ts';
import { handle, type HandleSetting } from './handle.ts';
import { answerOnSocket, answerTrouble } from './transport/answer.ts';
import { createCapture } from './transport/capture.ts';
import type { Passing } from './transport/exchange.ts';
import { refusalOf } from './transport/refusal.ts';
import type { Trouble } from './transport/trouble.ts';
import { createServer, pairWithTarget, type Target } from './transport/upstream.ts';

/** What a proxy is made of. */
export interface ProxySetting extends Omit<HandleSetting, 'host'> {
  readonly target: Target;
}

/** A proxy in front of one server. */
export interface Proxy {
  /** Starts to listen. @returns the origin, without a slash at its end */
  readonly listen: (port: number, host: string) => Promise<string>;
  /** Ends every connection; then `onEnd` has been told of every exchange. */
  readonly close: () => Promise<void>;
}

/** Makes a proxy that does not listen yet. */
export function createProxy(setting: ProxySetting): Proxy {
  const { target, watch } = setting;
  const { host: authority, hostname } = new URL(target.origin);
  const shared = { ...setting, host: authority };
  const pairOf = pairWithTarget(target);
  /** Connections in the middle of an answer: nothing else can be said on them. */
  const answering = new WeakMap<Socket, number>();
  let [made, listensAt, isStopped] = [0, '127.0.0.1', false];

  const isKnownHost = (name: string): boolean =>
    !isLoopback(listensAt) || isLoopback(name) || name.toLowerCase() === hostname;

  const serve = (incoming: IncomingMessage, response: ServerResponse): void => {
    const passing = begin(incoming, (made += 1), setting.keep);
    const { socket } = incoming;
    const pair = pairOf(socket);
    let abandon = ignore;
    const end = (): void => {
      if (passing.ms !== null) return;
      answering.set(socket, (answering.get(socket) ?? 1) - 1);
      const isCut = isStopped ? 'stopped' : 'abandoned';
      passing.ending ??= response.writableFinished ? 'answered' : isCut;
      passing.ms = performance.now() - passing.began;
      abandon();
      watch.onEnd(passing);
      done();
    };
    const done = pair.begin(end);
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    incoming.on('error', ignore);
    response.on('error', ignore);
    // Nothing is added to an answer of the target, not even a date.
    response.sendDate = false;
    response.once('close', end);
    const onTrouble = (trouble: Trouble): void => {
      passing.trouble = trouble;
      answerTrouble(response, trouble);
    };
    const asked = { method: passing.method, url: passing.url, raw: passing.headers };
    const refusal = refusalOf(asked, isKnownHost);
    if (refusal !== null) {
      incoming.resume();
      return onTrouble(refusal);
    }
    const onBegun = (way: () => void): void => {
      abandon = way;
      // The client may be gone by now.
      if (passing.ms !== null) way();
    };
    const handled = { passing, incoming, response, pair, onTrouble, onBegun };
    handle(shared, handled).catch(() => void response.destroy());
  };

  const server = createServer(serve);
  // Whether a client may go on is for the target to say.
  server.on('checkContinue', serve);
  server.on('checkExpectation', serve);
  server.on('connect', (incoming, socket) => {
    const refusal = refusalOf({ method: 'CONNECT', url: '', raw: [] }, isKnownHost);
    if (refusal !== null) answerOnSocket(incoming.socket, '501 Not Implemented', refusal);
    socket.on('error', ignore);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const isFree = (answering.get(socket) ?? 0) === 0;
    if (!isFree || !socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const sentence = 'The request is not one that HTTP permits, so that it is not passed on.';
    const trouble = { kind: 'refused-by-proxy', status: 400, sentence } as const;
    answerOnSocket(socket, statusOfMalformed(error.code), trouble);
  });
  return {
    async listen(port, host) {
      listensAt = host;
      return listenOn(server, port, host);
    },
    close() {
      isStopped = true;
      return closeServer(server);
    },
  };
}

const ignore = (): void => {};

function begin(incoming: IncomingMessage, id: number, keep: number): Passing {
  const { method = 'GET', url = '/', httpVersion, rawHeaders } = incoming;
  return {
    id,
    at: Date.now(),
    began: performance.now(),
    connection: nameOfConnection(incoming.socket),
    method,
    url,
    httpVersion,
    headers: rawHeaders,
    body: createCapture(keep),
    whole: false,
    sent: null,
    answer: null,
    trouble: null,
    rule: null,
    ending: null,
    ms: null,
  };
}

function statusOfMalformed(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  return '400 Bad Request';
}
