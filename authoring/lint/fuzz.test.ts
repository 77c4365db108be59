import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unpainted } from '../../reports/paint.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import { below, keysOf } from '../source/pointer.ts';
import { sourceOf } from '../source/source.ts';
import { printBaseline, parseBaseline } from './baseline.ts';
import { bundledSource } from './bundled.ts';
import { lintGithub } from './formats/github.ts';
import { lintJson } from './formats/json.ts';
import { lintSarif } from './formats/sarif.ts';
import { lintText } from './formats/text.ts';
import { lint } from './lint.ts';

const { value: bundled } = bundledSource();

/** Every pointer of a value. */
function pointersOf(value: unknown, pointer = ''): readonly string[] {
  const children = isArray(value)
    ? value.map((one, index) => [String(index), one] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [pointer, ...children.flatMap(([key, one]) => pointersOf(one, below(pointer, key)))];
}

/** A copy with another value at a pointer. */
function replaced(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  if (isArray(value))
    return value.map((one, i) => (String(i) === key ? replaced(one, rest, other) : one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === key ? replaced(one, rest, other) : one,
    ]),
  );
}

/** Values that people write at wrong places, and names that objects have of themselves. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '',
    '{',
    '{}',
    '/{',
    'toString',
    '__proto__',
    'constructor',
    'array',
    'Event',
    'void',
    -1,

    null,
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const words = [
  'swaggerVersion',
  'basePath',
  'resourcePath',
  'apis',
  'path',
  'operations',
  'method',
  'nickname',
  'type',
  '$ref',
  'items',
  'parameters',
  'name',
  'paramType',
  'required',
  'enum',
  'models',
  'id',
  'properties',
  'subTypes',
  'discriminator',
  'responseMessages',
  'code',
  'message',
  'authorizations',
  'consumes',
  'summary',
  'notes',
  'description',
  'info',
];
const { swaggerLike } = fc.letrec((tie) => ({
  swaggerLike: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anything,
    fc.array(tie('swaggerLike'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('swaggerLike'), {
      maxKeys: 6,
    }),
  ),
}));

/** Checks a text, and prints what was found in every way. */
function check(text: string): void {
  const report = lint([sourceOf(text, 'any.json')]);
  for (const { range, message, file } of report.findings) {
    expect(file).toBe('any.json');
    expect(range.start.offset).toBeLessThanOrEqual(range.end.offset);
    expect(range.end.offset).toBeLessThanOrEqual(Math.max(1, text.length + 1));
    expect(message).toMatch(/[.?!"]$/s);
  }
  JSON.parse(lintJson(report));
  JSON.parse(lintSarif(report, '1'));
  lintGithub(report);
  lintText(report, unpainted);
  parseBaseline(printBaseline(report));
}

describe('whatever a file holds, it is checked without a crash', () => {
  const pointers = pointersOf(bundled);

  it('anything at any place of the bundled declaration', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pointers), anything, (pointer, other) => {
        check(JSON.stringify(replaced(bundled, keysOf(pointer), other)) ?? 'null');
      }),
      { numRuns: 30 },
    );
  });

  it('anything that has the words of Swagger', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...words), swaggerLike), (value) => {
        check(JSON.stringify({ swaggerVersion: '1.2', apis: [], ...value }));
      }),
      { numRuns: 120 },
    );
  });

  it('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (noise, at) => {
        const text = '{"swaggerVersion": "1.2", "apis": [{"path": "/a", "operations": []}]}';
        const place = at % text.length;
        check(text.slice(0, place) + noise + text.slice(place));
      }),
      { numRuns: 120 },
    );
  });
});

describe('large files', () => {
  it('are read to their end, and findings are limited for each rule', () => {
    const operations = Array.from({ length: 1200 }, (_, index) => ({
      path: `/a${index}/{id}`,
      operations: [
        {
          method: 'GET',
          nickname: `a${index}`,
          type: `M${index}`,
          parameters: [],
          notes: '',
          responseMessages: [],
        },
      ],
    }));
    const models = Object.fromEntries(
      operations.map((_, index) => [
        `M${index}`,
        { id: `M${index}`, properties: { next: { $ref: `M${index + 1}` }, a: { type: 'string' } } },
      ]),
    );
    const text = JSON.stringify({
      swaggerVersion: '1.2',
      basePath: 'https://x.example',
      apis: operations,
      models,
    });
    const { findings } = lint([sourceOf(text, 'large.json')]);
    const of = (rule: string): number => findings.filter((one) => one.rule === rule).length;
    expect(of('undeclared-path-parameter')).toBe(1000);
    expect(of('unknown-type')).toBe(1);
  });
});
