import type { Entry, JsonNode } from './json-node.ts';
import { isLeftOut, notJson, speaksOfMore, wrongKey } from './json-slips.ts';
import type { Token, Tokens } from './json-tokens.ts';
import { isPlaceholder, isValueWord } from './placeholder.ts';

/** Why a text is not JSON, and not a part of it either. */
export class NotJson extends Error {
  readonly index: number;
  constructor(index: number, what: string) {
    super(what);
    this.index = index;
  }
}

const deepest = 200;

/** Reads a value from tokens, with what authors leave out of it. */
export class JsonReader {
  elision: string | null = null;
  end = 0;
  readonly #tokens: Tokens;
  #at = 0;

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  value(depth: number): JsonNode {
    if (depth > deepest)
      throw new NotJson(this.end, `it is nested more than ${deepest} levels deep`);
    const token = this.#next();
    const { start, end, kind, text } = token;
    switch (kind) {
      case '{':
        return this.#object(start, depth);
      case '[':
        return this.#array(start, depth);
      case 'string':
        if (token.broken)
          throw new NotJson(
            start,
            'a string has no closing quote, or an escape that JSON does not have',
          );
        return { kind: 'scalar', value: text, start, end };
      case 'number':
        return { kind: 'scalar', value: Number(text), start, end };
      case 'literal':
        return { kind: 'scalar', value: text === 'null' ? null : text === 'true', start, end };
      case 'word':
        return this.#word(token);
      case ',':
      case ':':
      case ']':
      case '}':
      case 'comment':
        throw new NotJson(start, `${text} stands where a value is expected`);
    }
  }

  /** A word, and those that follow it, where they are something left out. */
  #word({ start, end, text }: Token): JsonNode {
    let [words, last] = [text, end];
    for (let next = this.#peek(); next?.kind === 'word' && !isLeftOut(words); next = this.#peek()) {
      words += ` ${next.text}`;
      last = next.end;
      this.#take();
    }
    if (!isValueWord(words)) throw new NotJson(start, notJson(words));
    this.#elided(words);
    return { kind: 'elided', start, end: last };
  }

  #object(start: number, depth: number): JsonNode {
    const entries: Entry[] = [];
    let open = false;
    for (;;) {
      const token = this.#next(true);
      if (token.kind === '}') return { kind: 'object', entries, open, start, end: token.end };
      if (token.kind === 'comment' || (token.kind === 'word' && isLeftOut(token.text))) {
        open ||= this.#leftOut(token);
        this.#comma(false, '}');
        continue;
      }
      if (
        token.kind === '[' &&
        this.#peek()?.kind === 'word' &&
        isLeftOut(this.#peek()?.text ?? '')
      ) {
        // [...] in the place of keys.
        open = true;
        this.#array(token.start, depth + 1);
        this.#comma(false, '}');
        continue;
      }
      const named = token.kind === 'string' && !token.broken;
      const placeholder = token.kind === 'word' && isPlaceholder(token.text);
      if (!named && !placeholder) throw new NotJson(token.start, wrongKey(token));
      this.#skipComments();
      const colon = this.#peek();
      if (colon?.kind !== ':') {
        if (isLeftOut(token.text) || placeholder) {
          open = true;
          this.#elided(token.text);
          this.#comma(false, '}');
          continue;
        }
        throw new NotJson(colon?.start ?? token.end, `no colon follows the key "${token.text}"`);
      }
      this.#take();
      this.#skipComments();
      const value = this.value(depth + 1);
      if (placeholder || isLeftOut(token.text)) open = true;
      else entries.push({ key: token.text, start: token.start, end: token.end, value });
      if (placeholder) this.#elided(token.text);
      this.#comma(true, '}');
    }
  }

  #array(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    let open = false;
    for (;;) {
      const token = this.#peek(true);
      if (token?.kind === ']') {
        this.#take();
        return { kind: 'array', items, open, start, end: token.end };
      }
      if (
        token !== undefined &&
        (token.kind === 'comment' || (token.kind === 'word' && isLeftOut(token.text)))
      ) {
        this.#take();
        open ||= this.#leftOut(token);
        this.#comma(false, ']');
        continue;
      }
      const item = this.value(depth + 1);
      // [...] among the elements stands for elements.
      const stands = item.kind === 'array' && item.open && item.items.length === 0;
      if (stands) open = true;
      else items.push(item);
      this.#comma(!stands, ']');
    }
  }

  /** Reads the comma between two entries, which elisions do not need. */
  #comma(needed: boolean, closing: '}' | ']'): void {
    this.#skipComments();
    const token = this.#peek(true);
    if (token?.kind === ',') {
      this.#take();
      this.#skipComments();
      if (this.#peek(true)?.kind === closing) this.#elided('a comma before a closing bracket');
      return;
    }
    if (!needed || token?.kind === closing || token?.kind === 'comment') return;
    if (token?.kind === 'word' && isLeftOut(token.text)) return;
    if (token?.kind === '[' && isLeftOut(this.#tokens.at(this.#at + 1)?.text ?? '')) return;
    if (token === undefined) throw new NotJson(this.end, `the closing ${closing} is missing`);
    throw new NotJson(
      token.start,
      `a comma or ${closing} is missing before ${token.text.slice(0, 40)}`,
    );
  }

  /** Whether a comment or a word says that something was left out. */
  #leftOut({ kind, text }: Token): boolean {
    this.#elided(kind === 'comment' ? 'a comment' : text);
    return kind === 'word' || speaksOfMore(text);
  }

  #skipComments(): void {
    while (this.#peek(true)?.kind === 'comment' && !speaksOfMore(this.#peek(true)?.text ?? '')) {
      this.#elided('a comment');
      this.#take();
    }
  }

  #elided(what: string): void {
    this.elision ??= what;
  }

  #peek(comments = false): Token | undefined {
    if (comments) return this.#tokens.at(this.#at);
    while (this.#tokens.at(this.#at)?.kind === 'comment') {
      this.#take();
      this.#elided('a comment');
    }
    return this.#tokens.at(this.#at);
  }

  #take(): void {
    this.end = this.#tokens.at(this.#at)?.end ?? this.end;
    this.#at += 1;
  }

  #next(comments = false): Token {
    const token = this.#peek(comments);
    if (token === undefined) throw new NotJson(this.end, 'it ends too early');
    this.#take();
    return token;
  }
}
