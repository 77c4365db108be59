import type { IncomingMessage } from 'node:http';
import type { Capture } from './capture.ts';
import { hasBody } from './headers.ts';

/**
 * Receives the body of a request before anything is done with it.
 * @param incoming a request of which nothing was read yet
 * @param body keeps what comes
 * @returns what came, once all of it or more than the limit of `body` is there; the rest still comes
 */
export function receive(
  incoming: IncomingMessage,
  headers: readonly string[],
  body: Capture,
): Promise<readonly Uint8Array[]> {
  if (!hasBody(headers)) return Promise.resolve([]);
  const chunks: Uint8Array[] = [];
  return new Promise((resolve) => {
    const done = (): void => {
      incoming.off('data', take).off('end', done);
      resolve(chunks);
    };
    const take = (chunk: Buffer): void => {
      body.add(chunk);
      chunks.push(chunk);
      if (body.isKept()) return;
      incoming.pause();
      done();
    };
    incoming.on('data', take).on('end', done);
  });
}
