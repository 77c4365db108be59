import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { createCapture } from './capture.ts';
import type { Passing } from './exchange.ts';
import { answerHeaders, hasBody, requestHeaders } from './headers.ts';
import { inform } from './inform.ts';
import { createPatience } from './patience.ts';
import { addTrailers, type Sink } from './sink.ts';
import { type Describe, silence, type Trouble, troubleOf } from './trouble.ts';
import type { Pair } from './upstream.ts';

/** What is the same for every exchange. */
export interface ForwardSetting {
  /** The authority of the target. */
  readonly host: string;
  /** The longest body that is kept for the judge, in bytes. */
  readonly keep: number;
  /** How long the target may be silent, in milliseconds. */
  readonly timeout: number;
  readonly describe: Describe;
}

/** An exchange on its way, and who wants to know about it. */
export interface Forwarding {
  readonly passing: Passing;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly pair: Pair;
  /** Where the answer goes. */
  readonly sink: Sink;
  /** What of the body has been received already, while the rest still comes; null where nobody has asked for it. */
  readonly received: readonly Uint8Array[] | null;
  /** Headers that the client gets beside those of the target, as a flat list. */
  readonly added: () => readonly string[];
  /** The whole request has come; nothing of an answer has been looked at yet. It may be told more than once. */
  readonly onRequest: () => void;
  /** The target cannot be asked, or gave no answer, and the client has been sent nothing. */
  readonly onTrouble: (trouble: Trouble) => void;
}

/**
 * Passes a request on to the target, and its answer back, both as they come. Never throws.
 * @returns ends it, since the client is gone
 */
export function forward(setting: ForwardSetting, way: Forwarding): () => void {
  const { passing, incoming, response, pair, onTrouble } = way;
  let asked: ClientRequest;
  try {
    const withBody = hasBody(passing.headers);
    const headers = requestHeaders(passing.headers, setting.host);
    // Node would announce chunks for a body that is not there.
    const bare = withBody || /^(?:GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(passing.method);
    asked = pair.ask({
      method: passing.method,
      url: passing.url,
      headers: bare ? headers : [...headers, 'Content-Length', '0'],
    });
  } catch (error) {
    onTrouble(troubleOf(error, true, setting.describe));
    return () => {};
  }
  let [connected, over] = [false, false];
  const tell = (): void => {
    if (passing.whole) way.onRequest();
  };
  const finish = (): void => {
    over = true;
    patience.end();
    tell();
  };
  const giveUp = (trouble: Trouble): void => {
    if (over) return;
    finish();
    asked.destroy();
    if (passing.answer === null && !response.headersSent) return onTrouble(trouble);
    passing.ending ??= 'cut by target';
    way.sink.cut();
  };
  const patience = createPatience(setting.timeout, () => giveUp(silence(setting.timeout)));
  patience.begin();

  asked.once('socket', (socket) => {
    if (!socket.connecting) connected = true;
    else socket.once('connect', () => (connected = true));
  });
  asked.on('continue', () => {
    const isAwaited = incoming.headers.expect !== undefined && way.received === null;
    if (isAwaited && !response.headersSent) response.writeContinue();
  });
  asked.on('information', (told) => {
    if (incoming.httpVersionMinor > 0) inform(response, told);
  });
  asked.on('upgrade', (_answer, socket) => {
    socket.destroy();
    giveUp(troubleOf(unasked, true, setting.describe));
  });
  asked.on('response', (answer) => {
    if (over) return;
    if (answer.statusCode === 101) giveUp(troubleOf(unasked, true, setting.describe));
    else receive(answer);
  });
  // What the client still sends goes nowhere; it must not wait.
  asked.on('close', () => incoming.resume());
  asked.on('error', (error) => {
    // An answer that has begun ends by itself, or is cut by its own error.
    if (over || passing.answer !== null) return;
    if (asked.reusedSocket && isReset(error)) {
      // Without the proxy, the client would have lost a connection that it had used before.
      finish();
      passing.ending ??= 'cut by target';
      return void response.destroy();
    }
    giveUp(troubleOf(error, connected, setting.describe));
  });
  send();
  return () => {
    if (over) return;
    finish();
    asked.destroy();
  };

  function send(): void {
    const { body, headers } = passing;
    const done = (): void => {
      passing.whole = true;
      if (incoming.rawTrailers.length > 0) addTrailers(asked, incoming.rawTrailers);
      passing.sent = performance.now();
      // The target works meanwhile: before that, whoever looks at the request would delay it.
      asked.end(tell);
      patience.begin();
    };
    for (const chunk of way.received ?? []) asked.write(chunk);
    if (incoming.readableEnded || !hasBody(headers)) return done();
    // As long as the client sends, it is not the target that is silent.
    patience.pause();
    // Most bodies are there already. One that is not may wait for something that the target does once it has the headers.
    setImmediate(() => {
      if (!asked.destroyed && !asked.writableEnded) asked.flushHeaders();
    });
    incoming.on('data', (chunk: Buffer) => {
      body.add(chunk);
      if (asked.destroyed) return;
      if (!asked.write(chunk)) {
        incoming.pause();
        asked.once('drain', () => {
          patience.pause();
          incoming.resume();
        });
        patience.begin();
      } else patience.pause();
    });
    incoming.on('end', () => {
      if (!asked.destroyed) done();
    });
    incoming.resume();
  }

  function receive(answer: IncomingMessage): void {
    tell();
    const { sink } = way;
    const { statusCode: status = 0, statusMessage: message = '', rawHeaders: raw } = answer;
    const body = createCapture(setting.keep);
    const chunks = incoming.httpVersionMinor > 0;
    const head = { raw, status, keepsConnection: asked.shouldKeepAlive, chunks };
    try {
      sink.head(status, message, [...answerHeaders(head), ...way.added()]);
    } catch (error) {
      return giveUp(troubleOf(error, true, setting.describe));
    }
    passing.answer = { from: 'target', status, message, headers: raw, body };
    patience.begin();
    answer.on('data', (chunk: Buffer) => {
      if (over) return;
      body.add(chunk);
      if (sink.write(chunk)) return patience.begin();
      // A client that does not read makes no target silent.
      patience.pause();
      answer.pause();
      sink.drained(() => {
        answer.resume();
        patience.begin();
      });
    });
    answer.on('end', () => {
      if (over) return;
      if (!answer.complete) return giveUp(silence(0));
      finish();
      sink.end(answer.rawTrailers);
    });
    answer.on('error', (error) => giveUp(troubleOf(error, true, setting.describe)));
    answer.on('close', () => giveUp(silence(0)));
  }
}

const unasked = new Error('it answered 101, as if the request had asked for another protocol');

const isReset = (error: Error): boolean =>
  'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
