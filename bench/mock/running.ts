import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Declaration } from '../../harness/document/declaration.ts';
import { freePort } from '../free-port.ts';
import { execute, launch, ProcessError } from '../processes.ts';
import { begin, type Conversation, pretend } from './conversation.ts';
import type { Contestant } from './contestants.ts';
import { ask, withConnections } from './load.ts';

/** A contestant that serves. */
export interface Running {
  readonly name: string;
  readonly url: string;
  /** Milliseconds from its start to its first answer. */
  readonly startUp: number;
  /** Makes a room to talk in, where it has rooms. */
  readonly begin: (declaration: Declaration) => Promise<Conversation>;
  /** Milliseconds of processor time that it has used; null where the system does not tell. */
  readonly processorTime: () => number | null;
  /** Megabytes of memory that it has. */
  readonly memory: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Milliseconds that a contestant may take until its first answer. */
const patience = 120_000;

/** Starts a contestant on a free port, and waits for its first answer. @throws ProcessError */
export async function start({ name, keepsState, command }: Contestant): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const process = launch(command(port));
  while (!(await answers(url))) {
    const ended = process.ended();
    if (ended === null && performance.now() - began < patience) await delay(2);
    else {
      await process.stop();
      throw new ProcessError(`${name} did not serve: ${ended ?? 'too late'}: ${process.tail()}`);
    }
  }
  const startUp = performance.now() - began;
  const { pid = 0 } = process;
  return {
    name,
    url,
    startUp,
    begin: (declaration) =>
      keepsState
        ? withConnections(url, 1, ([client]) =>
            begin(declaration, async (call) =>
              client === undefined ? '' : await ask(client, call),
            ),
          )
        : Promise.resolve(pretend(declaration)),
    processorTime: () => processorTimeOf(pid),
    memory: () => memoryOf(pid),
    stop: process.stop,
  };
}

/** Any answer will do. */
async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(`${url}/_matrix/client/versions`)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Linux counts it in hundredths of a second. */
function processorTimeOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

async function memoryOf(pid: number): Promise<number> {
  const args = ['-o', 'rss=', '-p', String(pid)];
  return Number(await execute({ program: 'ps', args, folder: '.' })) / 1024;
}
