import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const module = pathToFileURL(
  join(import.meta.dirname, '../../dist/cli/process/process-context.js'),
).href;

it('a command that waits for nothing and never ends is a bug, not a success', () => {
  const program = `
    const { openProcess } = await import('${module}');
    const { onError, finish } = openProcess();
    onError((error) => { process.stderr.write(error.message); void finish(70); });
    new Promise(() => {});
  `;
  const args = ['--input-type=module', '-e', program];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 70,
    stderr: 'nothing goes on, and nothing was finished',
  });
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends at once what computes without a pause, unless it is to be caught',
  (signal) => {
    const ends = (before: string) => {
      const program = `
        const { openProcess } = await import('${module}');
        const opened = openProcess();
        ${before}
        process.kill(process.pid, '${signal}');
        for (let i = 0; i < 1e5; i += 1) Math.sqrt(i);
        process.stdout.write('to the end');
      `;
      const args = ['--input-type=module', '-e', program];
      return spawnSync(process.execPath, args, { encoding: 'utf8' });
    };
    expect(ends('').signal).toBe(signal);
    expect(ends('opened.catchSignals();').stdout).toBe('to the end');
  },
);
