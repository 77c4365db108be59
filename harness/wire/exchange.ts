/** A request as it goes to the wire. `path` is absolute, `query` excludes the access token. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** The access token; null sends none. */
  readonly token: string | null;
  /** The body's text; null sends no body at all. */
  readonly body: string | null;
  /** Each character of the body is sent as the byte of its code, rather than in UTF-8. */
  readonly latin1?: true;
  readonly contentType: string | null;
  /** The user agent, which tells the server's log the case, the step and the actor. */
  readonly agent: string;
  /** Whether the request opens a connection of its own. */
  readonly fresh?: boolean;
  /** Milliseconds that its rate limits are waited out; left out, the patience of the wire. */
  readonly patience?: number;
}

/** A body as received: its text, whether it was UTF-8, and the JSON in it. */
export interface Body {
  readonly bytes: number;
  readonly text: string;
  readonly utf8: boolean;
  readonly json: { readonly ok: true; readonly value: unknown } | { readonly ok: false };
  /** Set where only the beginning of the text is kept, and no JSON. */
  readonly cut?: true;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Header names in lower case; a header that came twice is joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** Why there is no whole answer. `local` is trouble of this machine, such as too many open files. */
export type NoAnswerReason =
  | 'timeout'
  | 'reset'
  | 'unreachable'
  | 'too-large'
  | 'not-http'
  | 'local'
  | 'stopped';

export interface NoAnswer {
  readonly kind: 'none';
  readonly why: NoAnswerReason;
  readonly detail: string;
  /** The code that Node or undici gave the error of a connection. */
  readonly code?: string;
}

/** One request and its answer, as they crossed the wire. */
export interface Exchange {
  readonly request: WireRequest;
  readonly answer: Answer | NoAnswer;
  /** Milliseconds on the run's monotonic clock when the request was sent, and until the answer was whole. */
  readonly at: number;
  readonly ms: number;
  /** How often a rate limit (429) was waited out. */
  readonly waits: number;
  /** How often the request was repeated on a fresh connection; only requests without an effect are. */
  readonly retries: number;
  /** How often a gateway answered in place of the target. */
  readonly gateways: number;
  /** Answers 429 that were waited out before this one. */
  readonly limited: readonly Answer[];
}

/** How the access token travels (CONV-01). */
export type Auth = 'query' | 'header';

/** Path and query of a request as they are sent. */
export function pathOf(request: WireRequest, auth: Auth): string {
  const { token, query } = request;
  let path = request.path;
  let mark = '?';
  for (const [name, value] of query) {
    path += `${mark}${encodeText(name)}=${encodeText(value)}`;
    mark = '&';
  }
  return token === null || auth === 'header'
    ? path
    : `${path}${mark}access_token=${encodeText(token)}`;
}

/** Half a surrogate pair, which a token from a target may hold, cannot be encoded. */
const encodeText = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The headers of a request as they are sent. */
export function headersOf(request: WireRequest, auth: Auth): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': request.agent,
    accept: 'application/json',
    'accept-encoding': 'identity',
  };
  if (request.contentType !== null) headers['content-type'] = request.contentType;
  if (request.token !== null && auth === 'header')
    headers['authorization'] = `Bearer ${request.token}`;
  return headers;
}

/** Headers by their names in lower case. */
export function flatten(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    flat[name.toLowerCase()] = typeof value === 'string' ? value : (value ?? []).join(', ');
  }
  return flat;
}

/** Levels of arrays and objects that a body may have. Deeper JSON would exhaust the stack of whatever reads it. */
const deepest = 256;

/** Values that JSON may hold. The shortest ones take twenty times as much memory as they have bytes. */
const mostValues = 40_000;

/** Bytes of an answer that are read before it is given up as too large. */
export const longestBody = 2 * 1024 * 1024;

