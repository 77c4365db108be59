import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '../../dist/cli/main.js');

export const folder = (): string => mkdtempSync(join(tmpdir(), 'rooms-conformance-'));

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly code: Promise<number | null>;
}

/** The command as its users have it: a process. `npm test` builds it first. */
export function start(
  args: readonly string[],
  cwd = folder(),
  env: Readonly<Record<string, string>> = {},
): Started {
  const plain = { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1' };
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { ...plain, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { child, stdout: () => stdout, stderr: () => stderr, code };
}

/** Runs the command to its end. */
export async function cli(
  args: readonly string[],
  cwd?: string,
  env?: Readonly<Record<string, string>>,
) {
  const started = start(args, cwd, env);
  const code = await started.code;
  return { code, stdout: started.stdout(), stderr: started.stderr() };
}
