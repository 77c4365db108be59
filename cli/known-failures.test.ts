import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from '../reference-server/faults/index.ts';
import { createReferenceServer } from '../reference-server/index.ts';
import { failed, passed, sampleReport } from '../reports/testing/sample.ts';
import { jsonReport } from '../reports/formats/json.ts';
import { exit } from './exit.ts';
import { applyGates, openGates } from './known-failures.ts';
import { performHere } from './testing/context.ts';
import { cli, folder } from './testing/process.ts';

describe('against a server where who is banned may invite', () => {
  const options = faults.find(({ id }) => id === 'banned-invites')?.options();
  const server = createReferenceServer(options);
  const cwd = folder();
  const list = join(cwd, 'known.yaml');
  const only = ['--only', 'set_membership/banned-user-cannot-invite*', '--quiet'];
  let wrong: readonly string[] = [];
  beforeAll(async () => {
    const { url } = await server.listen(0);
    wrong = ['run', '--target', url, ...only];
  });
  afterAll(() => server.close());

  it('a run ends with 1 until what fails is listed, and then with 0', async () => {
    expect((await cli(wrong, cwd)).code).toBe(1);
    const updated = await cli([...wrong, '--known', 'known.yaml', '--update-known'], cwd);
    expect(updated.code).toBe(0);
    expect(updated.stderr).toContain(
      'known.yaml: added SMEM-11 (status of set_membership: status 200); write its reason',
    );
    expect(readFileSync(list, 'utf8')).toContain(
      'requirement: SMEM-11\n  signature: "status of set_membership: status 200"\n  reason: TODO say why\n',
    );
    const listed = await cli([...wrong, '--known', 'known.yaml'], cwd);
    expect(listed.code).toBe(0);
    expect(listed.stdout).toContain(
      'violations at the level documented, one, and it is known\nknown failures: 1 fails as listed\n',
    );
  });
  it('a reason that is still to be written is a warning, which --strict does not allow', async () => {
    const { code, stdout } = await cli([...wrong, '--known', 'known.yaml', '--strict'], cwd);
    expect(stdout).toMatch(/not met: +--strict allows no warnings, and there is 1\nwarning: /);
    expect(code).toBe(4);
  });
  it('--bail does not stop at what is known', async () => {
    const bail = ['--bail', '--concurrency', '1'];
    expect((await cli([...wrong, ...bail], cwd)).stdout).toContain('after 1 of 2 cases');
    const { code, stdout } = await cli([...wrong, ...bail, '--known', 'known.yaml'], cwd);
    expect(stdout).toMatch(/\n0 passed, 2 failed, 0 skipped\n$/);
    expect(code).toBe(0);
  });
  it('what passes elsewhere ends with 5, and the printed command removes it', async () => {
    const cases = ['private', 'public'].map(
      (word) =>
        `- { case: set_membership/banned-user-cannot-invite-into-${word}-room, reason: why } # ${word}\n`,
    );
    writeFileSync(join(cwd, 'cases.yaml'), `# Ours.\n${cases.join('')}`);
    const known = ['--known', 'cases.yaml'];
    expect((await cli([...wrong, ...known], cwd)).code).toBe(0);
    const right = await cli(['run', ...only, ...known], cwd);
    expect(right.stdout).toContain('known failures: 2 pass now\n');
    expect(right.code).toBe(5);
    const [, printed = ''] = /\n {2}rooms-conformance (.+)\n$/.exec(right.stderr) ?? [];
    const removed = await cli(printed.replaceAll("'", '').split(' '), cwd);
    expect(removed.code).toBe(0);
    expect(readFileSync(join(cwd, 'cases.yaml'), 'utf8')).toMatch(/^# Ours\.\n\s*\[ ?\]\n$/);
  });
  it('a run that proves less than the minimum ends with 4', async () => {
    const { code, stdout } = await cli(['run', ...only, '--min-proven', 'implied=80%'], cwd);
    expect(stdout).toMatch(/not met: +80 % of the implied requirements must be proven/);
    expect(code).toBe(4);
    expect((await cli(['run', ...only, '--min-proven', '100%'], cwd)).code).toBe(0);
  });
});

describe('a bad list or gate is refused before anything runs', () => {
  const typo = join(folder(), 'typo.yaml');
  writeFileSync(typo, '- { requirement: SMEM-111, reason: why }\n');
  it.each([
    [['--known', typo], 'typo.yaml: entry 1: there is no requirement SMEM-111; did you mean'],
    [['--known', '/none.yaml'], '/none.yaml cannot be read: there is no such file'],
    [['--update-known'], '--update-known needs the file to write: --known FILE'],
    [['--min-proven', 'most'], '--min-proven must be a percentage'],
  ])('%j', async (args, message) => {
    const { code, out, note } = await performHere('run', ...args);
    expect(note).toContain(message);
    expect(out).toBe('');
    expect(code).toBe(exit.usage);
  });
});

describe('the list of known failures is written', () => {
  const names = { requirements: ['SMEM-11'], cases: ['leave/a', 'leave/b'] } as const;
  const update = (path: string, report = sampleReport([failed('leave/a')]), now = new Date(0)) => {
    const settings = { known: path, updateKnown: true, minProven: null, failOn: [], strict: false };
    const told: string[] = [];
    const note = (text: string): void => void told.push(text);
    const { gates } = applyGates(report, openGates(settings, names, now), { note });
    return { gates, told: told.join('') };
  };
  const text = `# About the file.

# Why this one.
- requirement: SMEM-11 # beside it
  reason: the team knows
  link: https://example.org/1
  expires: 1970-01-01
`;

  it('as it was where all fails as listed: comments, reasons, links and dates stay', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text);
    expect(update(path)).toMatchObject({
      gates: { passes: true },
      told: expect.stringContaining('nothing to change'),
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
  it('with what is new at its end, and the report is held against it', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text.replace('SMEM-11', 'SMEM-11\n  signature: "another: way"'));
    const { gates, told } = update(path);
    expect(gates.passes).toBe(true);
    expect(told).toContain('changed SMEM-11 (another: way)');
    const fresh = readFileSync(path, 'utf8');
    expect(fresh).toContain('signature: "status of set_membership: status 200"');
    for (const line of text.split('\n')) expect(fresh).toContain(line.replace(/.*SMEM-11/, ''));
  });
  it('never from an interrupted run', () => {
    const path = join(folder(), 'known.yaml');
    const cut = sampleReport([failed('leave/a')], { ended: 'interrupted' });
    expect(update(path, cut).told).toContain('was not changed: the run was interrupted');
    expect(existsSync(path)).toBe(false);
  });
  it('in one step: nothing is left beside it', () => {
    const at = folder();
    update(join(at, 'known.yaml'), sampleReport([passed('leave/a')]));
    update(join(at, 'known.yaml'));
    expect(readdirSync(at)).toEqual(['known.yaml']);
  });
  it('and a date that is over by UTC is over', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text);
    const day = (now: string) => update(path, undefined, new Date(now)).gates.passes;
    expect(day('1970-01-01T23:59:59Z')).toBe(true);
    expect(day('1970-01-02T00:00:00Z')).toBe(false);
  });
});

