import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const main = join(import.meta.dirname, '../../dist/cli/main.js');

/** A driver that ends for no signal but the last, and never answers an instruction; it starts another process beside it. */
const stubborn = `
  const { appendFileSync } = require('node:fs');
  const other = require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  appendFileSync(process.argv[1], process.pid + ' ' + other.pid + '\\n');
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {});
  setInterval(() => {}, 1000);
  process.stdin.on('data', (text) => {
    const { id, do: what } = JSON.parse(text);
    if (what === 'start') console.log(JSON.stringify({ id, ok: { name: 'x', supports: ['leave', 'get_topic'], parallel: 3 } }));
    else appendFileSync(process.argv[1], 'asked\\n');
  });
`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it.each([
  ['once', 1],
  ['twice', 2],
])('interrupted %s in the middle, the command ends, and no driver is left', async (_, times) => {
  const log = join(mkdtempSync(join(tmpdir(), 'drivers-')), 'pids');
  writeFileSync(log, '');
  const args = ['client', '--only', 'clients/leave', '--only', 'clients/get_topic'];
  const child = spawn(process.execPath, [
    main,
    ...args,
    '--',
    process.execPath,
    '-e',
    stubborn,
    log,
  ]);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const lines = (): readonly string[] => readFileSync(log, 'utf8').split('\n').filter(Boolean);
  await expect.poll(() => lines().includes('asked')).toBe(true);
  child.kill('SIGINT');
  if (times === 2) {
    // The first one was seen once the drivers are being ended.
    await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGINT');
  }
  expect(await ended).toBe(130);
  const pids = lines()
    .filter((line) => line !== 'asked')
    .flatMap((line) => line.split(' ').map(Number));
  expect(pids.length).toBeGreaterThan(1);
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);
});
