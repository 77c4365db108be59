import { spawn } from 'node:child_process';

/** How a command ended: by itself with an exit code, or not. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where it did not end by itself, or could not be started; `why` then says so. */
  readonly code: number | null;
  readonly why: string | null;
}

/** Characters of output that are kept. */
const most = 4 * 1024 * 1024;

/**
 * Runs a command by the shell. If it takes longer than `limit` milliseconds, or the signal aborts, it is
 * ended with all that it started.
 */
export function runCommandLine(command: string, limit: number, signal: AbortSignal): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    let why: string | null = null;
    const kill = (reason: string): void => {
      why ??= reason;
      if (child.pid === undefined) return;
      try {
        // A negative id means the whole process group.
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    };
    const timer = setTimeout(() => kill(`it had not ended after ${limit / 1000} s`), limit);
    const stop = (): void => kill('it was stopped');
    const done = (code: number | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve({ stdout, stderr, code: why === null ? code : null, why });
    };
    signal.addEventListener('abort', stop);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.length > most) kill('it printed too much');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-2000);
    });
    child.on('error', (error) => {
      why = error.message;
      done(null);
    });
    child.on('close', (code, killed) => {
      if (code === null) why ??= `it was killed by ${killed ?? 'a signal'}`;
      done(code);
    });
  });
}