/** Reads the body of an answer. JSON of too many values is as much of an imposition as a body of too many bytes. */
export function answerOf(
  status: number,
  headers: Answer['headers'],
  bytes: Uint8Array,
): Answer | NoAnswer {
  if (bytes.length > longestBody) return tooLarge(`is longer than ${longestBody} bytes`);
  const body = readBody(bytes);
  return body.bytes > mostValues && measure(body.text).values > mostValues
    ? tooLarge(`has more than ${mostValues} values`)
    : { kind: 'answer', status, headers, body };
}

/** The body of an answer takes more than anybody needs. */
export const tooLarge = (how: string): NoAnswer => ({
  kind: 'none',
  why: 'too-large',
  detail: `the body ${how}`,
});

/** Reads a body's bytes; never throws. JSON that is nested too deeply, or of too many values, counts as no JSON. */
export function readBody(bytes: Uint8Array): Body {
  const { text, utf8 } = decode(bytes);
  const { depth, values } = mayBeTooMuch(text) ? measure(text) : small;
  if (depth > deepest || values > mostValues)
    return { bytes: bytes.length, text, utf8, json: { ok: false } };
  try {
    const value: unknown = JSON.parse(text);
    return { bytes: bytes.length, text, utf8, json: utf8 ? { ok: true, value } : { ok: false } };
  } catch {
    return { bytes: bytes.length, text, utf8, json: { ok: false } };
  }
}

// Made once: making a decoder costs more than a body's decoding.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lax = new TextDecoder('latin1');

function decode(bytes: Uint8Array): { text: string; utf8: boolean } {
  try {
    return { text: strict.decode(bytes), utf8: true };
  } catch {
    return { text: lax.decode(bytes), utf8: false };
  }
}

/** The media type of an answer, without parameters, in lower case; '' where none was sent. */
export function mediaType(answer: Answer): string {
  const type = answer.headers['content-type'] ?? '';
  // What nearly every answer has needs no parsing.
  return type === jsonType ? jsonType : (type.split(';')[0]?.trim().toLowerCase() ?? '');
}

const jsonType = 'application/json';

const small = { depth: 0, values: 0 };

/** Nearly no text has to be measured: one with few brackets is not deep, and a short one has not many values. */
const mayBeTooMuch = (text: string): boolean =>
  text.length > mostValues || ['[', '{'].some((bracket) => comesOften(text, bracket, deepest / 2));

function comesOften(text: string, letter: string, often: number): boolean {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) {
    count += 1;
    if (count > often) return true;
  }
  return false;
}

/** The most brackets that a text has open at once, and about how many values it has; what is in strings does not count. */
function measure(text: string): { readonly depth: number; readonly values: number } {
  let [depth, most, values, quoted] = [0, 0, 1, false];
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    if (quoted) {
      if (letter === backslash) i += 1;
      else if (letter === quote) quoted = false;
    } else if (letter === quote) quoted = true;
    else if (letter === comma) values += 1;
    else if (letter === openBracket || letter === openBrace) {
      depth += 1;
      values += 1;
      if (depth > most) most = depth;
    } else if (letter === closeBracket || letter === closeBrace) depth -= 1;
  }
  return { depth: most, values };
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Whether an answer comes from a gateway in front of the target and so says nothing about the target: status 502, 503
 * or 504 (RFC 9110, 15.6), or an error page in HTML with another status of 500 and above.
 */
export function isGatewayAnswer(answer: Answer): boolean {
  if (answer.status >= 502 && answer.status <= 504) return true;
  if (answer.status < 500) return false;
  return mediaType(answer) === 'text/html' || /^\s*<(?:!doctype|html)/i.test(answer.body.text);
}

/** Milliseconds that a 429 asks to wait (CONV-12); one second where it does not say. */
export function retryAfter({ body: { json } }: Answer): number {
  const value: unknown =
    json.ok &&
    typeof json.value === 'object' &&
    json.value !== null &&
    'retry_after_ms' in json.value
      ? json.value.retry_after_ms
      : undefined;
  return typeof value === 'number' && value >= 0 ? Math.max(value, 10) : 1000;
}
