import { BoundedMap } from '../harness/traffic/memory/bounded.ts';
import { tokenIn } from '../harness/traffic/state/whose.ts';
import type { Timed } from './order.ts';

/** Access tokens that are remembered of all servers. */
const mostTokens = 20_000;

/** Answers that are longer give nobody a token. */
const longest = 4096;

/** Whose the access tokens are that servers gave out below whatever base path: not each of them has a login below it. */
export class Logins {
  readonly #users = new BoundedMap<string>(mostTokens);

  /** The user of an access token; undefined where no answer told. */
  userOf(token: string): string | undefined {
    return this.#users.get(token);
  }

  learn({ request, answer }: Timed): void {
    if (request.method !== 'POST' || answer?.status !== 200 || answer.body === null) return;
    if (answer.body.length > longest) return;
    const text = Buffer.from(answer.body).toString();
    if (!text.includes('"access_token"')) return;
    try {
      const given = tokenIn(JSON.parse(text));
      if (given?.user != null) this.#users.set(given.token, given.user);
    } catch {
      // It is no JSON, and gives nobody a token.
    }
  }
}
