import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KillMatrix } from '../selftest/matrix.ts';

// The commands as their users have them: a process. `npm test` builds it first.
const main = join(import.meta.dirname, '../dist/cli/main.js');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param until ends the command as Ctrl-C does, once standard output has this text */
function cli(args: readonly string[], until?: string): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' };
  const child = spawn(process.execPath, [main, ...args], { env });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (until !== undefined && stdout.includes(until)) child.kill('SIGINT');
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('faults', () => {
  it('lists the faults that violate a requirement, or are called so', async () => {
    const { code, stdout } = await cli(['faults', 'CREATE-12', 'alias-ignored']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^alias-race\n.*\n +documented · violates CREATE-12;?/m);
    expect(stdout).toMatch(/\d+ faults\n$/);
  });
  it('lists requirements with their faults, and JSON', async () => {
    const { stdout } = await cli(['faults', '--by', 'requirement', 'alias-race']);
    expect(stdout).toMatch(/^CREATE-12\n +alias-race /m);
    const json = await cli(['faults', '--json', 'alias-race']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ id: 'alias-race', violates: ['CREATE-12'] }]);
  });
  it('is a wrong question where nothing matches', async () => {
    const { code, stderr } = await cli(['faults', 'alias-rice']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean alias-race?');
  });
});

describe('serve', () => {
  it('serves a fault, and says which', async () => {
    const { code, stdout } = await cli(
      ['serve', '--port', '0', '--fault', 'alias-race'],
      'register a user',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/alias-race: Of rooms .*\nit violates CREATE-12/);
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
    const { code, stderr } = await cli(['serve', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});

describe('selftest', () => {
  it('detects a fault in threads, and writes the matrix', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'selftest-')), 'matrix.json');
    const args = ['--only', 'alias-ignored', '--jobs', '2', '--report', `json=${path}`];
    const { code, stdout } = await cli(['selftest', ...args]);
    expect(stdout).toMatch(/\n1 of 1 faults detected, 0 undetected, 0 false alarms\n$/);
    expect(code).toBe(0);
    const matrix: KillMatrix = JSON.parse(readFileSync(path, 'utf8'));
    expect(matrix.faults).toMatchObject([
      { id: 'alias-ignored', verdict: 'detected', unexpected: [] },
    ]);
  });
  it.each([
    [['--only', 'alias-rice'], 'did you mean alias-race?'],
    [['--jobs', 'many'], '--jobs must be a whole number from 1 to 64 (got "many")'],
    [['--report', 'html=x'], 'the formats are json, markdown, text'],
    [['--report', 'json'], 'must say where to write'],
  ])('ends with 2 for %j', async (flags, why) => {
    const { code, stderr } = await cli(['selftest', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});
