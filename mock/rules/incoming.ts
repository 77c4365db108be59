import { readBody } from '../../harness/wire/exchange.ts';
import type { OperationName } from '../../reference-server/index.ts';
import type { KeptRequest } from '../journal/kept-request.ts';

/** What the mock knows of a request before it is answered. */
export interface Incoming {
  readonly request: KeptRequest;
  /** Null where no route matches. */
  readonly operation: OperationName | null;
  /** The user whose access token the request has; null where it has none, or an unknown one. */
  readonly user: string | null;
  /** The room that the path names, by its id; null where it names none that there is. */
  readonly room: string | null;
}

/** The JSON of a body; undefined where it is none, or nested so deeply that reading it would exhaust the stack. */
export function jsonOf(body: Uint8Array): unknown {
  const { json } = readBody(body);
  return json.ok ? json.value : undefined;
}
