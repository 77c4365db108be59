import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from '../cache-folder.ts';
import { freePort } from '../free-port.ts';
import { execute, launch, ProcessError } from '../processes.ts';
import type { RealServer } from './servers.ts';

/** The file that says that an installation is complete. */
const complete = 'complete';

/** Installs a server, unless it is there. @returns the folder @throws ProcessError */
export async function install(server: RealServer, note: (text: string) => void): Promise<string> {
  const folder = join(cacheFolder(), `${server.id}-${server.version}`);
  if (existsSync(join(folder, complete))) return folder;
  note(`installing it in ${folder}, which takes some minutes`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    for (const command of server.install(folder)) await execute(command);
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new ProcessError(`${error.message}\n  Its installation needs ${server.needs}.`);
  }
  writeFileSync(join(folder, complete), '');
  return folder;
}

/** A server that serves. */
export interface Served {
  readonly url: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** Milliseconds that a server may take until it serves. */
const patience = 120_000;

/** Starts a server on a free port of this machine, with empty data. @throws ProcessError */
export async function startServer(server: RealServer, installed: string): Promise<Served> {
  const data = mkdtempSync(join(tmpdir(), `${server.id}-`));
  const place = { installed, data, port: await freePort() };
  const remove = (): void => rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  try {
    for (const [name, text] of Object.entries(server.configuration(place))) {
      writeFileSync(join(data, name), text);
    }
    for (const command of server.prepare(place)) await execute(command);
    const running = launch(server.serve(place));
    const stop = async (): Promise<void> => {
      await running.stop();
      remove();
    };
    const url = `http://127.0.0.1:${place.port}`;
    const until = performance.now() + patience;
    while (!(await serves(url))) {
      const ended = running.ended();
      if (ended === null && performance.now() < until) await delay(200);
      else {
        await stop();
        throw new ProcessError(
          `${ended ?? 'it did not serve within two minutes'}: ${running.tail()}`,
        );
      }
    }
    return { url, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

async function serves(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_matrix/client/versions`)).ok;
  } catch {
    return false;
  }
}
