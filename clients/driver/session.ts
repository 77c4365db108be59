import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type DriverReply, readReply } from './protocol.ts';

/** The longest line that a driver may write, in characters. */
const longestLine = 16 * 1024 * 1024;

/** How long a driver has to end by itself, and then after it was asked to, in milliseconds. */
const [grace, lastGrace] = [1000, 1000];

/** How long what an ended driver has written is waited for, in milliseconds. */
const drain = 500;

/** What is run as a driver. */
export interface SessionOptions {
  /** The program, and its arguments. */
  readonly command: readonly string[];
  /** What the driver writes to standard error, which is free for its logs. */
  readonly onLog: (text: string) => void;
}

/** One process of a driver, from its start to its end. */
export interface Session {
  readonly ask: (
    request: object & { readonly id: number },
    deadline: number,
  ) => Promise<DriverReply>;
  /** Ends the process, and all that it started: it is asked to, and made to if it does not. */
  readonly end: () => Promise<void>;
}

/** The drivers that run. Where this program is made to end at once, none outlives it. */
const alive = new Set<ChildProcessWithoutNullStreams>();
process.once('exit', () => {
  for (const child of alive) killGroup(child, 'SIGKILL');
});

/** Starts a driver. Whatever it does, each question is answered: by the driver, or with how it was lost. */
export function openSession({ command, onLog }: SessionOptions): Session {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<number, (reply: DriverReply) => void>();
  let answered = 0;
  let lost: DriverReply | null = null;

  const lose = (how: 'crashed' | 'hung' | 'noise', why: string): void => {
    lost ??= { kind: 'lost', how, why };
    for (const wait of waiting.values()) wait(lost);
    waiting.clear();
    // What it writes from now on is of no use, and may be without end.
    if (how !== 'crashed') killGroup(child, 'SIGKILL');
  };
  readLines(child, {
    onLine(line) {
      if (lost !== null || line.trim() === '') return;
      const read = readReply(line);
      const wait = read === null ? undefined : waiting.get(read.id);
      if (read === null || wait === undefined) return lose('noise', whyNoise(line, read, answered));
      answered = Math.max(answered, read.id);
      waiting.delete(read.id);
      wait(read.reply);
    },
    onEndless: () => lose('noise', 'the driver wrote a line without an end'),
  });
  child.stderr.setEncoding('utf8').on('data', onLog);
  child.stdin.on('error', () => {});

  alive.add(child);
  const gone = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      lose('crashed', `the driver cannot be started: ${error.message}`);
      resolve();
    });
    child.on('exit', () => {
      // Whatever it started may hold its output open, in which its last lines may still be on their way.
      killGroup(child, 'SIGKILL');
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, drain).unref();
    });
    child.on('close', (code, signal) => {
      lose(
        'crashed',
        `the driver ended ${code === null ? `by ${signal}` : `with exit code ${code}`}`,
      );
      resolve();
    });
  }).finally(() => alive.delete(child));

  return {
    ask(request, deadline) {
      if (lost !== null) return Promise.resolve(lost);
      return new Promise((resolve) => {
        const timer = setTimeout(
          () => lose('hung', `the driver did not answer within ${deadline / 1000} s`),
          deadline,
        );
        waiting.set(request.id, (reply) => {
          clearTimeout(timer);
          resolve(reply);
        });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      });
    },
    async end() {
      child.stdin.end();
      const steps = [
        setTimeout(() => killGroup(child, 'SIGTERM'), lost === null ? grace : 0),
        setTimeout(() => killGroup(child, 'SIGKILL'), lost === null ? grace + lastGrace : 0),
      ];
      await gone;
      for (const step of steps) clearTimeout(step);
    },
  };
}

/** What is wrong with a line that answers nothing. */
function whyNoise(line: string, read: ReturnType<typeof readReply>, answered: number): string {
  const shown = line.length <= 80 ? line : `${line.slice(0, 80)}…`;
  if (read === null)
    return `the driver wrote a line that is not an answer: ${shown} (logs belong on standard error)`;
  const why = read.id <= answered ? 'which was answered already' : 'which was not asked';
  return `the driver answered ${read.id}, ${why}: ${shown}`;
}

function readLines(
  { stdout }: ChildProcessWithoutNullStreams,
  { onLine, onEndless }: { onLine: (line: string) => void; onEndless: () => void },
): void {
  // The pieces of a line that has not ended: to put them together each time would take for ever with a long one.
  let pieces: string[] = [];
  let length = 0;
  stdout.setEncoding('utf8').on('data', (text: string) => {
    const [first = '', ...more] = text.split('\n');
    pieces.push(first);
    length += first.length;
    for (const next of more) {
      onLine(pieces.join(''));
      pieces = [next];
      length = next.length;
    }
    if (length <= longestLine) return;
    pieces = [];
    length = 0;
    onEndless();
  });
}

function killGroup({ pid }: ChildProcessWithoutNullStreams, how: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    // A negative id means the whole process group.
    process.kill(-pid, how);
  } catch {
    // It has ended already.
  }
}
