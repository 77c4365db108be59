import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The commands of the README that need no server of the reader's: they are run as they stand. */
const commands = [
  ...readme.matchAll(/^npx rooms-conformance (list|explain|coverage|faults)(.*)$/gm),
].map(([, command = '', rest = '']) =>
  [command, ...rest.replace(/#.*/, '').trim().split(/\s+/)].filter(Boolean),
);

describe('the README', () => {
  it.each(commands.map((args) => [args.join(' '), args] as const))(
    'rooms-conformance %s works',
    (_, args) => {
      const main = join(root, 'dist/harness/cli/main.js');
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.length).toBeGreaterThan(100);
    },
  );

  it('runs four commands here, and names only npm scripts that exist', () => {
    expect(commands).toHaveLength(4);
    const named = [...readme.matchAll(/npm run (\S+)/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(scripts).toHaveProperty(['scripts', name ?? '']);
  });

  it('leads nowhere that does not exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(() => readFileSync(join(root, link))).not.toThrow('ENOENT');
  });
});
