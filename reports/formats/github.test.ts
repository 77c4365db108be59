import { expect, it } from 'vitest';
import { goldenReport } from '../testing/golden-report.ts';
import { broken, failed, passed, sampleReport } from '../testing/sample.ts';
import { github } from './github.ts';

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

/** Reads a command as GitHub's runner does: name, properties, data. */
function read(line: string) {
  const [, name = '', properties = '', data = ''] =
    /^::(\w+)(?: ([^:]*))?::(.*)$/s.exec(line) ?? [];
  const decode = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  return { name, properties: properties.split(',').map(decode), data: decode(data) };
}

it('says each cause once, and the verdict last', () => {
  const lines = linesOf(
    github(sampleReport([failed('leave/a'), failed('leave/b'), broken('ban/c', 'why')])),
  );
  expect(lines.map((line) => read(line).name)).toEqual(['error', 'warning', 'warning', 'notice']);
  expect(read(lines[0] ?? '').properties).toEqual(['title=documented · SMEM-11 · leave/a']);
  expect(read(lines[0] ?? '').data).toContain(
    '\nexpected: status 403\nreceived: status 200\n+1 case',
  );
  expect(read(lines.at(-1) ?? '').properties).toEqual([
    'title=matrix rooms: violations at the level documented',
  ]);
});

it('a run that is conformant has its notice alone', () => {
  const report = sampleReport([passed('leave/a')]);
  const lines = linesOf(github({ ...report, gates: { ...report.gates, warnings: [] } }));
  expect(lines.map((line) => read(line).name)).toEqual(['notice']);
});

it('what does not fail the run is a warning, and what is known is left out', () => {
  const text = github(goldenReport());
  expect(text).toMatch(/^::warning title=convention · CONV-05/m);
  expect(text).not.toContain('BAN-01');
});

it('is ten annotations at most, of which the last counts those left out', () => {
  const outcomes = Array.from({ length: 30 }, (_, i) =>
    failed(`leave/case-${i}`, {
      mismatches: [
        { requirement: 'SMEM-11', what: `thing ${i}`, expected: 'a', received: 'b', step: null },
      ],
    }),
  );
  const lines = linesOf(github(sampleReport(outcomes)));
  expect(lines).toHaveLength(10);
  expect(read(lines[9] ?? '')).toMatchObject({
    name: 'notice',
    data: expect.stringContaining('and 21 more'),
  });
});

it('holds no command of the target, in data or in properties', () => {
  for (const line of linesOf(github(goldenReport()))) {
    expect(line).toMatch(/^::(?:error|warning|notice) title=[^:,\r]*::[^\r]*$/);
    expect(read(line).properties).toHaveLength(1);
  }
});
