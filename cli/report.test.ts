import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../reports/formats/json.ts';
import { failed, passed, sampleReport } from '../reports/testing/sample.ts';
import { exit } from './exit.ts';
import { formatNames } from '../reports/formats/index.ts';
import { openOutputs, readOutput } from './options/outputs.ts';
import { parse } from './options/parse.ts';
import { performHere } from './testing/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const run = join(folder, 'run.json');
const earlier = join(folder, 'earlier.json');
const other = join(folder, 'other.json');
writeFileSync(run, jsonReport(sampleReport([failed('leave/a')])));
writeFileSync(earlier, jsonReport(sampleReport([passed('leave/a')])));
writeFileSync(other, jsonReport(sampleReport([passed('leave/a')], { sha256: '0'.repeat(64) })));

const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');
const render = (line: string) => performHere('report', ...words(line));

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/reports.md'), 'utf8');

describe('the page about reports', () => {
  it('has every format in its table, and so has the README', () => {
    for (const text of [page, readFileSync(join(root, 'README.md'), 'utf8')]) {
      const rows = text.split('\n').filter((line) => line.startsWith('| `'));
      for (const name of formatNames) expect(rows.join('\n')).toContain(`\`${name}\``);
    }
  });
  it('gives commands that exist', () => {
    const lines = page.matchAll(/^rooms-conformance (report .*?)(?: +#.*| >>.*)?$/gm);
    const requests = [...lines].map(([, line = '']) => parse(words(line), '1.2.3'));
    expect(requests).toHaveLength(5);
    for (const { command } of requests) expect(command).toBe('report');
  });
});

describe('report', () => {
  it('shows a report as the run did, and ends with 0 whatever the verdict is', async () => {
    const { code, out } = await render(run);
    expect(out).toContain('✗ leave/a');
    expect(code).toBe(exit.conformant);
  });
  it('writes any number of formats, one of them to standard output', async () => {
    const files = ['a.xml', 'b.tap'].map((name) => join(folder, 'out', name));
    const { out } = await render(
      `--format junit=${files[0]} --format badge-json ${run} --format tap=${files[1]}`,
    );
    expect(JSON.parse(out)).toMatchObject({ schemaVersion: 1 });
    expect(readFileSync(files[0] ?? '', 'utf8')).toMatch(/^<\?xml/);
    expect(readFileSync(files[1] ?? '', 'utf8')).toMatch(/^TAP version 14\n/);
    expect(readdirSync(join(folder, 'out')).toSorted()).toEqual(['a.xml', 'b.tap']);
  });
  it('writes the same JSON that it read', async () => {
    expect((await render(`${run} --format json`)).out).toBe(readFileSync(run, 'utf8'));
  });
  it('says what changed since an earlier report', async () => {
    const { out } = await render(`${run} --format markdown --baseline ${earlier}`);
    expect(out).toContain('### Newly failing: 1');
  });
  it.each([
    ['', "report: missing required argument 'file'"],
    [`${folder}/none.json`, 'cannot be read: there is no such file'],
    [`${run} --format junti`, '--format does not know the format "junti"'],
    [`${run} --format junit=`, '--format must say where to write'],
    [`${run} --format junit --format tap`, 'only one report can go to standard output'],
    [`${run} --format junit=${folder}`, 'it is a directory'],
    [`${run} --format junit=${folder}/x --format tap=${folder}/./x`, 'two reports would go to'],
    [`${run} --format tap --baseline ${earlier}`, '--baseline only affects the Markdown report'],
    [`${run} --format markdown --baseline ${other}`, 'is about another declaration'],
    [`${run} ${run}`, "report: too many arguments for 'report'"],
  ])('"%s" is refused', async (line, message) => {
    const { code, note } = await render(line);
    expect(note).toContain(message);
    expect(code).toBe(exit.usage);
  });
  it('writes nothing if one of the files cannot be written', async () => {
    const good = join(folder, 'good.xml');
    const { note } = await render(`${run} --format junit=${good} --format tap=${folder}`);
    expect(note).toContain('directory');
    expect(readdirSync(folder)).not.toContain('good.xml');
  });
  it('writes the other files if one cannot be written any more', async () => {
    const [lost, kept] = ['lost.xml', 'kept.tap'].map((name) => join(folder, 'between', name));
    const write = await openOutputs([`junit=${lost}`, `tap=${kept}`].map(readOutput(formatNames)));
    mkdirSync(lost ?? '');
    const all = (): void => write(sampleReport([passed('leave/a')]), () => {}, null);
    expect(all).toThrow(`the report ${lost} cannot be written: it is a directory`);
    expect(readFileSync(kept ?? '', 'utf8')).toMatch(/^TAP version 14\n/);
  });
});
