import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isArray, isObject } from '../../harness/document/json.ts';
import { decode } from './decode.ts';
import { documentKind, notJson } from './document-kind.ts';
import { below, keysOf, parentOf, valueAt } from './pointer.ts';
import { readDeclaration, readListing } from './read-swagger.ts';
import { readSource, sourceOf } from './source.ts';

const bundled = readFileSync(join(import.meta.dirname, '../../spec/api-docs-rooms.json'));

const problems = (text: string): readonly string[] =>
  sourceOf(text, 'x.json').problems.map(
    ({ range: { start }, message }) => `${start.line}:${start.column} ${message}`,
  );

/** Every pointer of a value. */
function pointersOf(value: unknown, pointer = ''): readonly string[] {
  const children = isArray(value)
    ? value.map((one, index) => [String(index), one] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [pointer, ...children.flatMap(([key, one]) => pointersOf(one, below(pointer, key)))];
}

describe('the positions of a document', () => {
  it('are those of every value, whatever the keys and the layout', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const source = sourceOf(text, 'x.json');
        const pointers = pointersOf(source.value);
        const found = source.locate(pointers);
        for (const pointer of pointers) {
          const range = found.get(pointer)?.value;
          const written = text.slice(range?.start.offset, range?.end.offset);
          expect(JSON.parse(written)).toEqual(valueAt(source.value, pointer));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are counted from 1, after any end of a line', () => {
    const source = sourceOf('{\r\n  "a": {\r    "b": [1,\n2]}}', 'x.json');
    const found = source.locate(['/a/b/1', '/a/b']);
    expect(found.get('/a/b/1')?.value.start).toMatchObject({ line: 4, column: 1 });
    expect(found.get('/a/b')).toMatchObject({
      key: { start: { line: 3, column: 5 }, end: { line: 3, column: 8 } },
      value: { start: { line: 3, column: 10 }, end: { line: 4, column: 3 } },
    });
    expect(source.lines.line(3)).toBe('    "b": [1,');
  });

  it('of what is missing are those of what is around it', () => {
    const found = sourceOf('{"a": {"b": 1}}', 'x.json').locate(['/a/c/d', '/z']);
    expect(found.get('/a/c/d')?.value.start.column).toBe(7);
    expect(found.get('/z')?.value.start.column).toBe(1);
  });

  it('of a key that is there twice are those of the value that counts', () => {
    const source = sourceOf('{"a": 1, "a": 2}', 'x.json');
    expect(source.locate(['/a']).get('/a')?.value.start.column).toBe(15);
    expect(source.value).toEqual({ a: 2 });
  });
});

describe('a text that is not JSON', () => {
  it.each([
    ['{"a":1,}', '1:8 a key must stand here, not "}"; is there a comma too many?'],
    ['[1,]', '1:4 a value must stand here, not "]"; is there a comma too many?'],
    ['{"a":1\n"b":2}', '2:1 a comma is missing before "\\"b\\""'],
    ['{"a":/* why */1}', '1:6 JSON has no comments'],
    ['{"a":1 // why\n}', '1:8 JSON has no comments'],
    ["{'a':1}", '1:2 JSON writes texts in double quotation marks, not single ones'],
    ['{"a":tru}', '1:6 "tru" is not a JSON value; put a text in double quotation marks'],
    ['{"a":1', '1:7 an object is not closed; a "}" is missing'],
    ['{"a":1}{}', '1:8 the document has ended, and more follows: "{"'],
    ['{"a":"b', '1:6 the text is not closed; a quotation mark is missing'],
    ['{"a" 1}', '1:6 a colon must follow the key'],
  ])('%s has one problem with a place', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
    expect(sourceOf(text, 'x.json').value).toBeUndefined();
  });

  it('may be nested too deeply', () => {
    expect(problems('['.repeat(1_000_000))).toEqual([
      '1:257 the document is nested more than 256 levels deep',
    ]);
  });

  it('never has a value, and never lacks a problem', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 3 }), (json, at, noise) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + noise + json.slice(place);
        const source = sourceOf(text, 'x.json');
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          value = undefined;
        }
        expect(source.value).toEqual(value);
        if (value === undefined) expect(source.problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it('has keys that are there twice, each with its pointer', () => {
    const { problems: found, value } = sourceOf('{"b": [{"a": 1, "c": {}, "a": 2}]}', 'x.json');
    expect(found).toMatchObject([{ kind: 'duplicate key', pointer: '/b/0/a' }]);
    expect(value).toEqual({ b: [{ a: 2, c: {} }] });
  });

  it.each([
    ['# notes\nswaggerVersion: "1.2"\n', /^it is YAML/],
    ['---\nswagger: 2\n', /^it is YAML/],
    ['<html>', /^it is markup/],
    ['  \n', /^it is empty/],
    ['Read me.', /^it is not JSON/],
  ])('is told to be something else: %j', (text, sentence) => {
    expect(notJson(text)).toMatch(sentence);
    expect(notJson('{"a: 1')).toBeNull();
  });
});

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', Buffer.from('{"ä":"€"}')],
    ['UTF-8 with a mark', Buffer.from('\uFEFF{"ä":"€"}')],
    ['UTF-16LE with a mark', Buffer.from('\uFEFF{"ä":"€"}', 'utf16le')],
    ['UTF-16LE', Buffer.from('{"ä":"€"}', 'utf16le')],
    ['UTF-16BE', Buffer.from('{"ä":"€"}', 'utf16le').swap16()],
  ])('may be %s', (_, bytes) => {
    const read = readSource(bytes, 'x.json');
    expect(read.ok ? read.source.value : read).toEqual({ ä: '€' });
    expect(read.ok ? read.source.lines.positionAt(0).column : 0).toBe(1);
  });

  it.each([
    ['Latin-1', Buffer.from('{\n"\u00e4":1}', 'latin1'), /from line 2 on/],
    ['binary', Buffer.from([0x7b, 0x22, 0, 0x22, 0x7d]), /zero bytes/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), /UTF-32/],
  ])('may not be %s', (_, bytes, reason) => {
    expect(readSource(bytes, 'x.json')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });
});

