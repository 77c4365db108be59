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
  /** Tokens that were given out, of which nothing tells whose they are. */
  readonly #given = new BoundedMap<true>(mostTokens);

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

  /** A token was given out. */
  give(token: string): void {
    this.#given.set(token, true);
  }

  /** Whether somebody acts as that user in this traffic. */
  acts(user: string): boolean {
    return this.#known.has(user);
  }

  /** Whether a token was given out, or may have been. */
  mayKnow(token: string): boolean {
    const { forgot } = this.#users;
    return forgot || this.#given.forgot || this.#users.has(token) || this.#given.has(token);
  }
}

/** The access token that an answer gives out, and its user, where it tells; null where it gives none. */
export function tokenIn(
  json: unknown,
): { readonly token: string; readonly user: string | null } | null {
  if (!isObject(json)) return null;
  const token = stringAt(json, 'access_token');
  return token === '' ? null : { token, user: stringAt(json, 'user_id') || null };
}
