import type { ServerResponse } from 'node:http';
import { informationHeaders, pairsOf } from './headers.ts';

/** An informational response, as Node read it. */
interface Information {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly rawHeaders: readonly string[];
}

/**
 * Passes an informational response on, such as 103. Node writes only some of them itself, and not as they came. 100 is
 * written by `writeContinue`.
 */
export function inform(
  { socket, headersSent }: ServerResponse,
  { statusCode: status, statusMessage, rawHeaders }: Information,
): void {
  // Without a socket, other answers of this connection come first.
  if (status === 100 || headersSent || socket === null || !socket.writable) return;
  const lines = pairsOf(informationHeaders(rawHeaders)).map(([name, value]) => `${name}: ${value}`);
  socket.write([`HTTP/1.1 ${status} ${statusMessage}`, ...lines, '', ''].join('\r\n'), 'latin1');
}