it('a file that is too large is refused before it is read', () => {
  expect(decode(Buffer.alloc(2 ** 20 + 1, ' '), 2 ** 20)).toEqual({
    ok: false,
    reason: 'it has more than 1 MiB. Split the file.',
  });
});

describe('what a document is', () => {
  it.each([
    [JSON.parse(bundled.toString()), 'declaration'],
    [{ swaggerVersion: '1.2', apis: [{ path: '/pet', description: 'Pets' }] }, 'listing'],
    [{ swaggerVersion: '1.2', basePath: 'http://x/', apis: [{ path: '/pet' }] }, 'listing'],
    [{ swaggerVersion: '1.2', apis: [] }, 'listing'],
    [{ swaggerVersion: '1.2', basePath: 'http://x', apis: [] }, 'declaration'],
    [{ apis: [{ path: '/pet', operations: [] }] }, 'declaration'],
  ])('%#: %#', (value, kind) => {
    expect(documentKind(value)).toEqual({ kind });
  });

  it.each([
    [{ openapi: '3.1.0' }, /OpenAPI 3\.1\.0.*Redocly CLI and Spectral/],
    [{ swagger: '2.0' }, /Swagger 2\.0.*Redocly CLI and Spectral/],
    [{ swaggerVersion: '1.1', apis: [] }, /Swagger 1\.1/],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, /JSON Schema/],
    [{ name: 'x' }, /neither/],
    [[], /not an object/],
    [null, /not an object/],
  ])('%j is something else', (value, sentence) => {
    expect(documentKind(value)).toEqual({
      kind: 'foreign',
      sentence: expect.stringMatching(sentence),
    });
  });
});

describe('pointers', () => {
  it('escape and read back any keys', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        const pointer = below('', ...keys);
        expect(keysOf(pointer)).toEqual(keys);
        expect(parentOf(pointer)).toBe(below('', ...keys.slice(0, -1)));
      }),
    );
  });
});

describe('the reading of a declaration', () => {
  it('has the bundled one as it is written', () => {
    const declaration = readDeclaration(JSON.parse(bundled.toString()));
    expect(declaration.operations).toHaveLength(18);
    expect([...declaration.models.keys()]).toHaveLength(18);
    expect(declaration.operations[0]).toMatchObject({
      pointer: '/apis/0/operations/0',
      path: '/rooms/{roomId}/send/{eventType}',
      nickname: 'send_non_state_event',
      result: { type: 'EventId' },
    });
    expect(declaration.models.get('RoomInfo')?.properties.map((one) => one.required)).toEqual([
      true,
      false,
    ]);
  });

  it('has a listing as it is written', () => {
    const token = { type: 'apiKey', passAs: 'query', keyname: 'access_token' };
    expect(readListing({ apis: [{ path: '/rooms' }, 1], authorizations: { token } })).toMatchObject(
      {
        apis: [{ path: '/rooms', pointer: '/apis/0' }],
        authorizations: [{ name: 'token', pointer: '/authorizations/token', raw: token }],
      },
    );
  });

  it('reads anything without an error', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (raw) => {
        expect(readDeclaration(raw).kind).toBe('declaration');
      }),
    );
  });
});
