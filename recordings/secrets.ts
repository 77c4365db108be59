import type { Matched } from '../harness/traffic/match.ts';
import { BoundedMap } from '../harness/traffic/memory/bounded.ts';
import { createRedactor, type Redactor } from '../harness/wire/redact.ts';

/** Access tokens that are hidden at a time, and ids that are known. A recording may hold any number of them. */
const [most, mostIds] = [2000, 5000];

/** Hides the access tokens that a recording showed, at least the latest ones. Ids stay readable. */
export class Secrets {
  #known = new Set<string>();
  #redactor: Redactor = createRedactor();
  readonly #ids = new BoundedMap<true>(mostIds);

  learn(tokens: readonly string[]): void {
    for (const token of tokens) {
      // Clients that try wrong tokens try those as well.
      if (this.#known.has(token) || this.#ids.has(token) || noToken.test(token)) continue;
      if (this.#known.size >= most) [this.#known, this.#redactor] = [new Set(), createRedactor()];
      this.#known.add(token);
      this.#redactor.learn(token, this.#idIn(token));
    }
  }

  /** The server knows a text as the id of a user or a room: it may be shown, even where somebody sends it as a token. */
  know(id: string): void {
    if (!isId.test(id) || this.#ids.has(id)) return;
    this.#ids.set(id, true);
    if (!this.#known.delete(id)) return;
    const tokens = [...this.#known];
    [this.#known, this.#redactor] = [new Set(), createRedactor()];
    this.learn(tokens);
  }

  /** Learns the ids in a path of which the server knew what it is about. */
  knowPath(matched: Matched, status: number): void {
    if (matched.kind !== 'operation' || status < 200 || status > 299) return;
    const { roomId, userId } = matched.parameters;
    if (roomId !== undefined) this.know(roomId);
    if (userId !== undefined) this.know(userId);
  }

  text(text: string): string {
    return this.#redactor.text(text);
  }

  /** An id that is a part of a token; '' where none is known. */
  #idIn(token: string): string {
    for (const { index } of token.matchAll(/[@!]/g))
      for (let end = token.length; end > index; end -= 1)
        if (this.#ids.has(token.slice(index, end))) return token.slice(index, end);
    return '';
  }
}

/** A word that JSON and programs have for nothing. */
const noToken = /^(?:null|undefined)$/;

const isId = /^[@!][^:]*:\S+$/;
