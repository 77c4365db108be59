/** The query of a request: each name with all its values, in order. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Path and query of a request, taken apart. */
export interface Target {
  /** As sent, without the query. */
  readonly path: string;
  /** Without the access tokens, which nobody who shows a query should have. */
  readonly query: Query;
  readonly accessTokens: readonly string[];
}

const noQuery: Query = new Map();
const noTokens: readonly string[] = [];

/** Takes a target apart; one with an origin loses it. Never throws. */
export function readTarget(target: string): Target {
  const local = target.startsWith('/') ? target : target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const question = local.indexOf('?');
  if (question < 0) return { path: local, query: noQuery, accessTokens: noTokens };
  const query = new Map<string, readonly string[]>();
  let accessTokens = noTokens;
  for (const pair of local.slice(question + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeQuery(equals < 0 ? pair : pair.slice(0, equals));
    const value = decodeQuery(equals < 0 ? '' : pair.slice(equals + 1));
    if (name === 'access_token') accessTokens = [...accessTokens, value];
    else query.set(name, [...(query.get(name) ?? []), value]);
  }
  return { path: local.slice(0, question), query, accessTokens };
}

const decodeQuery = (text: string): string =>
  text.includes('%') || text.includes('+') ? (decodeText(text.replaceAll('+', ' ')) ?? text) : text;

/** A text without its percent-encoding; null where it cannot be decoded. */
export function decodeText(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The segments of a path below its first slash, decoded. One that cannot be decoded stays as it is. */
export const segmentsOf = (path: string): readonly string[] => {
  const segments = path.slice(1).split('/');
  return path.includes('%') ? segments.map((one) => decodeText(one) ?? one) : segments;
};
