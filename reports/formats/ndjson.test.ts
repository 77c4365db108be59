import { describe, expect, it } from 'vitest';
import { goldenReport } from '../testing/golden-report.ts';
import { ndjson } from './ndjson.ts';

const golden = goldenReport();
const stream = ndjson(golden);

/** The rule of the schema: the last line is a footer, ends in a line feed, and counts the lines before it. */
function isWhole(text: string): boolean {
  if (!text.endsWith('\n')) return false;
  const lines = text.slice(0, -1).split('\n');
  try {
    const last: { event?: unknown; lines?: unknown } = JSON.parse(lines.at(-1) ?? '');
    return last.event === 'footer' && last.lines === lines.length - 1;
  } catch {
    return false;
  }
}

describe('the stream', () => {
  it('is whole', () => {
    expect(isWhole(stream)).toBe(true);
  });
  it('shows a cut at any character, and a line that is gone', () => {
    const cuts = Array.from({ length: stream.length }, (_, i) => stream.slice(0, i));
    expect(
      cuts
        .filter((text) => text.at(-1) === '\n' || text.length > stream.length - 200)
        .filter(isWhole),
    ).toEqual([]);
    const lines = stream.split('\n');
    for (const gone of [0, 1, lines.length - 3]) {
      expect(isWhole(lines.filter((_, i) => i !== gone).join('\n'))).toBe(false);
    }
  });
  it('holds all that the report does', () => {
    const lines = stream
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const { event: _h, schema: _s, report: schema, ...facts } = lines[0] ?? {};
    const { event: _f, lines: _l, ...end } = lines.at(-1) ?? {};
    const pick = (key: string) =>
      lines.flatMap((line) => (key in line && line['event'] === key ? [line[key]] : []));
    expect({
      schema,
      ...facts,
      ...end,
      outcomes: pick('outcome'),
      requirements: pick('requirement'),
    }).toEqual(JSON.parse(JSON.stringify(golden)));
  });
});
