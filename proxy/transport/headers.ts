/** Headers as Node read them: name, value, name, value, in their order, with every repetition. */
export type RawHeaders = readonly string[];

/** Headers that are about one connection (RFC 9110, 7.6.1), in lower case. `Transfer-Encoding` is framing: see below. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'upgrade',
]);

/** Headers that say where a body ends. A Connection header that lists them must not take them away. */
const framing: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'host']);

/** Calls back for every header, in order. */
function eachHeader(raw: RawHeaders, call: (name: string, value: string) => void): void {
  for (let i = 0; i + 1 < raw.length; i += 2) call(raw[i] ?? '', raw[i + 1] ?? '');
}

/** The values of a header, in order. @param name in lower case */
export function valuesOf(raw: RawHeaders, name: string): readonly string[] {
  const values: string[] = [];
  eachHeader(raw, (one, value) => {
    if (one.length === name.length && one.toLowerCase() === name) values.push(value);
  });
  return values;
}

/** The members of a header that is a list, in lower case. */
function membersOf(raw: RawHeaders, name: string): readonly string[] {
  const value = joined(raw)[name];
  if (value === undefined) return [];
  const members = value.split(',').map((member) => member.trim().toLowerCase());
  return members.filter((member) => member !== '');
}

/** Headers without those that are about one connection, and those that a Connection header lists. */
function endToEnd(raw: RawHeaders, kept: (name: string) => boolean = () => false): string[] {
  const listed = new Set(membersOf(raw, 'connection').filter((name) => !framing.has(name)));
  const result: string[] = [];
  eachHeader(raw, (name, value) => {
    const lower = name.toLowerCase();
    if (kept(lower) || !(hopByHop.has(lower) || listed.has(lower))) result.push(name, value);
  });
  return result;
}

/** Whether a request has a body: one of these headers says so, even for an empty one. */
export function hasBody(raw: RawHeaders): boolean {
  const headers = joined(raw);
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/**
 * The headers of a request as they go to the target: unchanged, except for those about the connection, and `Host`, which
 * names the target, in its place.
 * @param host the authority of the target
 */
export function requestHeaders(raw: RawHeaders, host: string): readonly string[] {
  const result = endToEnd(raw);
  let named = false;
  for (let i = 0; i < result.length; i += 2) {
    if (result[i]?.toLowerCase() !== 'host') continue;
    if (named) result.splice(i, 2);
    else result[i + 1] = host;
    named = true;
  }
  // Trailers reach the client, so that a target may be told that they are welcome.
  if (membersOf(raw, 'te').includes('trailers')) {
    result.push('TE', 'trailers', 'Connection', 'TE, keep-alive');
  }
  const all = named ? result : ['Host', host, ...result];
  return withoutStrayTrailer(all, raw);
}

/** Trailers can only be announced where chunks carry them; Node refuses anything else. */
const withoutStrayTrailer = (result: string[], raw: RawHeaders): string[] =>
  joined(raw)['trailer'] === undefined || valuesOf(result, 'transfer-encoding').length > 0
    ? result
    : without(result, 'trailer');

/** What of an answer decides about the headers that the client gets. */
export interface AnswerHead {
  readonly raw: RawHeaders;
  readonly status: number;
  /** Whether the target keeps its connection; the client's does what it does. */
  readonly keepsConnection: boolean;
  /** Whether the client understands chunks: HTTP/1.1. */
  readonly chunks: boolean;
}

/**
 * The headers of an answer as they go to the client. A connection of the client stands for one to the target, so that
 * `Keep-Alive` is true on both and stays.
 */
export function answerHeaders({ raw, status, keepsConnection, chunks }: AnswerHead): string[] {
  const keepAlive = keepsConnection && chunks;
  const result = endToEnd(raw, (name) => name === 'keep-alive' && keepAlive);
  const isBare = status === 204 || status === 304 || !chunks;
  const framed = isBare ? without(result, 'transfer-encoding') : result;
  return withoutStrayTrailer(keepAlive ? framed : [...framed, 'Connection', 'close'], raw);
}

/** The headers of an informational response (1xx). */
export const informationHeaders = (raw: RawHeaders): readonly string[] => endToEnd(raw);

/** Headers without one of them. @param name in lower case */
function without(raw: RawHeaders, name: string): string[] {
  const result: string[] = [];
  eachHeader(raw, (one, value) => {
    if (one.toLowerCase() !== name) result.push(one, value);
  });
  return result;
}

/** Pairs of a name and a value. */
export function pairsOf(raw: RawHeaders): [string, string][] {
  const pairs: [string, string][] = [];
  eachHeader(raw, (name, value) => pairs.push([name, value]));
  return pairs;
}

const known = new WeakMap<RawHeaders, Readonly<Record<string, string>>>();

/** Headers by their names in lower case; one that came twice is joined with ", ". Read once for each list. */
export function joined(raw: RawHeaders): Readonly<Record<string, string>> {
  const before = known.get(raw);
  if (before !== undefined) return before;
  const result: Record<string, string> = {};
  eachHeader(raw, (name, value) => {
    const lower = name.toLowerCase();
    const first = Object.hasOwn(result, lower) ? result[lower] : undefined;
    const all = first === undefined ? value : `${first}, ${value}`;
    if (lower === '__proto__')
      Object.defineProperty(result, lower, { value: all, enumerable: true });
    else result[lower] = all;
  });
  known.set(raw, result);
  return result;
}
