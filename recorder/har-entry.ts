import type { Pairs, RecordedBody, RecordedExchange } from './recorded.ts';
import type { StandIns } from './stand-ins.ts';

/** Keys of JSON, and names of parameters, whose values are secrets. */
const secretName = '(?:access_token|refresh_token|token|password|new_password|secret)';
const secretParameter = new RegExp(`^${secretName}$`, 'i');

/** The same in the text of a body, JSON or form; JSON that is cut off as well. */
const secretPairs = new RegExp(
  `(["']?)\\b(${secretName})\\1(\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"?|'[^']*'?|[^\\s&,;}\\]"']+)`,
  'gi',
);

/** An exchange as an entry of HAR 1.2, with a stand-in for every secret. */
export function harEntry(exchange: RecordedExchange, standIns: StandIns): object {
  learnFrom(exchange, standIns);
  const { at, ms, method, base, url, httpVersion, headers, answer, comment } = exchange;
  const target = redactedTarget(url, standIns);
  const version = `HTTP/${httpVersion}`;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: rounded(ms),
    request: {
      method,
      url: target.startsWith('/') ? base + target : `${base}/${target}`,
      httpVersion: version,
      cookies: [],
      headers: headersOf(headers, standIns),
      queryString: queryOf(target),
      ...postDataOf(exchange, standIns),
      headersSize: -1,
      bodySize: exchange.body.length,
    },
    response: {
      status: answer?.status ?? 0,
      statusText: standIns.text(answer?.message ?? ''),
      httpVersion: version,
      cookies: [],
      headers: answer === null ? [] : headersOf(answer.headers, standIns),
      content: contentOf(answer, standIns),
      redirectURL: standIns.text(valueOf(answer?.headers ?? [], 'location')),
      headersSize: -1,
      bodySize: answer?.body.length ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: rounded(ms), receive: 0 },
    // Others leave tokens out; here one that is not there was not sent.
    ...(hasToken(exchange) ? {} : { _token: 'none' }),
    ...(comment === null ? {} : { comment: standIns.text(comment) }),
  };
}

const hasToken = ({ url, headers }: RecordedExchange): boolean =>
  url.includes('access_token') || headers.some(([name]) => name.toLowerCase() === 'authorization');

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

