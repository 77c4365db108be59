import { isPlaceholder } from '../text/placeholder.ts';

/** What a text of the document stood for at the target. */
export interface Bound {
  readonly from: string;
  /** In words where it is a token. */
  readonly to: string;
}

/** A user of the target, as the document made it. */
export interface PlayedUser {
  readonly id: string;
  readonly token: string;
}

/** Knows what the texts of a document stand for at the target: ids, names and tokens that it gave out. */
export class Bindings {
  readonly bound: Bound[] = [];
  readonly users: PlayedUser[] = [];
  readonly #values = new Map<string, string>();
  readonly #back = new Map<string, string>();
  /** What each kind of id was given out last, such as room_id. */
  readonly #latest = new Map<string, string>();

  /** A text of the document and the text of the target in its place. The first pair counts. */
  bind(from: string, to: string): void {
    if (from === to || from === '' || this.#values.get(from) === to) return;
    this.#values.set(from, to);
    if (!this.#back.has(to)) this.#back.set(to, from);
    if (!this.isToken(to)) this.#report(from, to);
    else this.#report(isPlaceholder(from) ? from : 'the access token', this.#tokenOf(to));
    const [here, there] = [from, to].map((id) => /^[@!#][^:]*:(.+)$/s.exec(id)?.[1]);
    if (here !== undefined && there !== undefined && here !== there) this.#values.set(here, there);
  }

  #report(from: string, to: string): void {
    if (!this.bound.some((one) => one.from === from && one.to === to))
      this.bound.push({ from, to });
  }

  /** Learns an id that the target gave out, by its key. */
  learn(key: string, value: string): void {
    this.#latest.set(key, value);
  }

  learnUser(id: string, token: string): void {
    this.users.push({ id, token });
    this.learn('user_id', id);
  }

  isToken(text: string): boolean {
    return this.users.some(({ token }) => token === text);
  }

  #tokenOf(token: string): string {
    const user = this.users.findLast((one) => one.token === token);
    return `the token of ${user?.id ?? 'a user'}`;
  }

  /** What a text of the document is at the target; the text itself where nothing is known of it. */
  actual(text: string): string {
    return this.#values.get(text) ?? text;
  }

  has(text: string): boolean {
    return this.#values.has(text);
  }

  /** Whether the target gave out a value under a key. */
  gave(key: string): boolean {
    return this.#latest.has(key);
  }

  /** What a text of the target is in the document; never a token. */
  shown(text: string): string {
    if (this.isToken(text)) return this.#back.get(text) ?? 'YOUR_ACCESS_TOKEN';
    return this.#back.get(text) ?? text;
  }

  /** What a placeholder stands for, by its name; null where that is not known. */
  named(placeholder: string): string | null {
    const known = this.#values.get(placeholder);
    if (known !== undefined) return known;
    const words = placeholder
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .trim();
    for (const [pattern, key] of kinds) {
      const value = this.#latest.get(key);
      if (pattern.test(words) && value !== undefined) {
        this.#report(placeholder, value);
        this.#values.set(placeholder, value);
        return value;
      }
    }
    return null;
  }

  /** The user whose token a request carries: the one that it names, or the newest. */
  userFor(token: string | null, actingAs: string | null): PlayedUser | null {
    const exact =
      token === null ? undefined : this.users.findLast((one) => one.token === this.actual(token));
    if (exact !== undefined) return exact;
    const acting = actingAs === null ? undefined : this.users.findLast(({ id }) => id === actingAs);
    const words = (token ?? '').toLowerCase();
    const namesake = this.users.findLast(({ id }) => {
      const name = /^@([^:]+)/.exec(id)?.[1]?.toLowerCase() ?? '';
      const shown = /^@([^:]+)/.exec(this.shown(id))?.[1]?.toLowerCase() ?? name;
      return [name, shown].some((one) => one.length > 2 && words.includes(one));
    });
    return acting ?? namesake ?? this.users.at(-1) ?? null;
  }

  /** Reports which user's token took the place of one in the document. */
  boundToken(from: string | null, user: PlayedUser): void {
    const name = from === null ? 'no access token' : 'the access token';
    this.#report(from !== null && isPlaceholder(from) ? from : name, this.#tokenOf(user.token));
  }
}

/** The words of a placeholder, and the key whose newest value it stands for. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/\broom ?alias|\balias/, 'room_alias'],
  [/\broom/, 'room_id'],
  [/\bevent ?id|\bmessage ?id|\btarget/, 'event_id'],
  [/\buser|\bmember|\bsender/, 'user_id'],
  [/\bend\b|\bnext|\bfrom\b/, 'end'],
  [/\bstart\b|\bprev|\bto\b/, 'start'],
];

/** Whether a text stands for another one that only the target gives, rather than for something left out. */
export const standsForAnother = (text: string): boolean =>
  isPlaceholder(text) &&
  !/^(?:\.{2,}|…|\?+|-+|_+)$/.test(text.trim()) &&
  !/\s.*(?:\.{3}|…)|(?:\.{3}|…).*\s/.test(text);
