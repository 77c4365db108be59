import type { JsonObject } from '../../../harness/document/json.ts';

/** What is sent, the simplest first: each is one kind of JSON that every server can keep. */
export const contentNames = [
  ...(['plain', 'empty', 'nested', 'lists', 'scalars', 'texts', 'keys'] as const),
] as const;
export type ContentName = (typeof contentNames)[number];

const long = 'Long. '.padEnd(1500, 'xyz ');
const beyondAscii = 'Grüße, 日本語, e\u0301, 😀👩‍👩‍👧';

/** No fractions, no integers out of range and no lone surrogates: a server may refuse those. */
const contents: Readonly<Record<ContentName, JsonObject>> = {
  plain: { text: 'Hi' },
  empty: {},
  nested: {
    outer: { inner: { none: {} }, text: 'in' },
    other: { deep: { deeper: { deepest: 1 } } },
  },
  lists: { list: [1, 'two', [3, [4]], { five: 5 }, null], none: [] },
  scalars: {
    zero: 0,
    negative: -7,
    large: 2 ** 31,
    yes: true,
    no: false,
    nothing: null,
    blank: '',
  },
  texts: { beyondAscii, long, lines: ' a\n\tb "c" \\d ' },
  keys: { 'a.b': 1, 'a b': { 'c.d': 'e' }, A: 2, a: 3, clé: 4 },
};

/** A content that is told from others by its number; only the empty one is not. */
export const contentOf = (name: ContentName, number: number): JsonObject =>
  name === 'empty' ? {} : { ...contents[name], n: number };

/** A text in which the same may go wrong, where a text is all that can be sent. */
export const textOf = (name: ContentName, number: number): string =>
  ({
    plain: `Tea ${number}`,
    empty: '',
    nested: `{"tea":{"number":${number}}}`,
    lists: `[${number}, "tea"]`,
    scalars: `-${number}`,
    texts: `${beyondAscii} ${number} ${long.slice(0, 200)}`,
    keys: ` a.b: ${number}, "c" \\d`,
  })[name];

const words: Readonly<Record<ContentName, string>> = {
  plain: '',
  empty: ' that is empty',
  nested: ' with objects in objects',
  lists: ' with lists',
  scalars: ' with numbers, booleans and null',
  texts: ' with a long text and one beyond ASCII',
  keys: ' with keys that have dots and spaces',
};

/** A content as words that follow what it is the content of; nothing for a plain one. */
export const wordsOf = (name: ContentName): string => words[name];
