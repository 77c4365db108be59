import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkDocument,
  defineDocument,
  documentError,
  DocumentError,
  readDocument,
} from './index.ts';

const kind = defineDocument<{ readonly rules?: readonly object[] }>('the rules', {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://example.invalid/test.schema.json',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    rules: { type: 'array', minItems: 1, items: { $ref: '#/$defs/rule' } },
    names: {
      type: 'object',
      propertyNames: { pattern: '^[a-z]+$', 'x-expected': 'a name of small letters' },
      additionalProperties: { $ref: '#/$defs/secret' },
    },
    any: {},
  },
  $defs: {
    secret: { type: ['string', 'null'], minLength: 8, 'x-secret': true },
    rule: {
      type: 'object',
      additionalProperties: false,
      required: ['does'],
      properties: {
        when: {
          type: 'object',
          additionalProperties: false,
          properties: {
            operation: { type: 'string', minLength: 1 },
            nth: { type: 'integer', minimum: 1 },
          },
        },
        does: {
          oneOf: [
            { $ref: '#/$defs/action' },
            { type: 'array', minItems: 1, items: { $ref: '#/$defs/action' } },
          ],
        },
        times: { oneOf: [{ type: 'integer', minimum: 1 }, { const: 'always' }] },
      },
    },
    action: {
      oneOf: [
        { enum: ['never', 'passThrough'] },
        {
          type: 'object',
          additionalProperties: false,
          minProperties: 1,
          properties: {
            refuse: { type: 'string' },
            delay: {
              oneOf: [
                { type: 'number', minimum: 0 },
                {
                  type: 'object',
                  additionalProperties: false,
                  required: ['median', 'p99'],
                  properties: { median: { type: 'number' }, p99: { type: 'number' } },
                },
              ],
            },
          },
        },
      ],
    },
  },
});

