import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Declaration } from '../../harness/document/declaration.ts';
import { cacheFolder } from '../cache-folder.ts';
import { type Command, execute, ProcessError } from '../processes.ts';
import type { Answered } from './answers.ts';
import { openApiOf } from './openapi.ts';

/** A server that takes part, as a process. */
export interface Contestant {
  readonly name: string;
  /** Whether it has users and rooms of its own. */
  readonly keepsState: boolean;
  readonly command: (port: number) => Command;
}

/** The root of the project, and the folder that says which versions of the tools are installed. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const bench = join(root, 'bench');

const node = (args: readonly string[], folder = root): Command => ({
  program: process.execPath,
  args,
  folder,
});

const command = (name: string, ...options: readonly string[]): Contestant['command'] => {
  return (port) => node(['dist/cli/main.js', name, '--port', String(port), ...options]);
};

/** The mock as people start it, with its journal and its judge. */
export const mock: Contestant = {
  name: 'the mock',
  keepsState: true,
  command: command('mock', '--quiet'),
};

/** The reference server alone. */
export const referenceServer: Contestant = {
  name: 'the reference server',
  keepsState: true,
  command: command('serve'),
};

/** What the tools need: copied to where they are installed. */
const sources = ['package.json', 'package-lock.json', 'mock/mockttp-server.js'];

/**
 * Installs the tools outside of the project, as bench/package-lock.json says, unless they are there.
 * @returns the folder
 * @throws ProcessError
 */
export async function installTools(): Promise<string> {
  const lock = readFileSync(join(bench, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `bench-${version}`);
  const complete = join(folder, 'complete');
  mkdirSync(folder, { recursive: true });
  for (const path of sources) cpSync(join(bench, path), join(folder, basename(path)));
  if (existsSync(complete)) return folder;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await execute({ program: 'npm', args, folder });
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
    throw new ProcessError(
      `Prism and Mockttp could not be installed in ${folder}, which needs the network. ` +
        `To measure without them: npm run bench-mock -- --tools no. (${error.message})`,
    );
  }
  writeFileSync(complete, '');
  return folder;
}

/** The tools that the mock is compared with. */
export interface Tools {
  readonly prism: Contestant;
  readonly mockttp: Contestant;
  readonly mockttpWithoutRecord: Contestant;
  /** Prints how long each of some resets of Mockttp took, in milliseconds. */
  readonly resetMockttp: (port: number, count: number) => Command;
  /** Removes what they were given. */
  readonly remove: () => void;
}

/** Prepares the tools: they answer what our server answered. */
export function prepareTools(
  installed: string,
  declaration: Declaration,
  answers: readonly Answered[],
): Tools {
  const folder = mkdtempSync(join(tmpdir(), 'bench-mock-'));
  const document = join(folder, 'openapi.json');
  const file = join(folder, 'answers.json');
  const examples = Object.fromEntries(answers.map(({ operation, body }) => [operation, body]));
  writeFileSync(document, JSON.stringify(openApiOf(declaration, examples)));
  writeFileSync(file, JSON.stringify(answers));
  const prism = join(installed, 'node_modules/@stoplight/prism-cli/dist/index.js');
  const mockttp = (port: number, ...options: readonly string[]): Command =>
    node([join(installed, 'mockttp-server.js'), String(port), file, ...options]);
  return {
    prism: {
      name: 'Prism',
      keepsState: false,
      // It would write several lines for each request.
      command: (port) => node([prism, 'mock', '-p', String(port), '-v', 'error', document]),
    },
    mockttp: { name: 'Mockttp', keepsState: false, command: (port) => mockttp(port) },
    mockttpWithoutRecord: {
      name: 'Mockttp without its record of requests',
      keepsState: false,
      command: (port) => mockttp(port, '--no-record'),
    },
    resetMockttp: (port, count) => mockttp(port, '--resets', String(count)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
