import { spawn } from 'node:child_process';
import type { JsonObject } from '../../harness/document/json.ts';
import type { Driver } from './driver.ts';
import { type DriverReply, type DriverRequest, readReply } from './protocol.ts';

/** The longest line that a driver may write, in characters. */
const longestLine = 16 * 1024 * 1024;

/** How long a driver has to end by itself, in milliseconds. */
const grace = 2000;

/** How a driver process is run. */
export interface ProcessDriverOptions {
  /** The program, and its arguments. */
  readonly command: readonly string[];
  /** How long it may take for an instruction, in milliseconds. */
  readonly deadline: number;
  /** What the driver writes to standard error, which is free for its logs. */
  readonly onLog: (text: string) => void;
}

/** What comes of one line that was sent. */
type Wait = (reply: DriverReply) => void;

/** A driver that is a process of its own: JSON lines go in and come out. It is started anew once it was lost. */
export function createProcessDriver(options: ProcessDriverOptions): Driver {
  let current: Session | null = null;
  let sent = 0;

  const ask = async (request: WithoutId): Promise<DriverReply> => {
    current ??= openSession(options);
    sent += 1;
    const session = current;
    const reply = await session.ask({ ...request, id: sent }, options.deadline);
    if (reply.kind === 'lost') {
      current = null;
      await session.end();
    }
    return reply;
  };
  return {
    start: (baseUrl, users) => ask({ do: 'start', baseUrl, users }),
    do: (instruction, as, args: JsonObject) => ask({ do: instruction, as, args }),
    async end() {
      const session = current;
      current = null;
      await session?.end();
    },
  };
}

type WithoutId = DriverRequest extends infer R
  ? R extends unknown
    ? Omit<R, 'id'>
    : never
  : never;

/** One process, from its start to its end. */
interface Session {
  readonly ask: (
    request: object & { readonly id: number },
    deadline: number,
  ) => Promise<DriverReply>;
  readonly end: () => Promise<void>;
}

function openSession({ command, onLog }: ProcessDriverOptions): Session {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const waiting = new Map<number, Wait>();
  let rest = '';
  let lost: DriverReply | null = null;

  const lose = (how: 'crashed' | 'hung' | 'noise', why: string): void => {
    lost ??= { kind: 'lost', how, why };
    for (const wait of waiting.values()) wait(lost);
    waiting.clear();
  };
  const take = (line: string): void => {
    if (line.trim() === '') return;
    const read = readReply(line);
    const wait = read === null ? undefined : waiting.get(read.id);
    if (read === null || wait === undefined) {
      const shown = line.slice(0, 80);
      lose('noise', `the driver wrote a line that is not an answer: ${shown}`);
      return;
    }
    waiting.delete(read.id);
    wait(read.reply);
  };

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > longestLine) lose('noise', 'the driver wrote a line without an end');
  });
  child.stderr.setEncoding('utf8').on('data', onLog);
  child.stdin.on('error', () => {});
  child.on('error', (error) => lose('crashed', `the driver cannot be started: ${error.message}`));
  const closed = new Promise<void>((resolve) => {
    child.on('error', () => resolve());
    child.on('close', (code, signal) => {
      lose(
        'crashed',
        `the driver ended ${code === null ? `by ${signal}` : `with exit code ${code}`}`,
      );
      resolve();
    });
  });
  const kill = (how: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      // A negative id means the whole process group.
      process.kill(-child.pid, how);
    } catch {
      // It has ended already.
    }
  };

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
      const timer = setTimeout(() => kill('SIGKILL'), lost?.kind === 'lost' ? 0 : grace);
      await closed;
      clearTimeout(timer);
    },
  };
}
