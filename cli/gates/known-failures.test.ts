import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { faults } from '../../reference-server/faults/index.ts';
import { createReferenceServer } from '../../reference-server/index.ts';
import { failed, passed, sampleReport } from '../../reports/testing/sample.ts';
import { jsonReport } from '../../reports/formats/json.ts';
import { exit } from '../exit.ts';
import { applyGates, openGates } from './known-failures.ts';
import { performHere, testContext } from '../testing/context.ts';
import { folder } from '../testing/process.ts';

describe('a server where a banned user may invite', () => {
  const faulty = createReferenceServer(faults.find(({ id }) => id === 'banned-invites')?.options());
  const correct = createReferenceServer();
  const at = folder();
  const list = join(at, 'known.yaml');
  const run = async (server: typeof faulty, ...more: readonly string[]) => {
    const { url } = await (server === faulty ? faultyUrl : correctUrl);
    const cases = [
      'set_membership/outsider-cannot-invite-into-*',
      'set_membership/member-cannot-be-invited',
    ];
    return performHere('run', '--target', url, '--only', ...cases, '--quiet', ...more);
  };
  const [faultyUrl, correctUrl] = [faulty.listen(0), correct.listen(0)];
  afterAll(() => Promise.all([faulty.close(), correct.close()]));

  it('ends a run with 1 until its failure is listed, and then with 0', async () => {
    expect((await run(faulty)).code).toBe(1);
    const updated = await run(faulty, '--known', list, '--update-known');
    expect(updated.code).toBe(0);
    expect(updated.note).toContain(
      'known.yaml: added SMEM-11 (status of set_membership: status 200); write its reason',
    );
    expect(readFileSync(list, 'utf8')).toContain(
      'requirement: SMEM-11\n  signature: "status of set_membership: status 200"\n  reason: TODO say why\n',
    );
    const listed = await run(faulty, '--known', list);
    expect(listed.code).toBe(0);
    expect(listed.out).toContain(
      'violations at the level documented (1 of 1 known)\nknown failures: 1 fails as listed\n',
    );
  });
  it('gets a warning for a reason that is not written yet, which --strict does not allow', async () => {
    const { code, out } = await run(faulty, '--known', list, '--strict');
    expect(out).toMatch(/not met: +--strict allows no warnings, and there is 1\nwarning: /);
    expect(code).toBe(4);
  });
  it('is stopped by --bail, but not for a known failure', async () => {
    const bail = ['--bail', '--concurrency', '1'];
    expect((await run(faulty, ...bail)).out).toMatch(/after [12] of 3 cases/);
    const { code, out } = await run(faulty, ...bail, '--known', list);
    expect(out).toMatch(/\n1 passed, 2 failed, 0 skipped\n$/);
    expect(code).toBe(0);
  });
  it('ends with 5 once it is mended, and the printed command cleans the list', async () => {
    const cases = join(at, 'cases.yaml');
    const entries = ['private', 'public'].map(
      (word) =>
        `- { case: set_membership/outsider-cannot-invite-into-${word}-room, reason: why } # ${word}\n`,
    );
    writeFileSync(cases, `# Ours.\n${entries.join('')}`);
    expect((await run(faulty, '--known', cases)).code).toBe(0);
    const mended = await run(correct, '--known', cases);
    expect(mended.out).toContain('known failures: 2 pass now\n');
    expect(mended.code).toBe(5);
    const [, printed = ''] = /\n {2}rooms-conformance (.+)\n$/.exec(mended.note) ?? [];
    expect((await performHere(...printed.replaceAll("'", '').split(' '))).code).toBe(0);
    expect(readFileSync(cases, 'utf8')).toMatch(/^# Ours\.\n\s*\[ ?\]\n$/);
  });
  it('ends with 4 where less is proven than the minimum', async () => {
    const { code, out } = await run(correct, '--min-proven', 'convention=80%');
    expect(out).toMatch(/not met: +80 % of the convention requirements must be proven/);
    expect(code).toBe(4);
    expect((await run(correct, '--min-proven', '100%')).code).toBe(0);
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

describe('the list of known failures', () => {
  const names = { requirements: ['SMEM-11'], cases: ['leave/a', 'leave/b'] } as const;
  const update = (path: string, report = sampleReport([failed('leave/a')]), now = new Date(0)) => {
    const settings = { known: path, updateKnown: true, minProven: null, failOn: [], strict: false };
    const { context, note } = testContext();
    const { gates } = applyGates(report, openGates(settings, names, now), context);
    return { gates, note: note() };
  };
  const text = `# About the file.

# Why this one.
- requirement: SMEM-11 # beside it
  reason: the team knows
  link: https://example.org/1
  expires: 1970-01-01
`;

  it('stays as it was if everything fails as listed: comments, reasons, links and dates', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text);
    expect(update(path)).toMatchObject({
      gates: { passes: true },
      note: expect.stringContaining('nothing to change'),
    });
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
  it('gets new failures at its end, and the report is judged by it', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text.replace('SMEM-11', 'SMEM-11\n  signature: "another: way"'));
    const { gates, note } = update(path);
    expect(gates.passes).toBe(true);
    expect(note).toContain('changed SMEM-11 (another: way)');
    const fresh = readFileSync(path, 'utf8');
    expect(fresh).toContain('signature: "status of set_membership: status 200"');
    for (const line of text.split('\n')) expect(fresh).toContain(line.replace(/.*SMEM-11/, ''));
  });
  it('is never written after an interrupted run', () => {
    const path = join(folder(), 'known.yaml');
    const cut = sampleReport([failed('leave/a')], { ended: 'interrupted' });
    expect(update(path, cut).note).toContain('was not changed: the run was interrupted');
    expect(existsSync(path)).toBe(false);
  });
  it('is written in one step: no other file is left in its folder', () => {
    const at = folder();
    update(join(at, 'known.yaml'), sampleReport([passed('leave/a')]));
    update(join(at, 'known.yaml'));
    expect(readdirSync(at)).toEqual(['known.yaml']);
  });
  it('has dates that end by UTC', () => {
    const path = join(folder(), 'known.yaml');
    writeFileSync(path, text);
    const day = (now: string) => update(path, undefined, new Date(now)).gates.passes;
    expect(day('1970-01-01T23:59:59Z')).toBe(true);
    expect(day('1970-01-02T00:00:00Z')).toBe(false);
  });
});

describe('the report of an earlier run', () => {
  const at = folder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(at, name), text);
    return join(at, name);
  };
  const bad = write('bad.json', jsonReport(sampleReport([failed('leave/a')])));
  const good = write('good.json', jsonReport(sampleReport([passed('leave/a')])));
  const list = write('known.yaml', '- { requirement: SMEM-11, reason: why }\n');
  const judge = (line: string) => performHere('report', ...line.split(' '));

  it('is judged by the gates that are given, and ends as the run would have', async () => {
    expect((await judge(bad)).code).toBe(exit.conformant);
    const known = await judge(`--fail-on flaky ${bad} --known ${list}`);
    expect(known.out).toContain('violations at the level documented (1 of 1 known)');
    expect(known.code).toBe(exit.conformant);
    const form = await judge(`${bad} --format json --strict`);
    expect(JSON.parse(form.out)).toMatchObject({ gates: { passes: false } });
    expect(form.note).toContain('\nviolations at the level documented\n');
    expect(form.code).toBe(exit.violations);
    expect((await judge(`${good} --strict`)).code).toBe(exit.inconclusive);
  });
  it('ends with 5 if a known failure passes, and the printed command removes it', async () => {
    const { code, note } = await judge(`${good} --known ${list}`);
    expect(code).toBe(exit.unexpected);
    const [, line = ''] = /\n {2}rooms-conformance report (.+)\n$/.exec(note) ?? [];
    expect((await judge(line)).code).toBe(exit.conformant);
    expect(readFileSync(list, 'utf8')).toBe('[]\n');
  });
});
