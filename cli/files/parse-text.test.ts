import { expect, it } from 'vitest';
import { decodeText, parseDocument, parseJson } from './parse-text.ts';

const yaml = '- { reason: "grün", expires: 2027-01-31 }\n';

it.each([
  ['UTF-8', [], 'utf8'],
  ['UTF-8 with a byte order mark', [0xef, 0xbb, 0xbf], 'utf8'],
  ['UTF-16 with a byte order mark', [0xff, 0xfe], 'utf16le'],
  ['UTF-16 without one', [], 'utf16le'],
] as const)('a file in %s is read', (_, mark, encoding) => {
  const bytes = Buffer.concat([Buffer.from(mark), Buffer.from(yaml, encoding)]);
  expect(decodeText(bytes, 'x.yaml')).toBe(yaml);
});
it('UTF-16 with the other byte order is read, and an empty file too', () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(yaml, 'utf16le')]).swap16();
  expect(decodeText(bytes, 'x.yaml')).toBe(yaml);
  expect(decodeText(Buffer.from(''), 'x.yaml')).toBe('');
});
it.each([
  ['Latin-1', Buffer.from(yaml, 'latin1')],
  ['binary data', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00])],
  ['half a character', Buffer.from([0xff, 0xfe, 0x41])],
])('%s is refused with the remedy', (_, bytes) => {
  expect(() => decodeText(bytes, 'the report x.json')).toThrow(
    'the report x.json is not text in UTF-8 or UTF-16; save it as UTF-8',
  );
});

it.each([
  ['a:\n\tb: 2', / at line 2, column 1: a tab is used for indentation; use spaces$/],
  ['- reason: x\n\t requirement: y', / at line 2, column 3: a tab is used for indentation/],
  ['a: 1\na: 2', / at line 2, column 1: a key is given twice; keep one of them$/],
  ['{"a": 1, "a": 2}', / at line 1, column 10: a key is given twice; keep one of them$/],
  ['a: 1\n---\nb: 2', / at line 2, column 1: the file holds more than one document; keep one$/],
  ['reason: broken: x', / at line 1, column 9: put a value that contains ": " in quotes$/],
  ['- user_id: @a:hs', / at line 1, column 12: put a value that begins with @ or ` in quotes$/],
  ['only: *', / at line 1, column 7: put a value that begins with \* or & in quotes$/],
  ['only: *x', /: put a value that begins with \* or & in quotes$/],
  ['a: "C:\\p"', /: put a value that contains a backslash in single quotes$/],
  ['a: "x', /: a quote is not closed$/],
  ['a: [1, 2', /: a bracket is not closed$/],
  ['a: 1\nreason:why', / at line 2, column 1: a key must be followed by a colon and a space$/],
  ['a:\n  - b\n c: 1', /: everything on one level must begin at the same column$/],
  ['- a: "x" y', /: this does not fit what stands before it; check quotes and indentation$/],
])('%j is not YAML, and the message says why', (text, message) => {
  expect(() => parseDocument(text, 'x.yaml')).toThrow(message);
  expect(() => parseDocument(text, 'x.yaml')).toThrow(/^x.yaml cannot be read as YAML or JSON/);
});
it('the message about a document has nothing of it, which may be secret', () => {
  for (const text of ['- *hush', '- "hush', 'hush: 1\nhush: 2', '- @hush', 'a: "x" hush']) {
    expect(() => parseDocument(text, 'x.yaml')).not.toThrow('hush');
  }
});

it.each([
  [' \n', 'it is empty'],
  ['{"a": [', 'it ends too early; was it cut off?'],
  ['{"a": "x', 'it ends too early; was it cut off?'],
  ['{"a":1}\n{"b":2}', 'it holds more than one document; the second begins at line 2, column 1'],
  ['{"a":\n1,}', 'the syntax is wrong at line 2, column 3'],
  ['<html>', 'it is markup'],
])('%j is not JSON, and the message says why', (text, message) => {
  expect(() => parseJson(text)).toThrow(message);
});
