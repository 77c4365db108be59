import { isObject, stringAt } from '../../document/json.ts';
import { BoundedMap } from '../memory/bounded.ts';

/** Access tokens whose users are remembered. */
const mostTokens = 20_000;

/** The user of a token that stands for several ones, as where somebody replaced all tokens by one word. */
const several = '';

/** Whose the access tokens are, by their names. */
export class Whose {
  readonly #users = new BoundedMap<string>(mostTokens);
  readonly #known = new Set<string>();

  /** The user of a token; null where nothing has shown it. */
  of(token: string | null): string | null {
    const user = token === null ? undefined : this.#users.get(token);
    return user === undefined || user === several ? null : user;
  }

  /** Whether a token stands for several users. */
  isShared(token: string | null): boolean {
    return token !== null && this.#users.get(token) === several;
  }

  learn(token: string, user: string): void {
    const known = this.#users.get(token);
    this.#users.set(token, known === undefined || known === user ? user : several);
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
