import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import type { ReadEntry, RecordedAnswer } from '../exchange.ts';
import { readAddress } from './address.ts';
import { bytesOfText, refuses } from './characters.ts';
import { numberAt, objectAt, own, textAt } from './fields.ts';
import { headersIn } from './headers.ts';
import { timeAt } from './time.ts';

/** Whether a value looks like an entry of the mock's journal. */
export const isJournalEntry = (value: unknown): value is JsonObject =>
  isObject(value) &&
  isObject(value['request']) &&
  textAt(value['request'], 'path') !== null &&
  Object.hasOwn(value, 'ending');

/** The address that stands for the mock, which a journal does not name. */
const mock = 'http://mock.invalid';

/** Reads an entry of the journal of a mock. It holds JSON as a value, so of a body nothing but its JSON can be judged. */
export function readJournalEntry(entry: JsonObject): ReadEntry {
  const request = own(entry, 'request');
  if (!isObject(request)) return { kind: 'unreadable', why: 'has no request' };
  const method = textAt(request, 'method') ?? '';
  const address = readAddress(`${mock}${textAt(request, 'path') ?? ''}${queryOf(request)}`);
  if (method === '' || address === null)
    return { kind: 'unreadable', why: 'has no method or no path' };
  if (method === 'OPTIONS') return { kind: 'skipped', why: 'preflight' };
  const user = textAt(entry, 'user');
  return {
    kind: 'exchange',
    exchange: {
      request: {
        method,
        origin: address.origin,
        target: address.target,
        headers: headersIn(request),
        body: bodyOf(request, refuses(numberAt(objectAt(entry, 'response'), 'status'))),
        user,
        token: user === null ? null : 'own',
      },
      answer: answerOf(entry),
      lost: ['broken off', 'abandoned'].includes(textAt(entry, 'ending') ?? ''),
      at: timeAt(entry, 'time'),
      ms: numberAt(entry, 'ms'),
    },
  };
}

function queryOf(request: JsonObject): string {
  const query = own(request, 'query');
  const pairs = isArray(query) ? query : [];
  const read = pairs.flatMap((pair) => {
    if (!isArray(pair)) return [];
    const [name, value] = pair;
    return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [];
  });
  return read.length === 0 ? '' : `?${new URLSearchParams(read).toString()}`;
}

function answerOf(entry: JsonObject): RecordedAnswer | null {
  const response = own(entry, 'response');
  if (textAt(entry, 'ending') !== 'answered' || !isObject(response)) return null;
  const status = numberAt(response, 'status');
  return status === null
    ? null
    : { status, headers: headersIn(response), body: bodyOf(response, false) };
}

const empty = new Uint8Array();

/** Texts and JSON as a value look alike where the JSON is a text. */
function bodyOf(message: JsonObject, isRefused: boolean): Uint8Array | null {
  const body = own(message, 'body');
  if (body === null || body === undefined) return body === null ? empty : null;
  return typeof body === 'string'
    ? null
    : bytesOfText(JSON.stringify(body), { sizes: [], isRefused });
}
