import type { Target } from './target.ts';
import type { ClientRequest } from './exchange.ts';
import type { Verdicts } from './finding.ts';

/** The access tokens of a request. */
export interface Credentials {
  readonly inQuery: readonly string[];
  readonly inHeader: readonly string[];
  /** The one that counts; null where there is none, or where it is sent in a way that is not known. */
  readonly token: string | null;
}

/** Finds the access tokens of a request, in the query and in the header Authorization (CONV-01). */
export function credentialsOf({ headers }: ClientRequest, { accessTokens }: Target): Credentials {
  const inQuery =
    accessTokens.length === 0 ? noTokens : accessTokens.filter((token) => token !== '');
  const { authorization } = headers;
  const inHeader = authorization === undefined ? noTokens : bearersIn(authorization);
  return { inQuery, inHeader, token: inQuery[0] ?? inHeader[0] ?? null };
}

/** Judges whether a request of an operation has a token (CLIENT-07), in one place (CLIENT-28). */
export function judgeCredentials(
  { inQuery, inHeader, token }: Credentials,
  { headers: { authorization } }: ClientRequest,
  verdicts: Verdicts,
): void {
  const places = inQuery.length + inHeader.length;
  if (token === null) {
    // Another scheme than Bearer may be meant for a gateway, or may be how the client understands the word token.
    if (authorization === undefined || /^bearer\s*$/i.test(authorization))
      verdicts.violates(
        'CLIENT-07',
        'The request has no access token. Every operation requires one.',
      );
    return;
  }
  verdicts.meets('CLIENT-07');
  if (places === 1) verdicts.meets('CLIENT-28');
  else {
    const where =
      inQuery.length > 0 && inHeader.length > 0
        ? 'in the query and in the header Authorization'
        : `${places} times in ${inQuery.length > 0 ? 'the query' : 'the header Authorization'}`;
    verdicts.violates('CLIENT-28', `The access token is sent ${where}. One place is enough.`);
  }
}

const noTokens: readonly string[] = [];

const bearersIn = (authorization: string): readonly string[] =>
  authorization
    .split(/,\s*(?=bearer )/i)
    .flatMap((one) => /^bearer\s+(\S+)\s*$/i.exec(one)?.[1] ?? []);
