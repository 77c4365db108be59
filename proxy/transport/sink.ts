import type { OutgoingMessage, ServerResponse } from 'node:http';
import { pairsOf, type RawHeaders } from './headers.ts';

/** Where an answer goes. */
export interface Sink {
  /** @throws Error where Node refuses to send it */
  readonly head: (status: number, message: string, headers: string[]) => void;
  /** @returns false where nothing more should come before `drained` calls back */
  readonly write: (chunk: Uint8Array) => boolean;
  readonly drained: (call: () => void) => void;
  readonly end: (trailers: RawHeaders) => void;
  /** The answer ends before it is whole. */
  readonly cut: () => void;
}

/**
 * Passes an answer on to a client as it comes.
 * @param onWhole told before the client can have read all of it
 */
export const passOn = (response: ServerResponse, onWhole: () => void): Sink => ({
  head(status, message, headers) {
    response.writeHead(status, message, headers);
    // A client that waits for events learns at once that they will come; most bodies are there already.
    setImmediate(() => {
      if (!response.writableEnded && !response.destroyed) response.flushHeaders();
    });
  },
  write: (chunk) => response.write(chunk),
  drained: (call) => void response.once('drain', call),
  end(trailers) {
    onWhole();
    if (trailers.length > 0) addTrailers(response, trailers);
    response.end();
  },
  cut: () => void response.destroy(),
});

/** Trailers that Node refuses to send are left out: the body is whole without them. */
export function addTrailers(message: OutgoingMessage, trailers: RawHeaders): void {
  try {
    message.addTrailers(pairsOf(trailers));
  } catch {
    // Node read them, and has another opinion of them when it writes.
  }
}
