import { describe, expect, it } from 'vitest';
import { sourceOf } from '../source/source.ts';
import { BaselineError, compareWithBaseline, parseBaseline, printBaseline } from './baseline.ts';
import { bundledSource } from './bundled.ts';
import { lint } from './lint.ts';

const source = bundledSource();
const report = lint([source]);
const baseline = parseBaseline(printBaseline(report));
const edited = (from: string, to: string) =>
  lint([sourceOf(source.text.replace(from, to), source.name)]);

describe('a baseline', () => {
  it('knows every finding of the report that it was made of, each once', () => {
    const { report: marked, gone } = compareWithBaseline(report, baseline);
    expect(marked.findings.filter(({ known }) => !known)).toEqual([]);
    expect(gone).toEqual([]);
    expect(new Set(baseline.map((entry) => JSON.stringify(entry))).size).toBe(
      report.findings.length,
    );
  });

  it('does not mind other lines, other paths before, or another order of models', () => {
    const moved = edited(
      '"apis": [',
      '\n\n\n"apis": [ { "path": "/rooms/new", "operations": [] },',
    );
    expect(
      compareWithBaseline(moved, baseline).report.findings.filter(({ known }) => !known),
    ).toEqual([]);
  });

  it('shows what is new, and what is gone', () => {
    const { report: marked, gone } = compareWithBaseline(
      edited('"id": "Topic"', '"id": "Tropic"'),
      baseline,
    );
    expect(marked.findings.filter(({ known }) => !known)).toMatchObject([
      { rule: 'model-id-mismatch' },
    ]);
    expect(gone).toEqual([]);
    const better = edited('"notes": "Get the topic for this room."', '"notes": "It may be empty."');
    expect(compareWithBaseline(better, baseline).gone).toMatchObject([
      { rule: 'notes-repeat-summary' },
    ]);
  });

  it('tells a second finding of the same place from the first one', () => {
    const text = (enums: string): string =>
      `{"swaggerVersion":"1.2","basePath":"https://x.example","apis":[{"path":"/a","operations":[{"method":"GET","nickname":"a","type":"string","parameters":[],"notes":"","responseMessages":[]}]}],"models":{"A":{"id":"A","properties":{"a":{"type":"string","enum":[${enums}]},"b":{"type":"string"}}}}}`;
    const one = lint([sourceOf(text('"x","x"'), 'a.json')]);
    const two = lint([sourceOf(text('"x","x","x"'), 'a.json')]);
    const { report: marked } = compareWithBaseline(two, parseBaseline(printBaseline(one)));
    expect(marked.findings.filter(({ known }) => !known)).toMatchObject([{ rule: 'enum-values' }]);
  });

  it.each([
    ['nonsense', /not JSON/],
    ['[]', /not a baseline/],
    [
      '{"baseline":"rooms-conformance lint baseline 1","findings":[{"rule":"a"}]}',
      /\/findings\/0 must have/,
    ],
  ])('cannot be %s', (text, message) => {
    expect(() => parseBaseline(text)).toThrow(BaselineError);
    expect(() => parseBaseline(text)).toThrow(message);
  });
});
