import type { ClientAnswer, ClientRequest } from '../../harness/traffic/exchange.ts';
import { flatten } from '../../harness/wire/exchange.ts';
import { readRequest } from '../../reference-server/http.ts';
import {
  asApiError,
  type Head,
  type Homeserver,
  type Request,
  type WireAnswer,
} from '../../reference-server/index.ts';

/** A request as the server reads it. */
interface ReadRequest {
  readonly request: Request;
  /** Path and query; the path alone where the query cannot be decoded. */
  readonly target: string;
  readonly trouble: WireAnswer | null;
}

/** Reads a request; one whose query cannot be decoded is answered so, and journaled with what can be read of it. */
export function read(head: Head, body: Buffer, { parts }: Homeserver): ReadRequest {
  const target = head.url ?? '/';
  try {
    return { request: readRequest(head, body), target, trouble: null };
  } catch (error) {
    const [path = '/'] = target.split('?', 1);
    const request = readRequest({ ...head, url: path }, body);
    return { request, target: path, trouble: parts.wire(parts.answer.error(asApiError(error))) };
  }
}

/** The head of a request, with a name for the connection that it came on; left out where there is none. */
export interface HeadOnConnection extends Head {
  readonly connection?: string;
}

/** A request as its judge reads it. @param at when it had come, on the clock of performance.now() */
export const clientRequestOf = (
  head: HeadOnConnection,
  body: Buffer,
  at: number,
): ClientRequest => ({
  method: head.method ?? 'GET',
  target: head.url ?? '/',
  headers: areFlat(head.headers) ? head.headers : flatten(head.headers),
  body,
  at,
  ...(head.connection === undefined ? {} : { connection: head.connection }),
});

/** node:http gives names in lower case, and joins all values but those of set-cookie. */
function areFlat(headers: Head['headers']): headers is Readonly<Record<string, string>> {
  for (const name in headers) if (typeof headers[name] !== 'string') return false;
  return true;
}

/** An answer as the judge reads it, just before it goes out. */
export const clientAnswerOf = ({ status, headers, body }: WireAnswer): ClientAnswer => ({
  status,
  headers,
  body,
  at: performance.now(),
});
