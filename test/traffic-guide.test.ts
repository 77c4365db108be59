import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from '../cli/options/parse.ts';
import { performHere } from '../cli/testing/context.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/traffic/recordings.md'), 'utf8');

const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
  ([, language = '', file = '', text = '']) => ({ language, file, text }),
);
const textOf = (language: string): string =>
  blocks.find((block) => block.language === language)?.text ?? '';

const folder = mkdtempSync(join(tmpdir(), 'traffic-guide-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the page on recordings', () => {
  it('shows what the report on its example says', async () => {
    const path = join(folder, 'session.har');
    writeFileSync(path, textOf('json'));
    const { code, out } = await performHere('traffic', path);
    expect(code).toBe(1);
    const lines = textOf('text').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(8);
    const shown = out.replaceAll(`${folder}/`, '').split('\n');
    for (const line of lines) expect(shown).toContain(line);
    expect(out).not.toContain('REDACTED');
  });

  it('has commands that are understood', () => {
    const commands = blocks
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.trimEnd().split('\n'))
      .map((line) => line.slice(line.indexOf('matrix-rooms-conformance ') + 25).split(' '));
    expect(commands.length).toBeGreaterThan(3);
    for (const args of commands) expect(parse(args, '0.0.0').command).toBe('traffic');
  });
});
