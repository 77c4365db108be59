import { isObject, type JsonObject } from '../../harness/document/json.ts';
import type { ReadEntry, RecordedAnswer, RecordedRequest } from '../exchange.ts';
import { readAddress, wasCutByReport } from './address.ts';
import { bytesOfText, refuses } from './characters.ts';
import { numberAt, own, textAt } from './fields.ts';
import { readHarEntry } from './har.ts';

type Token = RecordedRequest['token'];

const tokens: Readonly<Record<string, Token>> = {
  own: 'own',
  none: 'none',
  unknown: 'unknown',
  'with the token of the user': 'own',
  'without a token': 'none',
  'with a token that the server never issued': 'unknown',
};

/** A request that a case wrote by hand may have a token all the same, in a place that reports do not show. */
function tokenOf(words: string, isOperation: boolean): Token {
  const token = tokens[words] ?? null;
  return token === 'none' && !isOperation ? null : token;
}

/** Whether a value looks like an exchange of a report of this program. */
export const isReportExchange = (value: unknown): value is JsonObject =>
  isObject(value) && textAt(value, 'path') !== null && textAt(value, 'actor') !== null;

/**
 * Reads an exchange of a report. Users have names that count within one case.
 * @param origin of the target
 * @param group tells cases apart
 */
export function readReportExchange(exchange: JsonObject, origin: string, group: string): ReadEntry {
  const path = textAt(exchange, 'path') ?? '';
  const address = readAddress(`${origin}${path}`);
  const method = textAt(exchange, 'method') ?? '';
  if (method === '' || address === null || wasCutByReport(path))
    return { kind: 'unreadable', why: 'has no method, or a path that was cut' };
  const token = tokenOf(textAt(exchange, 'token') ?? '', textAt(exchange, 'operation') !== null);
  return {
    kind: 'exchange',
    exchange: {
      request: {
        method,
        origin: address.origin,
        target: address.target,
        headers: typeHeader(textAt(exchange, 'contentType')),
        body: bodyOf(own(exchange, 'body'), refuses(numberAt(exchange, 'status'))),
        user: userOf(textAt(exchange, 'actor'), token, group),
        token,
      },
      answer: answerOf(exchange),
      lost: own(exchange, 'status') === null,
      at: numberAt(exchange, 'at'),
      ms: numberAt(exchange, 'ms'),
    },
  };
}

/** An entry of a HAR that this program made of a report says in its comment who sent it, and by which token. */
const ofReport = /^(.*), step \d+, (.*), ([^,]*), (with(?:out)? a? ?(?:the )?token.*)$/s;

/** The case, the user and the token of an entry of such a HAR; null for every other entry. */
export function reportPartOf(
  entry: JsonObject,
): { readonly group: string; readonly user: string | null; readonly token: Token } | null {
  const group = textAt(entry, 'pageref');
  const [, name, actor = '', operation, words = ''] =
    ofReport.exec(textAt(entry, 'comment') ?? '') ?? [];
  if (group === null || group !== name || !Object.hasOwn(tokens, words)) return null;
  const token = tokenOf(words, operation !== 'no operation');
  return { group, user: userOf(actor, token, group), token };
}

/** Reads an entry of a HAR, with what one of our own says about users. */
export function readAnyHarEntry(entry: JsonObject): ReadEntry {
  const read = readHarEntry(entry);
  const part = reportPartOf(entry);
  if (part === null || read.kind !== 'exchange') return read;
  const { user, token } = part;
  const { exchange } = read;
  if (wasCutByReport(exchange.request.target))
    return { kind: 'unreadable', why: 'has a path that was cut' };
  return {
    kind: 'exchange',
    exchange: { ...exchange, request: { ...exchange.request, user, token } },
  };
}

const userOf = (actor: string | null, token: Token, group: string): string | null =>
  token !== 'own' || actor === null ? null : `${actor} of ${group}`;

const empty = new Uint8Array();

function bodyOf(text: unknown, isRefused: boolean): Uint8Array | null {
  if (text === null || text === '') return empty;
  if (typeof text !== 'string' || wasCutByReport(text)) return null;
  return bytesOfText(text, { sizes: [], isRefused });
}

const typeHeader = (type: string | null): Readonly<Record<string, string>> =>
  type === null ? {} : { 'content-type': type };

function answerOf(exchange: JsonObject): RecordedAnswer | null {
  const status = numberAt(exchange, 'status');
  if (status === null) return null;
  return {
    status,
    headers: typeHeader(textAt(exchange, 'answerType')),
    body: bodyOf(own(exchange, 'answer'), false),
  };
}
