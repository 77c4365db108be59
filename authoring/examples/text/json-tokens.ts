import { createScanner } from 'jsonc-parser';

/** What a token of JSON is; `word` is anything that JSON does not have. */
export type TokenKind =
  | '{'
  | '}'
  | '['
  | ']'
  | ','
  | ':'
  | 'string'
  | 'number'
  | 'literal'
  | 'comment'
  | 'word';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** Of a string its value, of anything else its text. */
  readonly text: string;
  /** Whether a string has no end, or an escape that JSON does not have. */
  readonly broken: boolean;
}

// The kinds of jsonc-parser, which has them as a const enum.
const kinds: Readonly<Record<number, TokenKind>> = {
  1: '{',
  2: '}',
  3: '[',
  4: ']',
  5: ',',
  6: ':',
  7: 'literal',
  8: 'literal',
  9: 'literal',
  10: 'string',
  11: 'number',
  12: 'comment',
  13: 'comment',
  16: 'word',
};
const [endOfFile, lineBreak, trivia] = [17, 14, 15];

/** The tokens of a text, read as far as somebody asks for them. */
export interface Tokens {
  /** The token at an index; undefined behind the last one. */
  at(index: number): Token | undefined;
}

/** Takes a text apart into tokens of JSON and whatever else there is. Never throws. */
export function tokensOf(text: string): Tokens {
  const scanner = createScanner(text, false);
  const tokens: Token[] = [];
  /** @returns whether there may be more */
  const next = (): boolean => {
    const scanned: number = scanner.scan();
    if (scanned === endOfFile) return false;
    if (scanned === lineBreak || scanned === trivia) return true;
    const start = scanner.getTokenOffset();
    const end = start + scanner.getTokenLength();
    const kind = kinds[scanned] ?? 'word';
    if (kind === 'word' && text[start] === '#') {
      // A comment as shells and YAML have it.
      const line = text.indexOf('\n', start);
      const stop = line < 0 ? text.length : line;
      tokens.push({
        kind: 'comment',
        start,
        end: stop,
        text: text.slice(start, stop),
        broken: false,
      });
      scanner.setPosition(Math.max(start + 1, stop));
      return true;
    }
    const error: number = scanner.getTokenError();
    const value = kind === 'string' ? scanner.getTokenValue() : text.slice(start, end);
    tokens.push({ kind, start, end, text: value, broken: kind === 'string' && error !== 0 });
    return true;
  };
  return {
    at(index) {
      while (tokens.length <= index && next());
      return tokens[index];
    },
  };
}
