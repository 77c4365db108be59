import { decodeText } from '../harness/traffic/target.ts';
import type { RecordedRequest } from './exchange.ts';

/** A request with the access token that stands for whoever sent it. */
export interface Authorized {
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Access tokens that are real, and must not be shown. */
  readonly secrets: readonly string[];
}

type Asked = Omit<RecordedRequest, 'body'>;

const knownUser = 'user-of-recording:';

/**
 * A token that stands for a user whom the recording names. Which of the user's tokens it was is not known, and a txnId belongs
 * to one of them: a request with a txnId has a token of its own.
 */
const tokenFor = (user: string, { method, target }: Asked, entry: number): string =>
  `${knownUser}${encodeURIComponent(user)}${method === 'PUT' && !target.includes('/state/') ? `#${entry}` : ''}`;

/** The user id that such a token stands for; undefined where it stands for none. */
export function userOfToken(token: string): string | undefined {
  if (!token.startsWith(knownUser)) return undefined;
  const [name = ''] = token.slice(knownUser.length).split('#');
  const user = decodeText(name);
  return user?.startsWith('@') === true ? user : undefined;
}

/**
 * Prepares the credentials of a request for the judge. One token that hides several ones is no token, for it stands for
 * nobody; and what a recorder left out is not missing.
 * @param entry its number in the recording
 * @param complete whether a request without a token in the recording had none
 */
export function authorize(request: Asked, entry: number, complete: boolean): Authorized {
  const { target, headers, user, token } = request;
  const query = withoutMasked(target);
  const header = withoutMaskedHeader(headers);
  const secrets = [...query.tokens, ...header.tokens];
  const masked = query.masked || header.masked;
  if (token === 'own' || (user !== null && token === null)) {
    const name = tokenFor(user ?? '', request, entry);
    return { ...named(query.without, header.headers, name), secrets };
  }
  if (token === 'unknown') return { ...named(query.without, header.headers, 'unknown'), secrets };
  const isSilent = secrets.length === 0 && header.headers['authorization'] === undefined;
  const mayHaveHad = masked || (token === null && !complete);
  return {
    target: query.target,
    // The judge takes another scheme for a way to be authorized that it does not know.
    headers:
      isSilent && mayHaveHad ? { ...header.headers, authorization: 'left out' } : header.headers,
    secrets,
  };
}

const named = (target: string, headers: Authorized['headers'], token: string) => ({
  target,
  headers: { ...headers, authorization: `Bearer ${token}` },
});

interface Query {
  /** Without masked tokens, and without any token. */
  readonly target: string;
  readonly without: string;
  readonly tokens: readonly string[];
  readonly masked: boolean;
}

function withoutMasked(target: string): Query {
  const question = target.indexOf('?');
  if (question < 0 || !target.includes('access_token', question))
    return { target, without: target, tokens: [], masked: false };
  const path = target.slice(0, question);
  const pairs = target.slice(question + 1).split('&');
  const valueOf = (pair: string): string | null =>
    pair.startsWith('access_token=')
      ? (decodeText(pair.slice('access_token='.length)) ?? '')
      : null;
  const values = pairs.flatMap((pair) => valueOf(pair) ?? []);
  const joined = (some: readonly string[]): string =>
    some.length === 0 ? path : `${path}?${some.join('&')}`;
  return {
    target: joined(
      pairs.filter((pair) => {
        const value = valueOf(pair);
        return value === null || !isMasked(value);
      }),
    ),
    without: joined(pairs.filter((pair) => valueOf(pair) === null)),
    tokens: values.filter((value) => !isMasked(value)),
    masked: values.some(isMasked),
  };
}

function withoutMaskedHeader(headers: Authorized['headers']) {
  const { authorization, ...rest } = headers;
  if (authorization === undefined) return { headers, tokens: [], masked: false };
  const [, scheme = '', value = ''] = /^\s*(\S+)\s+(.*)$/s.exec(authorization) ?? [];
  const isBearer = scheme.toLowerCase() === 'bearer';
  if (isMasked(isBearer ? value : authorization))
    return { headers: rest, tokens: [], masked: true };
  return { headers, tokens: isBearer ? value.split(/,\s*bearer\s+/i) : [], masked: false };
}

/** Words that stand where a token was, alone or with signs around them. */
const words =
  /^\W*(?:bearer\W+)?(?:access|auth|api|my|your|the|user)?[\W_]*(?:token|redacted|removed|hidden|secret|masked|sanitized|sanitised|filtered|omitted|stripped|private|confidential|value|none|null|undefined|dummy|key)?\W*$/i;

/** Signs that nobody's token has, and words in the middle of it. */
const signs = /\*{2,}|…|\.{3}|•|x{4,}|redacted|‹|›|[<>[\]{}()]/i;

/** Whether a text stands in the place of a token, rather than being one. */
export const isMasked = (text: string): boolean =>
  text.trim() === '' || /^(.)\1*$/s.test(text.trim()) || words.test(text) || signs.test(text);
