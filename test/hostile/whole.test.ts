import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { runAgainst } from './run-against.ts';
import { twists } from './targets.ts';

const xsd = readFileSync(join(import.meta.dirname, '../../reports/testing/junit-10.xsd'), 'utf8');

/** MiB that a run may take, whatever a target sends. */
const most = 600;

/** Every operation that sends, lists or refuses, and the properties: a default run takes a minute and more for each. */
const some = [
  'get_*',
  'ban/*',
  'conventions/a-*',
  'create_room/alias*',
  '*-model/*',
  'pagination-walk/*',
];

describe.each(Object.keys(twists))('a target with %s', (name) => {
  it('costs little, ends the run, and shows no token', async () => {
    const more = ['--runs', '4', '--deadline', '90', '--seed', '1', '--transcripts', 'all'];
    const { code, peak, reports, leaks, stderr } = await runAgainst(name, some, ...more);
    expect([0, 1, 3, 4], stderr).toContain(code);
    expect(stderr).not.toMatch(/^ {4}at |Warning/m);
    expect(peak).toBeLessThan(most);
    expect(leaks).toEqual([]);
    // A target that cannot be asked at all has no report.
    if (reports.size === 0) return expect(code).toBe(3);
    for (const format of ['json', 'har', 'ctrf', 'badge-json'])
      expect(() => JSON.parse(reports.get(format) ?? '')).not.toThrow();
    for (const line of reports.get('ndjson')?.trimEnd().split('\n') ?? []) JSON.parse(line);
    const xml = [{ fileName: 'r.xml', contents: reports.get('junit') ?? '' }];
    const { errors } = await validateXML({ xml, schema: [xsd], maxMemoryPages: memoryPages.GiB });
    expect(errors).toEqual([]);
  });
});
