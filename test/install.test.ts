import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rooms-conformance-'));
const npm = (args: readonly string[], cwd: string): string =>
  execFileSync('npm', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

beforeAll(() => {
  npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  npm(
    ['install', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`],
    folder,
  );
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package, installed into an empty folder', () => {
  it('has no development dependencies', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    expect(installed).toContain('undici');
    expect(installed).not.toContain('vitest');
    expect(installed).not.toContain('typescript');
  });

  it('judges its own reference server and writes the report', { timeout: 120_000 }, () => {
    const args = [
      'rooms-conformance',
      'run',
      '--only',
      'get_topic',
      '--report',
      'json=report.json',
    ];
    const { status, stdout } = spawnSync('npx', args, { cwd: folder, encoding: 'utf8' });
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ passed, 0 failed, 0 skipped$/);
    expect(status).toBe(0);
    const report: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report).toMatchObject({ complete: true, verdict: 'conformant' });
  });
});
