import type { IncomingMessage, ServerResponse } from 'node:http';
import { nameOfConnection } from '../../harness/traffic/heard.ts';
import { goneOf, receiveBody } from '../../reference-server/http.ts';
import { ApiError, type WireAnswer } from '../../reference-server/index.ts';
import type { Ending } from '../journal/journal.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/worlds.ts';
import type { Delivery } from './delivery.ts';
import { type Place, placeOf } from './place.ts';
import { deliver } from './send.ts';

/** Answers a request of the control API. */
export type ControlHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  place: Extract<Place, { kind: 'control' }>,
) => Promise<void>;

/** A handler for node:http, and for libraries that take one. */
export type MockHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** The handler of a mock, and the means to wait for what it has begun. */
export interface Handling {
  readonly handler: MockHandler;
  /** Settles once every request that has come is at its end. */
  readonly settled: () => Promise<void>;
}

/** The longest body that a client may send, in bytes. */
const bodyLimit = 64 * 1024;

/** Makes the handler that finds the world of a request and has it answered. */
export function createMockHandler(worlds: Worlds, control: ControlHandler): Handling {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const place = placeOf(request.url ?? '/');
    switch (place.kind) {
      case 'control': {
        return control(request, response, place);
      }
      case 'client': {
        const world = place.world === null ? worlds.root : worlds.find(place.world);
        if (world === null) return goneForClient(response, worlds, place.world ?? '');
        return serveClient(world, place.url, request, response);
      }
    }
  };
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const done = (): void => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const settle of waiting) settle();
    waiting = [];
  };
  return {
    handler(request, response) {
      underWay += 1;
      serve(request, response).then(done, () => {
        response.destroy();
        done();
      });
    },
    settled: () =>
      underWay === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
  };
}

async function serveClient(
  world: World,
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await receiveBody(request, bodyLimit);
  if (body.kind === 'gone') return;
  const { parts } = world.home;
  if (body.kind === 'too large') {
    const error = new ApiError(413, 'M_TOO_LARGE', 'Body too large.');
    return deliver(response, whole(parts.wire(parts.answer.error(error))));
  }
  const { method, headers } = request;
  const { ended } = world;
  const bytes = bufferOf(body.bytes);
  const head = { method, url, headers, connection: nameOfConnection(request.socket) };
  const { delivery, end } = await world.handle(head, bytes, goneOf(response));
  if (response.closed || response.destroyed) return end({ kind: 'abandoned' });
  if (delivery.kind === 'whole') {
    void deliver(response, delivery);
    return end({ kind: 'answered', answer: delivery.answer });
  }
  // A world that ends takes the connections with it that it holds on purpose.
  const hangUp = (): void => void response.destroy();
  ended.addEventListener('abort', hangUp, { once: true });
  await deliver(response, delivery);
  ended.removeEventListener('abort', hangUp);
  end(endingOf(delivery, response.writableFinished, ended.aborted));
}

const bufferOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const whole = (answer: WireAnswer): Delivery => ({ kind: 'whole', answer });

/** Only a slow answer may have come whole. If it did not, the client went away, unless the world took the connection. */
function endingOf(delivery: Delivery, isWhole: boolean, isOver: boolean): Ending {
  if (delivery.kind === 'slow' && isWhole) return { kind: 'answered', answer: delivery.answer };
  if (delivery.kind === 'slow' && !isOver) return { kind: 'abandoned' };
  return { kind: 'broken off', answer: 'answer' in delivery ? delivery.answer : null };
}

function goneForClient(response: ServerResponse, worlds: Worlds, id: string): Promise<void> {
  const { parts } = worlds.root.home;
  const error = new ApiError(404, 'M_NOT_FOUND', worlds.whyGone(id));
  return deliver(response, whole(parts.wire(parts.answer.error(error))));
}