/** The value of a header, of the first one where there are several; '' where there is none. */
const valueOf = (headers: Pairs, wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

/** Learns every secret of an exchange before anything of it is written. */
function learnFrom({ url, headers, body, answer }: RecordedExchange, standIns: StandIns): void {
  redactedTarget(url, standIns);
  headersOf(headers, standIns);
  redactedText(textOf(body) ?? '', standIns);
  headersOf(answer?.headers ?? [], standIns);
  redactedText(answer === null ? '' : (textOf(answer.body) ?? ''), standIns);
}

const headersOf = (headers: Pairs, standIns: StandIns): readonly object[] =>
  headers.map(([name, value]) => ({
    name,
    value: headerValue(name.toLowerCase(), value, standIns),
  }));

function headerValue(name: string, value: string, standIns: StandIns): string {
  if (name === 'cookie' || name === 'set-cookie') return standIns.learn(value);
  if (name !== 'authorization' && name !== 'proxy-authorization') return standIns.text(value);
  return value
    .split(/(,\s*(?=bearer ))/i)
    .map((one) => {
      const [, scheme, token] = /^(\s*\S+\s+)(\S.*?)\s*$/s.exec(one) ?? [];
      if (scheme !== undefined && token !== undefined) return scheme + standIns.learn(token);
      return /^[\s,]*$/.test(one) || /^bearer\s*$/i.test(one) ? one : standIns.learn(one);
    })
    .join('');
}

/** Path and query with stand-ins; everything else stays as it was sent. */
function redactedTarget(url: string, standIns: StandIns): string {
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  const segments = path.split('/').map((segment) => redactedPart(segment, standIns));
  if (question < 0) return segments.join('/');
  const pairs = url.slice(question + 1).split('&');
  const query = pairs.map((pair) => {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    const isSecret = value !== '' && secretParameter.test(decoded(name));
    if (isSecret) return `${name}=${standIns.learn(decoded(value.replaceAll('+', ' ')))}`;
    return redactedPart(pair, standIns);
  });
  return `${segments.join('/')}?${query.join('&')}`;
}

/** How often a client may have percent-encoded something, at most. */
const mostEncodings = 3;

/** A secret can be percent-encoded in many ways, and more than once. */
function redactedPart(part: string, standIns: StandIns): string {
  let readable = part;
  for (let times = 0; times < mostEncodings && readable.includes('%'); times += 1) {
    readable = decoded(readable);
    const told = standIns.text(readable);
    if (told !== readable) return encodeURIComponent(told);
  }
  return standIns.text(part);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function queryOf(target: string): readonly object[] {
  const question = target.indexOf('?');
  if (question < 0) return [];
  const pairs = new URLSearchParams(target.slice(question + 1));
  return [...pairs].map(([name, value]) => ({ name, value }));
}

/** The text of a body, or its bytes as Latin-1 where it is not UTF-8; null where it was not kept. */
function textOf({ bytes }: RecordedBody): string | null {
  if (bytes === null) return null;
  return utf8Of(bytes) ?? Buffer.from(bytes).toString('latin1');
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8Of(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

/** A text with stand-ins in the place of values that are called secret, and of every secret that is known. */
function redactedText(text: string, standIns: StandIns, hide = standIns.text): string {
  const paired = text.replaceAll(
    secretPairs,
    (_all, quote: string, name: string, between: string, value: string) =>
      `${quote}${name}${quote}${between}${redactedValue(value, standIns)}`,
  );
  return hide(paired);
}

function redactedValue(value: string, standIns: StandIns): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  const isClosed = quote !== '' && value.length > 1 && value.endsWith(quote);
  const inner = value.slice(quote.length, isClosed ? -1 : undefined);
  // Numbers and words of JSON are no secrets, and must stay what they are.
  if (inner === '' || (quote === '' && /^(?:null|true|false|[\d.eE+-]+|[[{].*)$/.test(inner)))
    return value;
  return `${quote}${standIns.learn(unescaped(quote, inner))}${isClosed ? quote : ''}`;
}

function unescaped(quote: string, inner: string): string {
  if (quote !== '"') return inner;
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}

const tooLong = (length: number): string =>
  `the body of ${length} bytes was too long to be recorded`;

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString());
    return true;
  } catch {
    return false;
  }
}

/** What HAR says of bytes: text, or base64 where they are no text. */
function written(bytes: Uint8Array, standIns: StandIns, hide = standIns.text): object {
  const text = utf8Of(bytes);
  if (text !== null) return { text: redactedText(text, standIns, hide) };
  const latin1 = redactedText(Buffer.from(bytes).toString('latin1'), standIns, standIns.prose);
  return { text: Buffer.from(latin1, 'latin1').toString('base64'), encoding: 'base64' };
}

function postDataOf({ headers, body }: RecordedExchange, standIns: StandIns): object {
  if (body.length === 0) return {};
  const { bytes } = body;
  const data = bytes === null ? { comment: tooLong(body.length) } : written(bytes, standIns);
  return { postData: { mimeType: standIns.text(valueOf(headers, 'content-type')), ...data } };
}

function contentOf(answer: RecordedExchange['answer'], standIns: StandIns): object {
  if (answer === null) return { size: 0, mimeType: '' };
  const mimeType = standIns.text(valueOf(answer.headers, 'content-type'));
  const { bytes, length } = answer.body;
  if (bytes === null) return { size: length, mimeType, comment: tooLong(length) };
  // Targets cut what they repeat. An id that shares letters with a secret must stay what it is where it is judged.
  const isProse = answer.status >= 400 || !isJson(bytes);
  const hide = isProse ? standIns.prose : standIns.text;
  return { size: bytes.length, mimeType, ...written(bytes, standIns, hide) };
}
