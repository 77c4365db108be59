import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capacityWithin } from './open-files.ts';

const main = join(import.meta.dirname, '../../dist/cli/main.js');
const limited = (files: number, ...args: readonly string[]) =>
  spawnSync('sh', ['-c', `ulimit -n ${files}; exec "$@"`, 'sh', process.execPath, main, ...args], {
    encoding: 'utf8',
  });

it('connections fit into the limit of open files', () => {
  expect(capacityWithin(256, null, false)).toEqual({
    concurrency: 256,
    connections: 1024,
    note: null,
  });
  expect(capacityWithin(8, 1024, true)).toMatchObject({ concurrency: 8, note: null });
  const fewer = capacityWithin(256, 256, false);
  expect(fewer).toMatchObject({ concurrency: 24, connections: 96 });
  expect(fewer.note).toContain('24 cases instead of 256 run at the same time');
  expect(capacityWithin(256, 256, true)).toMatchObject({ concurrency: 12, connections: 48 });
  expect(capacityWithin(8, 20, true)).toMatchObject({ concurrency: 1, connections: 4 });
});

describe('a process that may open few files', () => {
  it('judges with fewer connections, and every case as otherwise', () => {
    const { stdout, stderr, status } = limited(
      256,
      'run',
      '--concurrency=256',
      '--seed=1',
      '--only=ban',
      '--only=conventions',
    );
    expect(stderr).toContain('12 cases instead of 256 run at the same time');
    expect(stdout).toMatch(/\n\d+ passed, 0 failed, 0 skipped\n$/);
    expect(status).toBe(0);
  });
  it.each([28, 40, 64])('of which %i are not enough says so in one line', (files) => {
    const { stdout, stderr, status } = limited(files, 'run', '--only', 'get_topic');
    expect({ stdout, status }).toEqual({ stdout: '', status: 70 });
    expect(stderr).toMatch(
      /^rooms-conformance: this process may open too few files \(EMFILE\)\. Raise the limit, for example with ulimit -n 1024\.\n$/,
    );
  });
});
