import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundledText } from '../../authoring/testing/declarations.ts';
import { performHere } from '../testing/context.ts';
import { folder } from '../testing/process.ts';

const place = folder();
mkdirSync(place, { recursive: true });
const at = (name: string): string => join(place, name);

it.each([
  ['lint api.json --report json=api.json'],
  ['lint api.json --baseline api.json --update-baseline'],
  ['diff api.json --report json=api.json'],
  ['diff new.json api.json --report text=api.json'],
  ['export openapi api.json --output api.json'],
  ['examples docs --report json=docs/a.md'],
  ['examples docs --execute --report text=docs/a.md'],
])('%s refuses to write over what the author wrote', async (line) => {
  const own = { 'api.json': bundledText, 'new.json': bundledText, 'docs/a.md': '# Rooms\n' };
  mkdirSync(at('docs'), { recursive: true });
  for (const [name, text] of Object.entries(own)) writeFileSync(at(name), text);
  const words = line
    .split(' ')
    .map((word) => word.replace(/(?<=^|=)(?:docs|[\w/]+\.\w+)$/, (name) => at(name)));
  const { code, note } = await performHere(...words);
  expect(code).toBe(2);
  expect(note).toContain('which is read; give it another name');
  for (const [name, text] of Object.entries(own)) expect(readFileSync(at(name), 'utf8')).toBe(text);
});

it('a declaration among the documents is told what reads it', async () => {
  writeFileSync(at('api.json'), bundledText);
  const { code, out } = await performHere('examples', at('api.json'));
  expect(code).toBe(1);
  expect(out).toContain('The file is a declaration, which lint checks');
});

it('a command that writes one format says so', async () => {
  const { code, note } = await performHere('coverage', '--report', 'markdown=x.md');
  expect(code).toBe(2);
  expect(note).toContain('the only format is html');
});

it('a declaration in YAML is called by its name', async () => {
  writeFileSync(at('api.yaml'), 'swaggerVersion: "1.2"\napis: []\n');
  for (const words of [['diff'], ['export', 'types']]) {
    const { code, note } = await performHere(...words, at('api.yaml'));
    expect(code).toBe(2);
    expect(note).toContain('it is YAML, and Swagger 1.2 is written in JSON; convert it first');
  }
});
