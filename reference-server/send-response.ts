import type { ServerResponse } from 'node:http';
import type { WireAnswer } from './parts.ts';

/** Puts an answer on the socket in one write. */
export function sendResponse(
  response: ServerResponse,
  { status, headers, body }: WireAnswer,
): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
