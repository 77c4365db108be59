import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fold } from '../reports/fold.ts';
import { judgeGates } from '../reports/gates/judge.ts';
import { jsonReport } from '../reports/formats/json.ts';
import type { Report } from '../reports/report.ts';
import { broken, failed, passed, sampleReport } from '../reports/testing/sample.ts';
import { part } from '../harness/run/shard.ts';
import { loadRunPlan } from './run/run-plan.ts';
import { performHere as perform } from './testing/context.ts';
import { readVersion } from './version.ts';

const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const at = (name: string): string => join(folder, name);
function write(name: string, report: Report): string {
  writeFileSync(at(name), jsonReport(report));
  return at(name);
}

const [a, b] = ['set_membership/a', 'set_membership/b'] as const;
const good = write('good.json', sampleReport([passed(a), passed(b)]));
const bad = write('bad.json', sampleReport([failed(a), passed(b)]));
const less = write('less.json', sampleReport([broken(a, 'no answer'), broken(b, 'no answer')]));

describe('compare', () => {
  it('ends with 1 if there is a regression, and shows what was read and found', async () => {
    const { out, note, code } = await perform('compare', good, bad);
    expect(note).toBe(`${good}: 2 cases\n${bad}: 2 cases\n`);
    expect(out).toContain('SMEM-11 proven → violated');
    expect(out.trimEnd().split('\n').at(-1)).toBe('regressions: 1 requirement, 1 case');
    expect(code).toBe(1);
  });
  it('ends with 0 if nothing was lost; --strict also counts what is not judged any more', async () => {
    expect(await perform('compare', bad, good)).toMatchObject({ code: 0 });
    expect(await perform('compare', bad, bad)).toMatchObject({ code: 0 });
    expect(await perform('compare', good, less)).toMatchObject({ code: 0 });
    expect(await perform('compare', good, less, '--strict')).toMatchObject({ code: 1 });
  });
  it('--quiet leaves out the rows', async () => {
    const { out, note } = await perform('compare', good, bad, '--quiet');
    expect(out).not.toContain('SMEM-11');
    expect(out).toContain('regressions: 1 requirement, 1 case');
    expect(note).toBe('');
  });
  it('writes every format, and one of them to standard output', async () => {
    const args = [
      'json=-',
      `markdown=${at('c.md')}`,
      `html=${at('c.html')}`,
      `text=${at('c.txt')}`,
    ];
    const { out, note } = await perform(
      'compare',
      good,
      bad,
      ...args.flatMap((one) => ['--report', one]),
    );
    expect(JSON.parse(out)).toMatchObject({ schema: 'rooms-conformance-comparison/1' });
    expect(note).toContain('regressions: 1 requirement');
    expect(readFileSync(at('c.md'), 'utf8')).toMatch(/^# Comparison\n/);
    expect(readFileSync(at('c.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(readFileSync(at('c.txt'), 'utf8')).toContain('proven → violated');
  });
  it('puts three or more side by side, where nothing is gained or lost', async () => {
    const { out, code } = await perform(
      'compare',
      good,
      bad,
      less,
      '--report',
      `json=${at('m.json')}`,
    );
    expect(out).toMatch(/^ +A B C\nSMEM-11 +✓ ✗ \? /);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(at('m.json'), 'utf8'))).toMatchObject({
      schema: 'rooms-conformance-side-by-side/1',
    });
  });

  const other = write('other.json', {
    ...sampleReport([passed(a)]),
    declaration: { sha256: 'f'.repeat(64) },
  });
  writeFileSync(at('none.json'), '{}');
  it.each<readonly [readonly string[], string]>([
    [[], "compare: missing required argument 'files'"],
    [[good], 'compare needs two reports or more'],
    [[good, at('nothing.json')], 'there is no such file'],
    [
      [good, at('none.json')],
      'is not a report that this version reads (expected rooms-conformance-report/',
    ],
    [[good, other], `${good} and ${other} are about different declarations`],
    [Array.from({ length: 27 }, () => good), 'compare takes at most 26 reports (got 27)'],
    [[good, bad, less, '--strict'], '--strict needs exactly two reports'],
    [
      ['--report=json=-', '--report', 'text=-', good, bad],
      'only one report can go to standard output',
    ],
    [
      [good, bad, '--report', `json=${folder}/x`, '--report', `text=${folder}/./x`],
      'two reports would',
    ],
  ])('%j is refused', async (argv, message) => {
    const { out, note, code } = await perform('compare', ...argv);
    expect(note).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('merge', () => {
  const { spec, plan, selected } = loadRunPlan(['get_topic']);
  const reportOf = (index: number, of: number, fails = false): Report => {
    const shard = { index, of };
    const cases = part(selected, shard);
    const folded = fold(
      {
        level: 'documented',
        only: ['get_topic'],
        seed: 7,
        search: { runs: null, milliseconds: null },
        target: { origin: 'http://hs', prefix: '', basePath: '/v1', auth: 'query', bundled: false },
        versions: { tool: readVersion(), node: process.versions.node },
        started: new Date(0),
        finished: new Date(1000),
        sha256: spec.declaration.sha256,
        register: spec.register,
        claims: plan.claims,
        selected: cases,
        shard,
        ended: 'whole',
        replays: new Map(),
      },
      cases.map(({ id, requires }) =>
        fails ? failed(id) : passed(id, { requirements: requires }),
      ),
    );
    return judgeGates(folded);
  };
  const first = write('1.json', reportOf(1, 2));
  const second = write('2.json', reportOf(2, 2));
  const worse = write('worse.json', reportOf(2, 2, true));

  it('prints what run would have printed, and ends as it would have', async () => {
    const { out, note, code } = await perform(
      'merge',
      second,
      first,
      '--report',
      `json=${at('w.json')}`,
    );
    expect(note).toMatch(/1\.json: part 1 of 2, \d+ cases, 1\.0 s\n.*2\.json: part 2 of 2, /);
    expect(out).toContain('conformant at the level documented\n');
    expect(out).toContain(`\n${selected.length} passed, 0 failed, 0 skipped\n`);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(at('w.json'), 'utf8'))).toMatchObject({
      shard: null,
      selected: selected.map(({ id }) => id),
      verdict: 'conformant',
    });
    expect(await perform('merge', first, worse)).toMatchObject({ code: 1 });
  });
  it.each<readonly [readonly string[], string]>([
    [[], "merge: missing required argument 'files'"],
    [[first], 'of 2 parts, 2 is missing'],
    [[first, second, worse], `${second} and ${worse} are both part 2 of 2`],
    [[first, good], `${good} is not a part of a run`],
  ])('%j is refused, and nothing is written', async (argv, message) => {
    const { out, note, code } = await perform(
      'merge',
      '--report',
      `json=${at('no/w.json')}`,
      ...argv,
    );
    expect(note).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(2);
    expect(existsSync(at('no'))).toBe(false);
  });
});
