import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program to start. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Working folder. */
  readonly folder: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A program could not be started, or ended with an error. */
export class ProcessError extends Error {}

/** The process groups that this program started and that have not ended. */
const live = new Set<number>();

/** Ends everything that was started: a process that the shell interrupts leaves nothing behind. */
export function stopAll(): void {
  for (const pid of live) kill(pid, 'SIGKILL');
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It has ended.
  }
}

/** Starts a program in a process group of its own. */
function start(command: Command, output: 'inherit' | 'pipe'): ChildProcess {
  const { program, args, folder, environment } = command;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) {
    live.add(pid);
    child.once('exit', () => live.delete(pid));
  }
  return child;
}

/** Collects the end of what a program prints, to tell why it failed. */
function tailOf(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: unknown): void => void (text = (text + String(chunk)).slice(-2000));
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text.trim();
}

/** Runs a program to its end. @returns the end of what it printed @throws ProcessError with what it printed, where it cannot be started or fails */
export async function execute(command: Command): Promise<string> {
  const child = start(command, 'pipe');
  const tail = tailOf(child);
  const code = await exitOf(child, command);
  if (code !== 0) throw new ProcessError(`${command.program} ended with ${code}: ${tail()}`);
  return tail();
}

/** Runs a program whose output belongs to the user. @returns its exit code @throws ProcessError where it cannot be started */
export const perform = (command: Command): Promise<number | string> =>
  exitOf(start(command, 'inherit'), command);

/** The exit code of a program, or the signal that ended it. */
async function exitOf(child: ChildProcess, { program }: Command): Promise<number | string> {
  try {
    const [code, signal]: unknown[] = await once(child, 'close');
    return typeof code === 'number' ? code : String(signal);
  } catch (error) {
    throw new ProcessError(`${program} cannot be started: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
    ? 'it was not found on this machine'
    : String(error);

/** A server that was started. */
export interface Running {
  /** Undefined where it could not be started. */
  readonly pid: number | undefined;
  /** What it printed last. */
  tail(): string;
  /** Why it ended; null while it runs. */
  ended(): string | null;
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

/** Milliseconds that a server has to end by itself before it is killed. */
const patience = 5000;

/** Starts a server, which runs until it is stopped. */
export function launch(command: Command): Running {
  const child = start(command, 'pipe');
  const tail = tailOf(child);
  let end: string | null = null;
  const over = exitOf(child, command).then(
    (code) => void (end = `it ended with ${code}`),
    (error: unknown) => void (end = error instanceof Error ? error.message : String(error)),
  );
  return {
    pid: child.pid,
    tail,
    ended: () => end,
    async stop() {
      const { pid } = child;
      if (pid === undefined || end !== null) return;
      kill(pid, 'SIGTERM');
      const timer = setTimeout(() => kill(pid, 'SIGKILL'), patience);
      await over;
      clearTimeout(timer);
    },
  };
}
