import type { Paint } from '../reports/paint.ts';
import { createPaint } from '../reports/colour.ts';

/** What a command sees of the process it runs in. */
export interface Surroundings {
  /** Writes to standard output: what was asked for. */
  out(text: string): void;
  /** Writes to standard error: what happens meanwhile. */
  note(text: string): void;
  /** Whether what stands on standard error can be drawn over; and how many columns and rows there are now. */
  readonly live: boolean;
  readonly columns: number;
  readonly rows: number;
  /** Colours for standard output, and for standard error. */
  readonly paint: Paint;
  readonly notePaint: Paint;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when somebody wants the program to stop. */
  readonly interrupted: AbortSignal;
}

/** Looks at the process, and listens for signals: the first one stops the command, a second one ends at once. */
export function openSurroundings(): Surroundings {
  const { env, stdout, stderr } = process;
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return {
    out: writer(stdout),
    note: writer(stderr),
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
    interrupted: controller.signal,
  };
}

/** Whether lines may be drawn over: a person is looking, and at no log that keeps every line. */
export function drawable({ TERM, CI = '' }: Surroundings['env'], tty: boolean): boolean {
  return tty && TERM !== 'dumb' && ['', '0', 'false'].includes(CI);
}

/** NO_COLOR and FORCE_COLOR decide; otherwise whether a person is looking. */
export function coloured(env: Surroundings['env'], tty: boolean): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return tty && env['TERM'] !== 'dumb';
}

/** A reader that went away (`| head`) is no reason to stop: what it would have read is dropped. */
function writer(stream: NodeJS.WriteStream): (text: string) => void {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return (text) => {
    if (open) stream.write(text);
  };
}

/** Waits until all that was written is out, then ends the process. */
export async function end(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(code);
}

const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
