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

/** How a command ended that shared the terminal with this program. */
export type Ended =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly by: string }
  | { readonly kind: 'not started'; readonly why: string };

/** How long a command has to end by itself after it was asked to, and how often that is looked at, in milliseconds. */
const [grace, tick] = [5000, 50];

/**
 * Runs a command by the shell, with the output of this program. If the signal aborts it is asked to end, and after a grace
 * it is ended; both with all that it started.
 */
export function shareTerminal(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env,
      detached: true,
    });
    /** Sends a signal to all that the command started. @returns whether anything of it was left */
    const send = (how: NodeJS.Signals | 0): boolean => {
      if (child.pid === undefined) return false;
      try {
        // A negative id means the whole process group.
        return process.kill(-child.pid, how);
      } catch {
        return false;
      }
    };
    const kill = (): void => void send('SIGKILL');
    let asked: number | null = null;
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      asked = performance.now();
      send('SIGTERM');
      timer = setTimeout(kill, grace);
    };
    // Where this program is made to end at once, the command does not outlive it.
    process.once('exit', kill);
    const done = (ended: Ended): void => {
      // What the command started may need longer to end than the command.
      const mayWait = asked !== null && performance.now() - asked < grace + tick;
      if (mayWait && send(0)) return void setTimeout(done, tick, ended);
      clearTimeout(timer);
      process.off('exit', kill);
      signal.removeEventListener('abort', stop);
      resolve(ended);
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    child.on('error', (error) => done({ kind: 'not started', why: error.message }));
    child.on('exit', (code, by) => {
      if (code !== null) done({ kind: 'exited', code });
      else done({ kind: 'killed', by: by ?? 'a signal' });
    });
  });
}
