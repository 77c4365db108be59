import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { ReadEntry, RecordedAnswer, RecordedRequest, Skip } from '../exchange.ts';
import { type Address, readAddress } from './address.ts';
import { answerBodyIn, requestBodyIn } from './body.ts';
import { refuses } from './characters.ts';
import { numberAt, objectAt, own, textAt } from './fields.ts';
import { type Headers, headersIn, pseudoHeaderIn } from './headers.ts';
import { isMarked } from './marks.ts';
import { durationOf, startOf } from './time.ts';

/** Whether a value looks like an entry of a HAR. */
export const isHarEntry = (value: unknown): value is JsonObject =>
  isObject(value) && isObject(value['request']) && textAt(value['request'], 'url') !== null;

/**
 * Reads an entry of HAR 1.2 as browsers, proxies and gateways write it. Every field may be missing or have another type:
 * what is not there is unknown.
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function readHarEntry(entry: JsonObject): ReadEntry {
  const request = own(entry, 'request');
  if (!isObject(request)) return unreadable('has no request');
  const method = (textAt(request, 'method') ?? pseudoHeaderIn(request, ':method') ?? '').trim();
  if (!/^[\w!#$%&'*+.^|~-]{1,40}$/.test(method)) return unreadable('has no method');
  const address = addressOf(textAt(request, 'url') ?? '', request);
  if (address === null) return unreadable('has no address');
  const why = skipOf(entry, request, method.toUpperCase(), address);
  if (why !== null) return { kind: 'skipped', why };
  return {
    kind: 'exchange',
    exchange: {
      request: requestOf(entry, request, method, address),
      answer: answerOf(entry, method),
      lost: isLost(entry),
      at: startOf(entry),
      ms: durationOf(entry),
    },
  };
}

const unreadable = (why: string): ReadEntry => ({ kind: 'unreadable', why });

/** The address of a request; of one that has a path alone, by the headers that name the server. */
function addressOf(address: string, request: JsonObject): Address | null {
  const whole = readAddress(address);
  if (whole !== null) return whole;
  const path = address.startsWith('/') ? address : (pseudoHeaderIn(request, ':path') ?? '');
  const host = pseudoHeaderIn(request, ':authority') ?? headersIn(request)['host'] ?? '';
  const scheme = pseudoHeaderIn(request, ':scheme') ?? 'http';
  return path.startsWith('/') && host !== '' ? readAddress(`${scheme}://${host}${path}`) : null;
}

function skipOf(
  entry: JsonObject,
  request: JsonObject,
  method: string,
  { protocol, target }: Address,
): Skip | null {
  if (isWebSocket(entry, request, protocol)) return 'websocket';
  if (protocol !== 'http:' && protocol !== 'https:') return 'not http';
  if (method === 'OPTIONS') return 'preflight';
  if (isIntercepted(entry)) return 'intercepted';
  if (isFromCache(entry)) return 'cache';
  return isMarked(target) ? 'marked' : null;
}

/** Tests with Playwright answer requests themselves, and so does an override of Safari. */
const isIntercepted = (entry: JsonObject): boolean =>
  own(entry, '_wasFulfilled') === true ||
  own(entry, '_wasAborted') === true ||
  /override/i.test(textAt(entry, '_fetchType') ?? '');

const isWebSocket = (entry: JsonObject, request: JsonObject, protocol: string): boolean =>
  protocol === 'ws:' ||
  protocol === 'wss:' ||
  own(entry, '_webSocketMessages') !== undefined ||
  textAt(entry, '_resourceType') === 'websocket' ||
  headersIn(request)['upgrade']?.toLowerCase() === 'websocket';

/** Chrome and Safari say where an answer came from; Firefox writes that nothing was transferred, and the state of its cache. */
function isFromCache(entry: JsonObject): boolean {
  const response = objectAt(entry, 'response');
  const named = own(entry, '_fromCache') ?? own(response, '_fromCache');
  if (named === true || (typeof named === 'string' && named !== '')) return true;
  if (own(entry, '_wasServedFromCache') === true) return true;
  if (/cache|service worker/i.test(textAt(entry, '_fetchType') ?? '')) return true;
  if (own(response, '_fetchedViaServiceWorker') === true) return true;
  const cached = Object.hasOwn(objectAt(entry, 'cache'), 'afterRequest');
  const transferred = numberAt(response, '_transferSize') ?? numberAt(response, 'bodySize') ?? -1;
  return cached && transferred === 0 && (numberAt(objectAt(response, 'content'), 'size') ?? 0) > 0;
}

function requestOf(
  entry: JsonObject,
  request: JsonObject,
  method: string,
  { origin, target }: Address,
): RecordedRequest {
  const headers = typed(headersIn(request), textAt(objectAt(request, 'postData'), 'mimeType'));
  const isRefused = refuses(numberAt(objectAt(entry, 'response'), 'status'));
  const body = requestBodyIn(request, method.toUpperCase(), headers, isRefused);
  return {
    method,
    origin,
    target,
    headers,
    body: isBare(headers) && body?.length !== 0 ? null : body,
    // The mock hides tokens, and says who sent a request. Recordings of ours say where there was no token.
    user: textAt(entry, '_user'),
    token: own(entry, '_token') === 'none' ? 'none' : null,
  };
}

/** Why an answer is not whole is told in fields of many names; HAR itself knows none but the status 0. */
function isLost(entry: JsonObject): boolean {
  const response = objectAt(entry, 'response');
  const errors = [response, entry].flatMap((one) => [own(one, '_error'), own(one, '_failureText')]);
  const status = own(response, 'status');
  const ofCharles = textAt(response, '_charlesStatus')?.toUpperCase() ?? 'COMPLETE';
  return (
    ofCharles !== 'COMPLETE' ||
    errors.some((error) => typeof error === 'string' && error !== '') ||
    status === 0 ||
    status === -1
  );
}

function answerOf(entry: JsonObject, method: string): RecordedAnswer | null {
  const response = objectAt(entry, 'response');
  const status = numberAt(response, 'status') ?? 0;
  if (!Number.isInteger(status) || status < 200 || status > 599) return null;
  if (isLost(entry)) return null;
  const headers = typed(headersIn(response), textAt(objectAt(response, 'content'), 'mimeType'));
  const body = answerBodyIn(response, status, method.toUpperCase(), headers);
  return { status, headers, body: isBare(headers) ? null : body };
}

/** Recorders that leave headers out still tell the type. */
const typed = (headers: Headers, type: string | null): Headers =>
  headers['content-type'] === undefined && type !== null && /^[\w.+-]+\/[\w.+-]/.test(type)
    ? { ...headers, 'content-type': type }
    : headers;

/** No message is without headers: they were left out, and what a body should have been is not known without them. */
const isBare = (headers: Headers): boolean => Object.keys(headers).length === 0;
