import type { OutgoingResponse } from './node-types.ts';
import type { WireAnswer } from './parts.ts';

/** Puts an answer on the socket in one write. */
export function sendResponse(
  response: OutgoingResponse,
  { status, headers, body }: WireAnswer,
): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}
