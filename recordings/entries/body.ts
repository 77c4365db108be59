import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { decodeText } from '../../harness/traffic/target.ts';
import { wasCut } from '../scan/cut.ts';
import { wasCutByReport } from './address.ts';
import { bytesOfText } from './characters.ts';
import { numberAt, objectAt, objectsIn, own, textAt } from './fields.ts';
import type { Headers } from './headers.ts';
import { holdsMark } from './marks.ts';

type Body = Uint8Array | null;

const empty = new Uint8Array();

/**
 * The body of a request: empty where none was sent, null where the recording does not hold it, or not in whole.
 * @param isRefused whether it may have been refused for its body
 */
export function requestBodyIn(
  request: JsonObject,
  method: string,
  headers: Headers,
  isRefused: boolean,
): Body {
  const data = own(request, 'postData') ?? own(request, '_content');
  if (!isObject(data)) return sentNone(request, method, headers) ? empty : null;
  const text = textAt(data, 'text');
  if (text === null || text === '') {
    if (objectsIn(data, 'params').length > 0) return formOf(data, headers);
    return sentNone(request, method, headers) ? empty : null;
  }
  return wholeBody(text, data, { size: numberAt(request, 'bodySize'), headers, isRefused });
}

/** The body of an answer: null where the recording does not hold it, or not in whole. */
export function answerBodyIn(
  response: JsonObject,
  status: number,
  method: string,
  headers: Headers,
): Body {
  if (method === 'HEAD' || status === 204 || status === 304) return empty;
  const content = objectAt(response, 'content');
  const text = textAt(content, 'text');
  if (text === null || text === '') {
    // Many recorders write no text, or an empty one, for what they did not keep.
    return headers['content-length'] === '0' && (numberAt(content, 'size') ?? 0) <= 0
      ? empty
      : null;
  }
  return wholeBody(text, content, { size: numberAt(content, 'size'), headers, isRefused: false });
}

/** Whether a request without a recorded body had none. */
function sentNone(request: JsonObject, method: string, headers: Headers): boolean {
  const length = headers['content-length'];
  if (length !== undefined) return length.trim() === '0';
  if (headers['transfer-encoding'] !== undefined) return false;
  const size = numberAt(request, 'bodySize');
  // Many clients send a type with every request.
  const isRead = method === 'GET' || method === 'HEAD';
  if (size === null || size < 0) return isRead;
  return size === 0 && (isRead || headers['content-type'] === undefined);
}

/** A form whose text was taken apart. A file in it is not whole. */
function formOf(data: JsonObject, headers: Headers): Body {
  const type = textAt(data, 'mimeType') ?? headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return null;
  const params = objectsIn(data, 'params');
  if (params.some((param) => textAt(param, 'name') === null)) return null;
  const pairs = params.map((param) => [textAt(param, 'name') ?? '', textAt(param, 'value') ?? '']);
  const [[first = ''] = []] = pairs;
  // JSON that was sent with the type of a form was taken apart where nothing was to be taken apart.
  if (/^\s*[{[]/.test(decodeText(first) ?? first)) return jsonOfForm(pairs);
  // Recorders differ in whether names and values are still encoded.
  const text = pairs.map((pair) => pair.map(encoded).join('=')).join('&');
  return Buffer.from(text);
}

/** JSON whose text was taken for a form; null where its signs & and = cannot be put back. */
function jsonOfForm(pairs: readonly (readonly string[])[]): Body {
  const text = pairs
    .map(([name = '', value = '']) => (value === '' ? name : `${name}=${value}`))
    .join('&');
  return [text, decodeText(text) ?? text].map((one) => Buffer.from(one)).find(isJson) ?? null;
}

const encoded = (text: string): string =>
  /^[\w%+.*-]*$/.test(text) ? text : new URLSearchParams([['', text]]).toString().slice(1);

/** What is known of the message that a body is of. */
interface Message {
  readonly size: number | null;
  readonly headers: Headers;
  readonly isRefused: boolean;
}

/** A text of a recording as bytes; null where it is cut, or cannot be decoded. */
function wholeBody(text: string, holder: JsonObject, { size, headers, isRefused }: Message): Body {
  if (wasCut(text) || isCutByReport(text, holder)) return null;
  const encoding = textAt(holder, 'encoding')?.toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'base64') return null;
  const isBase64 = encoding === 'base64';
  if (isBase64 && !/^[\w+/\s-]*={0,2}\s*$/.test(text)) return null;
  const sizes = [size, lengthIn(headers)];
  const bytes = isBase64 ? Buffer.from(text, 'base64') : bytesOfText(text, { sizes, isRefused });
  if (bytes === null) return null;
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const decoded = coding === 'identity' || coding === '' ? bytes : decodedBody(bytes, coding);
  if (decoded === null || holdsMark(Buffer.from(decoded).toString())) return null;
  const mayBeCut =
    isShort(decoded, size, headers) ||
    (textAt(holder, 'comment') ?? '') !== '' ||
    (!isBase64 && endsCut.test(text) && !sizes.includes(decoded.length));
  return mayBeCut && !isJson(decoded) ? null : decoded;
}

/** How recorders end a text that they cut. */
const endsCut = /(?:…|\.{3}|truncated[^\w"]{0,4}|\[cut\])\s*$/i;

/** Our own HAR says in a comment that a text was cut, and in the text how long it was. */
const isCutByReport = (text: string, holder: JsonObject): boolean =>
  wasCutByReport(text) || (textAt(holder, 'comment') ?? '').startsWith('cut in the report');

/** The most bytes that a compressed body may become. */
const mostDecoded = 16 * 1024 * 1024;

/** Most recorders keep a body decoded, and some as it was sent. */
function decodedBody(bytes: Uint8Array, coding: string): Body {
  if (isJson(bytes)) return bytes;
  const decode = decoders[coding];
  try {
    return decode === undefined ? null : decode(bytes, { maxOutputLength: mostDecoded });
  } catch {
    return bytes.includes(0) ? null : bytes;
  }
}

const decoders: Readonly<
  Record<string, (bytes: Uint8Array, limit: { readonly maxOutputLength: number }) => Uint8Array>
> = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

/** Whether a body is shorter than what the recording says was sent: it was cut. */
function isShort(bytes: Uint8Array, size: number | null, headers: Headers): boolean {
  const length = lengthIn(headers);
  return (size !== null && bytes.length < size) || (length !== null && bytes.length < length);
}

function lengthIn(headers: Headers): number | null {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isNaN(length) ? null : length;
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}
