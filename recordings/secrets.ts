import { createRedactor, type Redactor } from '../harness/wire/redact.ts';

/** Access tokens that are hidden at a time. A recording may hold any number of them. */
const most = 2000;

/** Hides the access tokens that a recording showed, at least the latest ones. */
export class Secrets {
  #known = new Set<string>();
  #redactor: Redactor = createRedactor();

  learn(tokens: readonly string[]): void {
    for (const token of tokens) {
      if (this.#known.has(token)) continue;
      if (this.#known.size >= most) [this.#known, this.#redactor] = [new Set(), createRedactor()];
      this.#known.add(token);
      this.#redactor.learn(token);
    }
  }

  text(text: string): string {
    return this.#redactor.text(text);
  }
}
