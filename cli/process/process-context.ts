import { addAbortSignal } from 'node:stream';
import { isObject } from '../../harness/document/json.ts';
import { createPaint } from '../../reports/colour.ts';
import type { Paint } from '../../reports/paint.ts';
import { exit, type ExitCode, highestPriority } from '../exit.ts';
import { reasonOf } from '../files/files.ts';

/** What a command sees of the process that it runs in. */
export interface ProcessContext {
  /** Writes to standard output: what was asked for. */
  out(text: string): void;
  /** Writes to standard error: progress, notes and errors. */
  note(text: string): void;
  /** Whether lines on standard error can be redrawn, and how many columns and rows there are now. */
  readonly live: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Colours for standard output, and for standard error. */
  readonly paint: Paint;
  readonly notePaint: Paint;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The version of Node. */
  readonly node: string;
  /**
   * Hands over every key that is pressed, until the function that it returns is called; null where standard input is
   * not a terminal.
   */
  readonly onKey: ((handle: (key: string) => void) => () => void) | null;
  /** How many files the process may open; null for any number. */
  readonly openFiles: number | null;
  /** The bytes of standard input. They end with an error where the program is interrupted. */
  input(): AsyncIterable<Uint8Array>;
  /** Aborts when the program is interrupted. */
  readonly interrupted: AbortSignal;
}

/** The process itself: its context, its signals, and its two ends. */
export interface OpenProcess {
  readonly context: ProcessContext;
  /** From now on the first signal stops the command, and a second one ends it at once. Without this, the first one does. */
  catchSignals(): void;
  /** Handles errors that no command awaits. */
  onError(handle: (error: unknown) => void): void;
  /** Waits until everything is written, then ends the process. */
  finish(code: ExitCode): Promise<never>;
}

/** Looks at the process. */
export function openProcess(): OpenProcess {
  const { env, stdout, stderr } = process;
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exit.interrupted);
    controller.abort();
  };
  const [output, notes] = [openStream(stdout), openStream(stderr)];
  const context: ProcessContext = {
    out: output.write,
    note: notes.write,
    live: drawable(env, stderr.isTTY),
    // Some terminals do not know how large they are, and say 0.
    get columns() {
      return stderr.columns > 0 ? stderr.columns : 80;
    },
    get rows() {
      return stderr.rows > 0 ? stderr.rows : 24;
    },
    paint: createPaint(coloured(env, stdout.isTTY)),
    notePaint: createPaint(coloured(env, stderr.isTTY)),
    env,
    node: process.versions.node,
    onKey: process.stdin.isTTY ? (handle) => readKeys(process.stdin, handle, interrupt) : null,
    get openFiles() {
      return openFileLimit();
    },
    input: () => addAbortSignal(controller.signal, process.stdin),
    interrupted: controller.signal,
  };
  return {
    context,
    catchSignals() {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, interrupt);
    },
    onError(handle) {
      process.on('uncaughtException', handle);
      process.on('unhandledRejection', handle);
      // Nothing is left to wait for, and the command has not come to its end: whatever it says would be wrong.
      process.on('beforeExit', () =>
        handle(new Error('nothing goes on, and nothing was finished')),
      );
    },
    async finish(code) {
      const problem = await output.flushed();
      if (problem !== null) {
        notes.write(`rooms-conformance: standard output cannot be written: ${problem}\n`);
      }
      const lost = problem !== null || (await notes.flushed()) !== null;
      process.exit(lost ? highestPriority([code, exit.usage]) : code);
    },
  };
}

/** A terminal in raw mode sends Ctrl-C as a key. */
function readKeys(
  stdin: NodeJS.ReadStream,
  handle: (key: string) => void,
  interrupt: () => void,
): () => void {
  const onData = (data: Buffer): void => {
    for (const key of data.toString()) {
      if (key === '\u0003') interrupt();
      else handle(key);
    }
  };
  stdin.setRawMode(true);
  stdin.on('data', onData);
  stdin.resume();
  return () => {
    stdin.off('data', onData);
    stdin.setRawMode(false);
    stdin.pause();
  };
}

/** The soft limit, which only the report of Node tells. Windows has none. */
function openFileLimit(): number | null {
  const report: unknown = process.report.getReport();
  const limits = isObject(report) ? report['userLimits'] : null;
  const files = isObject(limits) ? limits['open_files'] : null;
  const soft = isObject(files) ? files['soft'] : null;
  return typeof soft === 'number' ? soft : null;
}

/** Whether lines may be redrawn: on a terminal, unless it belongs to a log that keeps every line. */
export function drawable({ TERM, CI = '' }: ProcessContext['env'], tty: boolean): boolean {
  return tty && TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

/** NO_COLOR and FORCE_COLOR decide; without them, a terminal has colours. */
export function coloured(env: ProcessContext['env'], tty: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return tty && env['TERM'] !== 'dumb';
}

interface OpenStream {
  write(text: string): void;
  /** Waits until everything is written. @returns why something was not; null for a reader that went away */
  flushed(): Promise<string | null>;
}

/** A reader that went away (`| head`) is not an error: what it would have read is dropped. */
function openStream(stream: NodeJS.WriteStream): OpenStream {
  let error: Error | null = null;
  stream.on('error', (found) => (error ??= found));
  return {
    write(text) {
      if (error === null) stream.write(text);
    },
    async flushed() {
      if (!stream.destroyed && stream.writable) {
        await new Promise<void>((resolve) => {
          stream.write('', () => resolve());
        });
      }
      // An error is announced just after the write that had it.
      await new Promise(setImmediate);
      return error === null || isHangUp(error) ? null : reasonOf(error);
    },
  };
}

const isHangUp = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';
