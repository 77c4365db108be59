import type { JsonObject } from '../../../harness/document/json.ts';

/** A content that JSON allows and people rarely write, and how a failure names it. */
export interface UnusualContent {
  readonly what: string;
  readonly content: JsonObject;
}

const own = (key: string, value: unknown): JsonObject => Object.fromEntries([[key, value]]);

const withText = (what: string, text: string): UnusualContent => ({
  what,
  content: { text, nested: [{ text }] },
});

const withValue = (what: string, value: unknown): UnusualContent => ({
  what,
  content: { value, nested: { value }, list: [value] },
});

const withKey = (what: string, key: string): UnusualContent => ({
  what,
  content: { ...own(key, 'outside'), nested: own(key, { more: 1 }) },
});

function nest(levels: number, inner: unknown): unknown {
  let value = inner;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** Texts. Unpaired surrogates are left out: JSON can write them, and UTF-8 cannot. */
export const unusualTexts: readonly UnusualContent[] = [
  withText('U+0000', 'a\u0000b'),
  withText('control characters', '\u0001\b\f\u001b\u007f\u0085'),
  withText('white space at both ends', ' \t\r\n a \u00a0\u2003 '),
  withText('characters beyond U+FFFF', '\u{1d518}\u{20000}\u{1f3f4}\u{e0067}\u{10ffff}'),
  withText(
    'joined emoji',
    '\u{1f469}\u200d\u{1f469}\u200d\u{1f467} \u{1f44d}\u{1f3fd} \u2764\ufe0f',
  ),
  withText('marks of direction', '\u202e\u05d0\u05d1\u202c\u200f\u061c\u2066x\u2069'),
  withText('composed and decomposed letters', 'e\u0301 \u00e9 \u212b \ufb01 \u1100\u1161'),
  withText('characters that end lines or files', '\u2028\u2029\ufeff\ufffd\ufffe'),
  withText('markup and escapes', '<b>&amp;</b> "\\u0041" \\n %00 %41 ${x} {{x}} \' --'),
  withText('digits', '007'),
  withText('words of JSON', 'null'),
  withText('an empty text', ''),
  withText('10,000 characters', 'Long. '.padEnd(10_000, 'x')),
];

/** The same texts, for operations that take one text and nothing else. */
export const loneTexts: readonly (readonly [what: string, text: string])[] = [
  ...unusualTexts.flatMap(({ what, content: { text } }) =>
    typeof text === 'string' && text.length < 1000 ? [[what, text] as const] : [],
  ),
  ['punctuation at both ends', '.,;:!?-Tea-?!:;,.'],
  ['a full stop at its end', 'Tea at four.'],
  ['white space alone', ' \t '],
  ['a zero', '0'],
  ['the word false', 'false'],
  ['400 characters', 'Long. '.padEnd(400, 'x')],
];

/** Keys. The keys `body` and `msgtype` are left to messages. */
export const unusualKeys: readonly UnusualContent[] = [
  withKey('the key "__proto__"', '__proto__'),
  withKey('the key "constructor"', 'constructor'),
  withKey('the key "hasOwnProperty"', 'hasOwnProperty'),
  withKey('the key "toString"', 'toString'),
  withKey('an empty key', ''),
  withKey('a key of white space', ' \n'),
  withKey('a key with dots and dollars', '$set.a.$b'),
  withKey('a key of digits', '0'),
  withKey('a key of 300 characters', 'k'.repeat(300)),
  withKey('a key of many scripts', 'cl\u00e9 \u05de\u05e4\u05ea\u05d7 \u9375 \ud83d\udd11'),
  {
    what: 'keys that differ by case alone',
    content: { key: 1, Key: 2, KEY: 3, nested: { a: 1, A: 2 } },
  },
  { what: 'keys that differ by their form alone', content: { 'e\u0301': 1, '\u00e9': 2 } },
  {
    what: 'keys that are those of an event',
    content: { content: 1, sender: 'x', origin_server_ts: 3, age: 4, unsigned: {}, redacts: 'y' },
  },
];

/** Values: whole numbers only, for a fraction may be refused. */
export const unusualValues: readonly UnusualContent[] = [
  withValue('null', null),
  withValue('false', false),
  withValue('0', 0),
  withValue('-1', -1),
  withValue('2^31 + 1', 2 ** 31 + 1),
  withValue('2^53 - 1', Number.MAX_SAFE_INTEGER),
  withValue('-(2^53 - 1)', Number.MIN_SAFE_INTEGER),
  withValue('an empty list', []),
  withValue('an empty object', {}),
  withValue('a list of every type', [null, true, 0, '', [], {}, [[]]]),
  { what: 'twenty levels', content: { value: nest(20, 'inside') } },
  { what: 'a list of 500', content: { list: Array.from({ length: 500 }, (_, i) => i) } },
  {
    what: '200 keys',
    content: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i])),
  },
];
