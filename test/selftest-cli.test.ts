import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliHere, startHere } from '../cli/testing/here.ts';
import { cli, folder } from '../cli/testing/process.ts';
import type { KillMatrix } from '../selftest/matrix.ts';

describe('faults', () => {
  it('lists the faults that violate a requirement, and faults by id', async () => {
    const { code, stdout } = await cliHere(['faults', 'CREATE-12', 'alias-ignored']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^alias-race\n.*\n +documented · violates CREATE-12;?/m);
    expect(stdout).toMatch(/\d+ faults\n$/);
  });
  it('lists requirements with their faults, and JSON', async () => {
    const { stdout } = await cliHere(['faults', '--by', 'requirement', 'alias-race']);
    expect(stdout).toMatch(/^CREATE-12\n +alias-race /m);
    const json = await cliHere(['faults', '--json', 'alias-race']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ id: 'alias-race', violates: ['CREATE-12'] }]);
  });
  it('ends with 2 if nothing matches', async () => {
    const { code, stderr } = await cliHere(['faults', 'alias-rice']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean alias-race?');
  });
});

describe('serve', () => {
  it('serves a fault, and says which', async () => {
    const { stdout, interrupt, code } = startHere([
      'serve',
      '--port',
      '0',
      '--fault',
      'alias-race',
    ]);
    await expect.poll(stdout).toContain('register a user');
    interrupt();
    expect(await code).toBe(0);
    expect(stdout()).toMatch(/alias-race: Several rooms .*\nit violates CREATE-12/);
  });
  it.each([
    [['--fault', 'alias-rice'], 'there is no fault "alias-rice"; did you mean alias-race?'],
    [['--variant', 'slwo'], 'there is no variant "slwo"; did you mean slow?'],
    [
      ['--fault', 'alias-race', '--variant', 'slow'],
      '--fault and --variant cannot be used together',
    ],
    [['--fault', 'alias-race', '--fault', 'alias-ignored'], '--fault can be given only once'],
  ])('ends with 2 for %j', async (flags, why) => {
    const { code, stderr } = await cliHere(['serve', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});

describe('selftest', () => {
  it('detects faults in threads, and writes the matrix', async () => {
    const path = join(folder(), 'matrix.json');
    const args = [
      '--only',
      'alias-ignored',
      'alias-refused',
      '--jobs',
      '2',
      '--report',
      `json=${path}`,
    ];
    const { code, stdout } = await cli(['selftest', ...args]);
    expect(stdout).toMatch(/\n2 of 2 faults detected, 0 undetected, 0 false alarms\n$/);
    expect(code).toBe(0);
    const matrix: KillMatrix = JSON.parse(readFileSync(path, 'utf8'));
    expect(matrix.faults).toMatchObject([
      { id: 'alias-ignored', verdict: 'detected', unexpected: [] },
      { id: 'alias-refused', verdict: 'detected', unexpected: [] },
    ]);
  });
  it('says what one case detects', async () => {
    const args = ['--case', 'get_topic/member-reads-topic', '--only', 'get-topic-topic-missing'];
    const { code, stdout } = await cliHere(['selftest', '--jobs', '1', ...args]);
    expect(stdout).toMatch(/^ {2}detects 1 of the 1 fault it was run against$/m);
    expect(stdout).toMatch(/^ {4}✓ get-topic-topic-missing: fails by GTOPIC-\d+ \(/m);
    expect(code).toBe(0);
  });
  it('updates only the rows of the fault that was run', async () => {
    const root = folder();
    mkdirSync(join(root, 'docs'));
    mkdirSync(join(root, 'selftest'));
    const record = join(root, 'selftest/kill-matrix.json');
    const other = {
      fault: 'alias-race',
      case: 'get_topic/member-reads-topic',
      requirement: 'CREATE-12',
      what: 'not run here',
    };
    writeFileSync(record, JSON.stringify([other, { ...other, fault: 'gone' }]));
    writeFileSync(join(root, 'selftest/consequences.json'), '{}');
    const { code, stderr } = await cliHere(
      ['selftest', '--jobs', '1', '--only', 'alias-ignored', '--update'],
      root,
    );
    expect(stderr).toContain('wrote selftest/kill-matrix.json');
    expect(code).toBe(0);
    const rows: readonly { readonly fault: string }[] = JSON.parse(readFileSync(record, 'utf8'));
    expect(rows).toContainEqual(other);
    expect(new Set(rows.map(({ fault }) => fault))).toEqual(
      new Set(['alias-ignored', 'alias-race']),
    );
    expect(readFileSync(join(root, 'docs/kill-matrix.md'), 'utf8')).toContain('# The kill matrix');
  });
  it('updates nothing outside of a checkout', async () => {
    const { code, stderr } = await cliHere(['selftest', '--only', 'alias-ignored', '--update']);
    expect(code).toBe(2);
    expect(stderr).toContain('--update must be run in the root of a checkout of the repository');
  });
  it.each([
    [['--only', 'alias-rice'], 'did you mean alias-race?'],
    [['--jobs', 'many'], '--jobs must be a whole number from 1 to 64 (got "many")'],
    [['--report', 'html=x'], 'the formats are json, markdown, text'],
    [['--report', 'json'], 'must say where to write'],
  ])('ends with 2 for %j', async (flags, why) => {
    const { code, stderr } = await cliHere(['selftest', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});
