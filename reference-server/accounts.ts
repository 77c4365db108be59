import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ApiError, forbidden } from './errors.ts';
import { isUserId, opaque } from './domain/identifiers.ts';
import type { Query } from './domain/query.ts';

/** The user who sent a request, and the token: txnIds belong to the token. */
export type Caller = { readonly userId: string; readonly token: string };

type Secret = { readonly salt: Uint8Array; readonly digest: Uint8Array };

/** Everybody who registered. Passwords are kept as salted digests, tokens as they are. */
export type Accounts = {
  readonly domain: string;
  readonly secrets: Map<string, Secret>;
  readonly callers: Map<string, Caller>;
};

/** Where a token may travel: the query in 2014 (CONV-01), a header since. */
export type Credentials = {
  readonly query: Query;
  readonly headers: { readonly authorization?: string | undefined };
};

export function createAccounts(domain: string): Accounts {
  return { domain, secrets: new Map(), callers: new Map() };
}

/**
 * Makes an account.
 *
 * @returns its user id (CONV-07).
 * @throws ApiError 400 M_INVALID_USERNAME or M_USER_IN_USE.
 */
export function register(accounts: Accounts, localpart: string, password: string): string {
  const userId = `@${localpart}:${accounts.domain}`;
  if (!/^[a-z0-9._=/+-]+$/i.test(localpart) || !isUserId(userId)) {
    throw new ApiError(400, 'M_INVALID_USERNAME', 'Not a user name.');
  }
  demandFree(accounts, userId);
  setPassword(accounts, userId, password);
  return userId;
}

/** Gives an account its password, or another one. */
export function setPassword(accounts: Accounts, userId: string, password: string): void {
  const salt = randomBytes(16);
  accounts.secrets.set(userId, { salt, digest: digest(salt, password) });
}

function demandFree(accounts: Accounts, userId: string): void {
  if (accounts.secrets.has(userId)) {
    throw new ApiError(400, 'M_USER_IN_USE', 'The user name is taken.');
  }
}

/**
 * Checks a password.
 *
 * @param user a localpart or a full user id.
 * @returns the user id.
 * @throws ApiError 403 M_FORBIDDEN, the same for an unknown user and a wrong password.
 */
export function login(accounts: Accounts, user: string, password: string): string {
  const userId = user.startsWith('@') ? user : `@${user}:${accounts.domain}`;
  const secret = accounts.secrets.get(userId);
  const right =
    secret !== undefined && timingSafeEqual(secret.digest, digest(secret.salt, password));
  if (!right) throw forbidden('Wrong user name or password.');
  return userId;
}

/** @returns a new access token of the user. */
export function issueToken(accounts: Accounts, userId: string): string {
  const token = opaque();
  accounts.callers.set(token, { userId, token });
  return token;
}

/**
 * Finds the user who sent a request (META-09, CONV-01..03).
 *
 * @throws ApiError 401 M_MISSING_TOKEN without a token, 401 M_UNKNOWN_TOKEN for one we did not issue or
 *   for two at once.
 */
export function authenticate(accounts: Accounts, { query, headers }: Credentials): Caller {
  const tokens = query.get('access_token') ?? [];
  const header = headers.authorization;
  const bearer = header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
  const token = bearer ?? tokens[0];
  if (token === undefined || token === '') {
    throw new ApiError(401, 'M_MISSING_TOKEN', 'Missing access token.');
  }
  const caller = accounts.callers.get(token);
  const several = tokens.length + (bearer === undefined ? 0 : 1) > 1;
  if (caller === undefined || several) {
    throw new ApiError(401, 'M_UNKNOWN_TOKEN', 'Unrecognised access token.');
  }
  return caller;
}

// One round of SHA-256 would be too cheap to guess through for a server that keeps its users. This one
// forgets them when it stops, lives on the loopback, and registers thousands of them in a test run; the
// salt keeps equal passwords from looking equal.
function digest(salt: Uint8Array, password: string): Uint8Array {
  return createHash('sha256').update(salt).update(password).digest();
}
