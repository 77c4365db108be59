import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Declaration } from '../../harness/document/declaration.ts';
import { install } from '../install.ts';
import type { Command } from '../processes.ts';
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

/** Installs the tools. @returns the folder @throws ProcessError */
export const installTools = (): Promise<string> =>
  install({
    what: 'Prism and Mockttp',
    from: bench,
    files: ['package.json', 'package-lock.json', 'mock/mockttp-server.js'],
    without: 'To measure without them: npm run bench-mock -- --tools no.',
  });

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
