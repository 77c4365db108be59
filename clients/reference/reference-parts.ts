import { setTimeout as pause } from 'node:timers/promises';
import { isObject, stringAt } from '../../harness/document/json.ts';
import type { DriverUser } from '../driver/protocol.ts';
import {
  ApiProblem,
  type ClientParts,
  type Incoming,
  LostAnswer,
  type Outgoing,
  type ShownEvent,
} from './parts.ts';

/** The longest answer that it reads, in bytes. */
const longest = 4 * 1024 * 1024;

/** How often it sends what may have been lost, or what was limited. */
const mostTries = 4;

/** The path below which the operations are. */
const basePath = '/_matrix/client/api/v1';

/** The pieces of the client that obeys the register. @param baseUrl without a slash at its end */
export function referenceParts(baseUrl: string): ClientParts {
  let sent = 0;
  const began = Date.now().toString(36);
  return {
    encode: encodeURIComponent,
    txnId: () => {
      sent += 1;
      return `${began}.${sent}`;
    },
    credentials: ({ token }) => ({ headers: {}, query: [['access_token', token]] }),
    contentType: 'application/json',
    bodyOf: (content) => JSON.stringify(content),
    sendOnce(user, outgoing) {
      return overHttp(`${baseUrl}${basePath}`, this, user, outgoing);
    },
    send: sendUntilAnswered,
    patience: 2500,
    redirect: 'manual',
    objectOf,
    demandSuccess,
    readEvent,
    pageSize: 50,
    walk: walkBack,
    instead: {},
  };
}

/** One request. */
async function overHttp(
  base: string,
  { credentials, contentType, patience, redirect }: ClientParts,
  user: DriverUser,
  { method, path, query, body }: Outgoing,
): Promise<Incoming> {
  const own = credentials(user);
  const pairs = [...query, ...own.query].map(([name, value]) => [name, value]);
  const search = new URLSearchParams(pairs).toString();
  try {
    const response = await fetch(`${base}${path}${search === '' ? '' : `?${search}`}`, {
      method,
      redirect,
      signal: AbortSignal.timeout(patience),
      headers: {
        ...own.headers,
        ...(body === null || contentType === '' ? {} : { 'content-type': contentType }),
      },
      ...(body === null ? {} : { body }),
    });
    const text = await readAll(response);
    return {
      status: response.status,
      text,
      json: jsonOf(text),
      location: response.headers.get('location'),
    };
  } catch (error) {
    throw new LostAnswer(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

async function readAll(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > longest) throw new LostAnswer('the answer is too long');
    pieces.push(piece);
  }
  // Bytes that are no UTF-8 become something that is no JSON of ours; the answer itself came whole.
  return Buffer.concat(pieces).toString('utf8');
}

/** Text as JSON; undefined where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends a request. What may have been lost is sent again where that cannot do it twice: with the same txnId, or because
 * it only reads. What was limited is sent again after the time that the server names.
 */
const sendUntilAnswered: ClientParts['send'] = async (parts, user, outgoing) => {
  for (let tries = 1; ; tries += 1) {
    const outcome = await parts.sendOnce(user, outgoing).catch((error: unknown) => {
      if (error instanceof LostAnswer) return error;
      throw error;
    });
    if (outcome instanceof LostAnswer) {
      const isSafe = outgoing.method !== 'POST';
      if (!isSafe || tries >= mostTries - 1) throw outcome;
    } else if (outcome.status === 429 && tries < mostTries) {
      await pause(waitOf(outcome));
    } else {
      return outcome;
    }
  }
};

/** Milliseconds that a 429 asks to wait; a second where it does not say. */
export function waitOf({ json }: Incoming): number {
  const wait = isObject(json) ? json['retry_after_ms'] : undefined;
  return typeof wait === 'number' && wait >= 0 ? wait + 5 : 1000;
}

function demandSuccess({ status, json }: Incoming): void {
  if (status >= 200 && status < 300) return;
  const errcode = isObject(json) ? stringAt(json, 'errcode') : '';
  const message = isObject(json) ? stringAt(json, 'error') : '';
  throw new ApiProblem(status, errcode === '' ? null : errcode, message);
}

function objectOf({ status, json }: Incoming): Readonly<Record<string, unknown>> {
  if (isObject(json)) return json;
  throw new ApiProblem(status, null, 'the answer is not a JSON object');
}

function readEvent(value: unknown): ShownEvent | null {
  if (!isObject(value)) return null;
  const eventId = stringAt(value, 'event_id');
  const type = stringAt(value, 'type');
  if (eventId === '' || type === '') return null;
  const content = isObject(value['content']) ? value['content'] : {};
  return { eventId, type, sender: stringAt(value, 'sender', stringAt(value, 'user_id')), content };
}

/** Goes back until a page says nothing new, and turns everything around. Events of a seam may come twice. */
const walkBack: ClientParts['walk'] = async (page) => {
  const seen = new Map<string, ShownEvent>();
  let from: string | null = null;
  for (;;) {
    const { events, end }: Awaited<ReturnType<typeof page>> = await page(from);
    const fresh = events.filter(({ eventId }) => !seen.has(eventId));
    for (const event of fresh) seen.set(event.eventId, event);
    if (end === null || end === from || fresh.length === 0) break;
    from = end;
  }
  return [...seen.values()].toReversed();
};