/** The message of what is wrong with a text. */
function complaint(text: string): string {
  try {
    readDocument(kind, 'a.yaml', text);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

describe('a document that its schema refuses', () => {
  it.each([
    ['rulse: []', '1:1: unknown key "rulse"; did you mean "rules"?'],
    ['x: 1', '1:1: unknown key "x"; the keys here are rules, names, any'],
    ['rules: []', '1:8: expected a list that is not empty, received an empty list'],
    ['rules:\n  - when: {}', '2:5: missing key "does"'],
    [
      'rules:\n  - does: nevr',
      '2:11: expected "never", "passThrough", an object or a list, received "nevr"; did you mean "never"?',
    ],
    [
      'rules:\n  - does: 5',
      '2:11: expected "never", "passThrough", an object or a list, received 5',
    ],
    ['rules:\n  - does: { refsue: A }', '2:13: unknown key "refsue"; did you mean "refuse"?'],
    ['rules:\n  - does: [never, { delay: { median: 1 } }]', '2:21: missing key "p99"'],
    ['rules:\n  - does: [never, { delay: -1 }]', '2:28: expected at least 0, received -1'],
    ['rules:\n  - does: []', '2:11: expected a list that is not empty, received an empty list'],
    ['rules:\n  - does: {}', '2:11: expected at least one key, received an empty object'],
    [
      'rules:\n  - does: never\n    times: often',
      '3:12: expected a whole number or "always", received "often"',
    ],
    ['rules:\n  - does: never\n    times: 0', '3:12: expected at least 1, received 0'],
    [
      'rules:\n  - does: never\n    when: { operation: 5 }',
      '3:24: expected a text, received 5; put it in quotation marks',
    ],
    ['rules:\n  - does: never\n    when:', '3:5: expected an object, received nothing'],
    ['names: { A b: long-secret }', '1:10: expected a name of small letters, received "A b"'],
    [
      'names: { ab: 1234567 }',
      '1:14: expected a text or nothing, received a number; put it in quotation marks',
    ],
    [
      'names: { ab: hidden }',
      '1:14: expected at least 8 characters, received a text of 6 characters',
    ],
    ['5', '1:1: expected an object, received 5'],
    ['', '1:1: expected an object, received nothing'],
    ['# nothing but a comment', '1:1: expected an object, received nothing'],
    ['{"rules": [{"does": "never", "wen": {}}]}', '1:30: unknown key "wen"; did you mean "when"?'],
    [
      '{"any": {"\\u0061": 1, "a": 2}}',
      '1:23: the key "a" is there twice; the first one is in line 1',
    ],
    ['any:\n  a: 1\n  b: 2\n  a: 3', '4:3: the key "a" is there twice; the first one is in line 2'],
    ['any: &x [*x]', '1:10: the alias of "x" stands inside of its own anchor'],
    ['any: *x', '1:6: there is no anchor "x" above'],
    ['any: 1e999', '1:6: the number is out of range; numbers go up to 9007199254740991'],
    ['any: 9007199254740993', '1:6: the number is out of range; numbers go up to 9007199254740991'],
    ['any: .nan', '1:6: the number is out of range; numbers go up to 9007199254740991'],
    ['any: { ? [a] : b }', '1:10: a key must be a text'],
    [
      'any: !secret x',
      '1:6: not valid YAML: Unresolved tag: !secret; put a text that begins with ! in quotation marks',
    ],
    ['any: "x', '1:8: not valid YAML: Missing closing "quote'],
    ['any: 1\n---\nany: 2', '2:1: a second document begins here; a file holds one document'],
  ])('%s', (text, expected) => {
    expect(complaint(text)).toBe(`a.yaml:${expected}`);
  });

  it('is told all its problems, in the order of the text, and at most twenty', () => {
    expect(
      complaint('b: 1\nrules: 5\na: 2')
        .split('\n')
        .map((line) => line.slice(0, 10)),
    ).toEqual(['a.yaml:1:1', 'a.yaml:2:8', 'a.yaml:3:1']);
    const many = Array.from({ length: 30 }, (_, index) => `k${index}: 1`).join('\n');
    const lines = complaint(many).split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[19]).toMatch(/^a\.yaml:20:1: unknown key "k19"/);
    expect(lines[20]).toBe('(the first 20 problems)');
  });

  it('shows no secret, and nothing that a terminal would act on', () => {
    expect(complaint('names: { a: hunter2 }')).not.toContain('hunter2');
    expect(complaint('names: { "\\e[31m\u202e": secret-secret }')).toBe(
      String.raw`a.yaml:1:10: expected a name of small letters, received "\u001b[31m\u202e"`,
    );
  });

  it('has a place in an alias where its anchor stands', () => {
    expect(complaint('any: &x { delay: -1 }\nrules: [{ does: *x }]')).toBe(
      'a.yaml:1:18: expected at least 0, received -1',
    );
  });
});

describe('a text that would cost too much', () => {
  it.each([
    ['lists in one line', '['.repeat(50_000)],
    ['JSON', `{"any":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['sequences', `any:\n  ${'- '.repeat(50_000)}a`],
    ['keys', '? '.repeat(50_000)],
    ['levels', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}any:`).join('\n')],
    ['just too deep', `any: ${'['.repeat(256)}${']'.repeat(256)}`],
  ])('is refused: too deep by %s', (_, text) => {
    expect(complaint(text)).toMatch(/nested more than 256 levels deep$/);
  });

  it('may be 256 levels deep', () => {
    expect(complaint(`any: ${'['.repeat(255)}${']'.repeat(255)}`)).toBe('nothing is wrong');
  });

  it('is refused: aliases of aliases', () => {
    const lines = Array.from(
      { length: 30 },
      (_, n) => `  - &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]`,
    );
    expect(complaint(`any:\n  - &a0 x\n${lines.join('\n')}`)).toMatch(
      /more than 1000000 values, aliases counted in full$/,
    );
  });

  it('is refused: more than 8 MiB, and more than YAML can carry', () => {
    expect(complaint('#'.repeat(8 * 1024 * 1024 + 1))).toBe('a.yaml: the file has more than 8 MiB');
    expect(complaint('é'.repeat(5 * 1024 * 1024))).toBe('a.yaml: the file has more than 8 MiB');
    expect(complaint(`any: [${'1,'.repeat(250_001)}]`)).toMatch(
      /the text is too long for YAML; write it as JSON$/,
    );
  });

  it.each([
    ['braces', '{}'],
    ['directives', '%A\n'],
    ['quotes', '"\n'],
  ])('is told its first mistakes: nothing but %s', (_, text) => {
    const lines = complaint(text.repeat(100_000)).split('\n');
    expect(lines).toHaveLength(21);
    for (const line of lines.slice(0, 20))
      expect(line).toMatch(/^a\.yaml:\d+:\d+: not valid YAML: /);
  });

  it('is read as JSON where YAML could not carry it', () => {
    expect(complaint(`{"any": [${'1,'.repeat(300_000)}1]}`)).toBe('nothing is wrong');
  });
});

describe('what is read', () => {
  it('is the same from YAML and from JSON, with keys of any name', () => {
    const value = {
      any: { ['__proto__']: { x: 1 }, constructor: [null, true, 1.5, '\u{1F600}'], '007': 'a' },
    };
    const fromJson = readDocument(kind, 'a.json', `\uFEFF\n${JSON.stringify(value, null, '\t')}`);
    const fromYaml = readDocument(
      kind,
      'a.yaml',
      'any:\n  __proto__: { x: 1 }\n  constructor: [null, true, 1.5, "\\ud83d\\ude00"]\n  007: a\n',
    );
    expect(JSON.stringify(fromJson)).toBe(JSON.stringify(value));
    expect(fromYaml).toEqual(fromJson);
    expect(Object.getPrototypeOf(fromYaml)).toBe(Object.prototype);
  });

  it('is JSON whatever the JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (any) => {
        const text = JSON.stringify({ any });
        const outcome = (written: string): string => {
          try {
            return JSON.stringify(readDocument(kind, 'a', written));
          } catch (error) {
            if (error instanceof DocumentError) return error.message;
            throw error;
          }
        };
        const found = outcome(text);
        if (!/the number is out of range/.test(found)) expect(found).toBe(text);
        // The comment makes it YAML.
        expect(outcome(`${text} # YAML`)).toBe(found);
      }),
      { numRuns: 300 },
    );
  });

  it('can be anything at all, and only a DocumentError says so', () => {
    const scrap = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            ':',
            ',',
            '- ',
            '\n',
            '  ',
            '&a ',
            '*a',
            '"',
            "'",
            '|',
            '>',
            '?',
            '!t ',
            '#',
            'rules',
            'any',
            '---',
            '%',
          ),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(scrap, (text) => void complaint(text)),
      { numRuns: 500 },
    );
  });
});