describe('a report that was written earlier', () => {
  const at = folder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  const bad = write('bad.json', jsonReport(sampleReport([failed('leave/a')])));
  const good = write('good.json', jsonReport(sampleReport([passed('leave/a')])));
  const list = write('known.yaml', '- { requirement: SMEM-11, reason: why }\n');
  const judge = (line: string) => performHere('report', ...line.split(' '));

  it('is held against gates where that is asked for, and ends as the run would have', async () => {
    expect((await judge(bad)).code).toBe(exit.conformant);
    const known = await judge(`--fail-on flaky ${bad} --known ${list}`);
    expect(known.out).toContain('violations at the level documented, one, and it is known');
    expect(known.code).toBe(exit.conformant);
    const form = await judge(`${bad} --format json --strict`);
    expect(JSON.parse(form.out)).toMatchObject({ gates: { passes: false } });
    expect(form.note).toContain('\nviolations at the level documented\n');
    expect(form.code).toBe(exit.violations);
    expect((await judge(`${good} --strict`)).code).toBe(exit.inconclusive);
  });
  it('of what passes now ends with 5, and the printed command removes it', async () => {
    const { code, note } = await judge(`${good} --known ${list}`);
    expect(code).toBe(exit.unexpected);
    const [, line = ''] = /\n {2}rooms-conformance report (.+)\n$/.exec(note) ?? [];
    expect((await judge(line)).code).toBe(exit.conformant);
    expect(readFileSync(list, 'utf8')).toBe('[]\n');
  });
});
