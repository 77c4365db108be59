import type { ServerResponse } from 'node:http';
import type { WireAnswer } from '../../reference-server/index.ts';
import type { Delivery } from './delivery.ts';

/** How often a slow answer goes on, in milliseconds. */
const tick = 50;

/** What an endless body repeats, and how often: a client that takes everything gets about 20 kB a second. */
const padding = Buffer.alloc(1024, ' ');

/**
 * Sends an answer in the way that it is meant to arrive, whole or not.
 * @returns once nothing more will be sent: the answer is out, or the connection has ended
 */
export function deliver(response: ServerResponse, delivery: Delivery): Promise<void> {
  switch (delivery.kind) {
    case 'whole':
      whole(response, delivery);
      return handedOver;
    case 'truncated': {
      const body = Buffer.from(delivery.answer.body);
      response.writeHead(delivery.answer.status, headersOf(delivery.answer));
      // The head goes out even if no byte of the body does.
      response.flushHeaders();
      response.write(body.subarray(0, delivery.bytes), () => response.destroy());
      return closed(response);
    }
    case 'misstated': {
      const { status, body } = delivery.answer;
      const headers = { ...headersOf(delivery.answer), 'content-length': delivery.bytes };
      response.writeHead(status, headers);
      response.end(body);
      return closed(response);
    }
    case 'slow':
      return slowly(response, delivery.answer, delivery.bytesPerSecond);
    case 'endless':
      return endlessly(response, delivery.answer);
    case 'never':
      return closed(response);
    case 'closed':
      response.destroy();
      return closed(response);
    case 'reset':
      response.socket?.resetAndDestroy();
      return closed(response);
  }
}

/** Most answers are handed over at once; who waits for one need not wait for the client. */
const handedOver = Promise.resolve();

function whole(
  response: ServerResponse,
  { answer, send }: Extract<Delivery, { kind: 'whole' }>,
): void {
  if (send === undefined) {
    response.writeHead(answer.status, headersOf(answer));
    response.end(answer.body);
  } else {
    send(response, answer);
  }
}

/** An answer of status 204 or 304 ends with its headers: a length would make clients wait for more. */
const headersOf = ({
  status,
  headers,
  body,
}: WireAnswer): Readonly<Record<string, string | number>> =>
  status === 204 || status === 304
    ? headers
    : { 'content-length': Buffer.byteLength(body), ...headers };

async function slowly(
  response: ServerResponse,
  answer: WireAnswer,
  bytesPerSecond: number,
): Promise<void> {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, headersOf(answer));
  response.flushHeaders();
  const began = performance.now();
  let sent = 0;
  const done = closed(response);
  const timer = setInterval(() => {
    const due = Math.min(
      body.length,
      Math.floor(((performance.now() - began) / 1000) * bytesPerSecond),
    );
    if (due > sent) response.write(body.subarray(sent, due));
    sent = Math.max(sent, due);
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, tick);
  await done;
  clearInterval(timer);
}

async function endlessly(response: ServerResponse, answer: WireAnswer): Promise<void> {
  const { 'content-length': _none, ...headers } = answer.headers;
  response.writeHead(answer.status, headers);
  // The beginning of the right body, so that a client that reads in pieces sees something sensible.
  response.write(Buffer.from(answer.body).subarray(0, -1));
  const done = closed(response);
  const timer = setInterval(() => {
    // A client that does not read gets no more than the socket holds.
    if (!response.writableNeedDrain) response.write(padding);
  }, tick);
  await done;
  clearInterval(timer);
}

function closed(response: ServerResponse): Promise<void> {
  return response.closed
    ? Promise.resolve()
    : new Promise((resolve) => {
        response.once('close', resolve);
      });
}
