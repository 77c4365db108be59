import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package, installed into an empty folder', () => {
  it('has no development dependencies', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    expect(installed).toContain('undici');
    expect(installed).not.toContain('vitest');
    expect(installed).not.toContain('typescript');
  });

  it('judges its own reference server and writes the report', () => {
    const args = [
      '--no',
      'matrix-rooms-conformance',
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

  it('has the short command too', () => {
    const short = join(folder, 'node_modules/.bin/rooms-conformance');
    const args = ['explain', 'get_topic/member-reads-topic'];
    const { status, stdout } = spawnSync(short, args, { cwd: folder, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining('get_topic/member-reads-topic'),
    });
  });

  it('has every file to which its README links, and says where it comes from', () => {
    const home = join(folder, 'node_modules/matrix-rooms-conformance');
    const readme = readFileSync(join(home, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !existsSync(join(home, link)))).toEqual([]);
    const manifest: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const address = expect.stringMatching(/^https:\/\//);
    expect(manifest).toMatchObject({
      repository: { url: expect.stringMatching(/^git\+https:\/\//) },
      bugs: address,
      homepage: address,
      keywords: expect.arrayContaining(['matrix']),
    });
  });

  const { exports }: { exports: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const modules = Object.entries(exports)
    .filter(([, file]) => file.endsWith('.js'))
    .map(([path]) => `matrix-rooms-conformance${path.slice(1)}`);
  const compile = (names: readonly string[], ...types: readonly string[]) => {
    const lines = names.map((name, i) => `export * as module${i} from '${name}';\n`);
    writeFileSync(join(folder, 'consumer.ts'), lines.join(''));
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2023'];
    const { stdout, status } = spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      [...flags, '--types', ...types, 'consumer.ts'],
      { cwd: folder, encoding: 'utf8' },
    );
    return { stdout, status };
  };

  it('has declarations that compile, all but those of the mock without the types of Node', () => {
    const isMock = (name: string): boolean => name.endsWith('/mock');
    expect(modules).toHaveLength(4);
    const others = modules.filter((name) => !isMock(name));
    expect(compile(others, '')).toEqual({ stdout: '', status: 0 });
    // The mock is a server of node:http, so that its users have the types of Node.
    const types = ['node', '--typeRoots', join(root, 'node_modules/@types')];
    expect(compile(modules.filter(isMock), ...types)).toEqual({ stdout: '', status: 0 });
  });
});