describe('a value that is checked', () => {
  it('has pointers in place of positions, also into a larger value', () => {
    const messageOf = (value: unknown, under?: string): string => {
      try {
        checkDocument(kind, value, under);
      } catch (error) {
        if (error instanceof DocumentError) return error.message;
      }
      return '';
    };
    expect(messageOf({ rules: [{ does: { 'a/b~c': 1 } }] })).toMatch(
      /^\/rules\/0\/does\/a~1b~0c: unknown key "a\/b~c"/,
    );
    expect(messageOf({ rules: 5 }, '/state')).toBe('/state/rules: expected a list, received 5');
    expect(messageOf(5)).toBe('the rules: expected an object, received 5');
  });

  it('is copied and frozen, and known when it comes again', () => {
    const shared = { a: [1] };
    const given = { any: { x: shared, y: shared, gone: undefined } };
    const document = checkDocument(kind, given);
    shared.a.push(2);
    expect(document).toEqual({ any: { x: { a: [1] }, y: { a: [1] } } });
    expect(Object.isFrozen(Reflect.get(document, 'any'))).toBe(true);
    expect(checkDocument(kind, document)).toBe(document);
  });

  it.each([
    ['a date', new Date(0), '/any: expected JSON, received an instance of Date'],
    ['a map', new Map(), '/any: expected JSON, received an instance of Map'],
    ['a function', () => 1, '/any: expected JSON, received a function'],
    ['a big number', 1n, '/any: expected JSON, received a bigint'],
    ['a hole', [1, undefined, 2], '/any/1: expected JSON, received nothing'],
    [
      'a getter that throws',
      {
        get x(): never {
          throw new Error('mine');
        },
      },
      'the rules: the value could not be read as JSON',
    ],
    ['infinity', Infinity, '/any: the number is out of range; numbers go up to 9007199254740991'],
  ])('is refused where it is not JSON: %s', (_, any, message) => {
    expect(() => checkDocument(kind, { any })).toThrow(
      new DocumentError('', [
        { file: null, line: null, column: null, pointer: '', message },
      ]).message.slice(2),
    );
  });

  it('is refused where it contains itself', () => {
    const list: unknown[] = [];
    list.push(list, list);
    expect(() => checkDocument(kind, { any: list })).toThrow('nested more than 256 levels deep');
  });

  it('can be anything at all', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withDate: true,
          withMap: true,
          withSet: true,
          withBigInt: true,
          withNullPrototype: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        (value) => {
          try {
            checkDocument(kind, value);
          } catch (error) {
            expect(error).toBeInstanceOf(DocumentError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('a later check finds the positions of what it found', () => {
  const document = readDocument(kind, 'b.json', '{\n "rules": [{ "does": "never" }]\n}');
  const error = documentError(document, [
    { pointer: '/rules/0/does', message: 'this never applies' },
  ]);
  expect(error.message).toBe('b.json:2:22: this never applies');
  expect(error.problems).toEqual([
    {
      file: 'b.json',
      line: 2,
      column: 22,
      pointer: '/rules/0/does',
      message: 'this never applies',
    },
  ]);
});

it('nearest names are looked for in the problems that are told, and not in all', () => {
  let looked = 0;
  const hint = (): string => {
    looked += 1;
    return '; did you mean "b"?';
  };
  const document = checkDocument(kind, { any: [] });
  const findings = Array.from({ length: 150 }, (_, i) => ({
    pointer: `/any/${i}`,
    message: 'there is no "a"',
    hint,
  }));
  const lines = documentError(document, findings).message.split('\n');
  expect(lines[0]).toBe('/any/0: there is no "a"; did you mean "b"?');
  expect(lines).toHaveLength(21);
  expect(looked).toBeLessThan(25);
});

it('ten thousand problems are told quickly, and a very large document is told its first', () => {
  const wrong = (count: number): string =>
    `{"rules":[${Array.from({ length: count }, () => '{"x":1}').join(',')}]}`;
  expect(complaint(wrong(10_000)).split('\n')).toHaveLength(21);
  expect(complaint(wrong(30_000)).split('\n')).toHaveLength(1);
});
