import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasCut } from './cut.ts';
import type { Pattern } from './pattern.ts';
import { type Element, type ScanEnd, Scanner } from './scanner.ts';
import type { ElementLimits } from './taken.ts';

const entries: Pattern = ['log', 'entries', '*'];
const limits: ElementLimits = { bytes: 100_000, text: 200, values: 1000, depth: 50 };

interface Scanned extends ScanEnd {
  readonly elements: readonly Element[];
}

/** Scans a text in pieces of this many bytes. */
function scan(
  text: string | Uint8Array,
  { size = 7, patterns = [entries], within = limits } = {},
): Scanned {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const scanner = new Scanner(patterns, within);
  const elements: Element[] = [];
  for (let from = 0; from < bytes.length; from += size)
    elements.push(...scanner.push(bytes.subarray(from, from + size)));
  return { elements, ...scanner.end() };
}

const valuesOf = ({ elements }: Scanned): readonly unknown[] =>
  elements.map(({ bytes }) =>
    bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString()) as unknown),
  );

describe('a scan', () => {
  it('finds the elements of any JSON, however its bytes are cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(0, 1, '\t'),
        (all, outer, inner, size, indent) => {
          const { log: _, ...around } = outer;
          const { entries: __, ...within } = inner;
          const text = JSON.stringify(
            { ...around, log: { ...within, entries: all } },
            null,
            indent,
          );
          const scanned = scan(text, {
            size,
            within: { ...limits, text: Infinity, bytes: Infinity },
          });
          expect(scanned.broken).toBeNull();
          expect(valuesOf(scanned)).toEqual(JSON.parse(JSON.stringify(all)));
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  it('is not led astray by brackets and quotes in texts', () => {
    const all = ['}]{["', '\\', '\\"', { '"]}': '\\\\"' }, '"log":{"entries":[1]}'];
    const text = JSON.stringify({ a: all, log: { b: all, entries: all, c: all }, d: all });
    expect(valuesOf(scan(text, { size: 1 }))).toEqual(all);
  });

  it('knows the lines and the arrays of its elements', () => {
    const { elements } = scan('[\n[1,\n2],[\n3]]', { patterns: [['*', '*']] });
    expect(elements.map(({ line }) => line)).toEqual([2, 3, 4]);
    const [first, second, third] = elements.map(({ group }) => group);
    expect(first).toBe(second);
    expect(second).not.toBe(third);
  });

  it('finds the elements of documents in a row', () => {
    const text = '{"log":{"entries":[1]}}\n{"other":[2]}\n\n{"log":{"entries":[3]}}';
    expect(valuesOf(scan(text))).toEqual([1, 3]);
    expect(valuesOf(scan('{"a":1}\n{"a":2}', { patterns: [[]] }))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('reads a key that is there twice, twice', () => {
    expect(valuesOf(scan('{"log":{"entries":[1],"entries":[2]}}'))).toEqual([1, 2]);
  });

  it.each([
    ['é'.repeat(5000), 'é'],
    ['a'.repeat(5000), 'a'],
    ['😀'.repeat(5000), '😀'],
    ['\\'.repeat(40) + 'b'.repeat(5000), '\\'],
    [`${'\u0001'.repeat(20)}${'c'.repeat(5000)}`, '\u0001'],
  ])('cuts a long text between characters, and says so: %#', (text, character) => {
    const whole = JSON.stringify({ log: { entries: [{ before: 1, text, after: [2] }] } });
    for (const size of [300, 301, 302, 303]) {
      const [value] = valuesOf(scan(whole, { size }));
      const { text: read = '' } = value as { readonly text?: string };
      expect(value).toMatchObject({ before: 1, after: [2] });
      expect(wasCut(read)).toBe(true);
      expect(read.length).toBeLessThan(1500);
      expect(read.startsWith(character)).toBe(true);
      expect(read).not.toContain('\ufffd');
    }
  });

  it('gives up an element with a text that has no place to cut it, and goes on', () => {
    const text = JSON.stringify({ log: { entries: [{ text: '\\'.repeat(5000) }, 2] } });
    const { elements } = scan(text, { size: 300 });
    expect(elements.map(({ unkept }) => unkept)).toEqual(['too long', null]);
  });

  it.each([
    ['too long', Array.from({ length: 300 }, () => 'x'.repeat(1000))],
    ['too many values', Array.from({ length: 2000 }, () => 0)],
    ['nested too deeply', JSON.parse('['.repeat(100) + ']'.repeat(100))],
  ])('keeps nothing of an element that is %s, and goes on', (why, element) => {
    const { elements } = scan(JSON.stringify({ log: { entries: [element, 'next'] } }));
    expect(elements.map(({ unkept }) => unkept)).toEqual([why, null]);
  });

  it('passes by what is nested a million times', () => {
    const text = `{"a":${'['.repeat(1e6)}${']'.repeat(1e6)},"log":{"entries":[1]}}`;
    expect(valuesOf(scan(text, { size: 65_536 }))).toEqual([1]);
  });

  it.each([
    '{"log":{"entries":[{"a":1},{"b"',
    '{"log":{"entries":[{"a":1},{"b":"half a te',
    '{"log":{"entries":[{"a":1}',
    '{"log":{"entries":[{"a":1}]',
    '{"log":{"entries":[{"a":1}],"comment":"\\',
  ])('tells that a text ends in the middle, with what was whole: %s', (text) => {
    const scanned = scan(text);
    expect(scanned.broken).toBe('ends in the middle');
    expect(valuesOf(scanned)).toEqual([{ a: 1 }]);
  });

  it.each([
    '{"log":{"entries":[{"a":1}}}',
    '{"log":{"entries":[{"a":1}],5:6}}',
    '{"log":{"entries":[{"a":1}]}}]',
    '{"log":{"entries":[{"a":1}]}},',
    '{"log":{"entries":[{"a":1},\u0000]}}',
  ])('stops where the structure is wrong: %s', (text) => {
    const scanned = scan(text);
    expect(scanned.broken).toMatch(/^is not JSON: /);
    expect(valuesOf(scanned)).toEqual([{ a: 1 }]);
  });
});
