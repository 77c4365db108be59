import { isArray, isObject } from '../document/json.ts';

/** A user as given: with a token that speaks for it, or with a password to log in with. */
export type AccountEntry =
  | { readonly kind: 'token'; readonly userId: string; readonly token: string }
  | { readonly kind: 'password'; readonly userId: string; readonly password: string };

/** An accounts document that cannot be used. The message names the entry and the key, never a value. */
export class AccountDocumentError extends Error {}

const keys = ['user_id', 'access_token', 'password'];

/**
 * Reads a list of users, or one under `users`: `{user_id, access_token}` or `{user_id, password}` each.
 * @param source where the document came from, for messages
 * @throws AccountDocumentError
 */
export function readAccountDocument(document: unknown, source: string): readonly AccountEntry[] {
  const list = isObject(document) ? document['users'] : document;
  if (!isArray(list) || list.length === 0) {
    const expected = 'a list of {user_id, access_token} or {user_id, password}';
    throw new AccountDocumentError(`${source}: expected ${expected}, or such a list under "users"`);
  }
  const entries = list.map((entry, i) => readEntry(entry, `${source}: entry ${i + 1}`));
  for (const [i, { userId }] of entries.entries()) {
    const first = entries.findIndex((entry) => entry.userId === userId);
    if (first < i) {
      throw new AccountDocumentError(
        `${source}: entries ${first + 1} and ${i + 1} are the same user`,
      );
    }
  }
  return entries;
}

function readEntry(entry: unknown, where: string): AccountEntry {
  if (!isObject(entry)) throw new AccountDocumentError(`${where} must be an object with user_id`);
  const unknown = Object.keys(entry).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new AccountDocumentError(
      `${where} has an unknown key "${unknown}". The keys are ${keys.join(', ')}.`,
    );
  }
  for (const key of keys) {
    const value = entry[key];
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      throw new AccountDocumentError(`${where}: ${key} must be a text and not empty`);
    }
  }
  const { user_id: userId, access_token: token, password } = entry;
  if (typeof userId !== 'string') throw new AccountDocumentError(`${where} has no user_id`);
  if (typeof token === 'string') return { kind: 'token', userId, token };
  if (typeof password === 'string') return { kind: 'password', userId, password };
  throw new AccountDocumentError(`${where} has neither access_token nor password`);
}
