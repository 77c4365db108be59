import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a block of a page by the shell, as a reader would who copies it. @returns what it prints */
export async function shell(block: string, cwd: string): Promise<string> {
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', block], { cwd });
  return stdout;
}

/** Runs a program. @returns what it prints, and how it ended */
export async function program(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly text: string }> {
  try {
    const { stdout, stderr } = await run(command, [...args], {
      cwd,
      env: { ...process.env, ...env },
    });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    if (!isEnded(error)) throw error;
    return { code: error.code, text: error.stdout + error.stderr };
  }
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const isEnded = (error: unknown): error is Ended =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'stdout' in error;
