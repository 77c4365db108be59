import { isObject, stringAt } from '../../document/json.ts';
import { BoundedMap } from '../memory/bounded.ts';

/** Access tokens whose users are remembered. */
const mostTokens = 20_000;

/** Whose the access tokens are, by their names. */
export class Whose {
  readonly #users = new BoundedMap<string>(mostTokens);
  readonly #known = new Set<string>();

  /** The user of a token; null where nothing has shown it. */
  of(token: string | null): string | null {
    return token === null ? null : (this.#users.get(token) ?? null);
  }

  learn(token: string, user: string): void {
    this.#users.set(token, user);
    if (this.#known.size < mostTokens) this.#known.add(user);
  }

  /** Whether somebody acts as that user in this traffic. */
  acts(user: string): boolean {
    return this.#known.has(user);
  }

  /** Whether a token may be one that was given out and forgotten. */
  get forgot(): boolean {
    return this.#users.forgot;
  }
}

/** The access token and the user of an answer to a login or a registration; null where it has none. */
export function loginIn(json: unknown): { readonly token: string; readonly user: string } | null {
  if (!isObject(json)) return null;
  const token = stringAt(json, 'access_token');
  const user = stringAt(json, 'user_id');
  return token === '' || user === '' ? null : { token, user };
}
