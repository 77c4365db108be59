import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../reports/formats/json.ts';
import { unpainted } from '../reports/paint.ts';
import { failed, passed, sampleReport } from '../reports/testing/sample.ts';
import { exit } from './exit.ts';
import { formatNames } from '../reports/formats/index.ts';
import { openOutlets, readFormat } from './outlets.ts';
import { reportCommand } from './report.ts';
import { readCommand } from './options/request.ts';

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const run = join(folder, 'run.json');
const earlier = join(folder, 'earlier.json');
const other = join(folder, 'other.json');
writeFileSync(run, jsonReport(sampleReport([failed('leave/a')])));
writeFileSync(earlier, jsonReport(sampleReport([passed('leave/a')])));
writeFileSync(other, jsonReport(sampleReport([passed('leave/a')], { sha256: '0'.repeat(64) })));

async function render(line: string) {
  const command = readCommand(
    ['report', ...line.split(' ').filter((word) => word !== '')],
    '1.2.3',
  );
  if (command.kind !== 'report') throw new Error('the line asks for something else');
  let text = '';
  const out = (more: string): void => void (text += more);
  const around = { out, note: () => {}, paint: unpainted, notePaint: unpainted };
  const code = await reportCommand(command, around);
  return { code, text };
}

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/reports.md'), 'utf8');

describe('the page about reports', () => {
  it('has every format in its table, and so has the README', () => {
    for (const text of [page, readFileSync(join(root, 'README.md'), 'utf8')]) {
      const rows = text.split('\n').filter((line) => line.startsWith('| `'));
      for (const name of formatNames) expect(rows.join('\n')).toContain(`\`${name}\``);
    }
  });
  it('gives commands that can be asked', () => {
    const lines = page.matchAll(/^rooms-conformance (report .*?)(?: +#.*| >>.*)?$/gm);
    const commands = [...lines].map(([, line = '']) => readCommand(line.split(/ +/), '1.2.3'));
    expect(commands).toHaveLength(5);
    for (const command of commands) {
      if (command.kind !== 'report') throw new Error('the line asks for something else');
      for (const format of command.formats) expect(readFormat(format)).toHaveProperty('format');
    }
  });
});

describe('report', () => {
  it('shows a report as the run did, and ends with 0 whatever it says', async () => {
    const { code, text } = await render(run);
    expect(text).toContain('✗ leave/a');
    expect(code).toBe(exit.conformant);
  });
  it('writes any number of forms, one of them to standard output', async () => {
    const files = ['a.xml', 'b.tap'].map((name) => join(folder, 'out', name));
    const { text } = await render(
      `--format junit=${files[0]} --format badge-json ${run} --format tap=${files[1]}`,
    );
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1 });
    expect(readFileSync(files[0] ?? '', 'utf8')).toMatch(/^<\?xml/);
    expect(readFileSync(files[1] ?? '', 'utf8')).toMatch(/^TAP version 14\n/);
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(['a.xml', 'b.tap']);
  });
  it('gives a report back as it was', async () => {
    expect((await render(`${run} --format json`)).text).toBe(readFileSync(run, 'utf8'));
  });
  it('tells what changed since an earlier one', async () => {
    const { text } = await render(`${run} --format markdown --baseline ${earlier}`);
    expect(text).toContain('### Newly failing: 1');
  });
  it.each([
    ['', 'report wants a report that run wrote as JSON'],
    [`${folder}/none.json`, 'cannot be read: there is no such file'],
    [`${run} --format junti`, '--format knows no format "junti"'],
    [`${run} --format junit=`, '--format must say where to'],
    [`${run} --format junit --format tap`, 'only one report can go to standard output'],
    [`${run} --format junit=${folder}`, 'it is a directory'],
    [`${run} --format junit=${folder}/x --format tap=${folder}/./x`, 'two reports would go to'],
    [`${run} --format tap --baseline ${earlier}`, '--baseline is told of in markdown alone'],
    [`${run} --format markdown --baseline ${other}`, 'judges another declaration'],
    [`${run} ${run}`, 'report takes no'],
  ])('"%s" is refused', async (line, message) => {
    await expect(render(line)).rejects.toThrow(message);
  });
  it('writes nothing where one of its forms cannot be written', async () => {
    const good = join(folder, 'good.xml');
    const refused = render(`${run} --format junit=${good} --format tap=${folder}`);
    await expect(refused).rejects.toThrow('directory');
    expect(readdirSync(folder)).not.toContain('good.xml');
  });
  it('writes what can be written where something comes between', async () => {
    const [lost, kept] = ['lost.xml', 'kept.tap'].map((name) => join(folder, 'between', name));
    const write = await openOutlets([readFormat(`junit=${lost}`), readFormat(`tap=${kept}`)]);
    mkdirSync(lost ?? '');
    const all = (): void => write(sampleReport([passed('leave/a')]), () => {});
    expect(all).toThrow(`the report ${lost} cannot be written: it is a directory`);
    expect(readFileSync(kept ?? '', 'utf8')).toMatch(/^TAP version 14\n/);
  });
});
