import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliHere } from '../../cli/testing/here.ts';
import { folderWith } from '../mock/guides/page.ts';
import { program } from '../mock/guides/shell.ts';

const root = join(import.meta.dirname, '../..');

/** The words of a command line of a page, without their quotes. */
const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, ...found]) => found.join(''));

/**
 * An empty folder in which `npx matrix-rooms-conformance` is the command of this checkout.
 * @param more options that every `client` gets, so that a test takes less time
 */
export function project(more = ''): {
  readonly folder: string;
  /** Carries out a command line of a page. */
  run(line: string): Promise<{ readonly code: number; readonly text: string }>;
  /** Has a shell carry it out, and a process be the command. */
  runByShell(line: string): ReturnType<typeof program>;
} {
  const folder = folderWith({});
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const main = join(root, 'dist/cli/main.js');
  const script = `#!/bin/sh
shift
command="$1"
shift
[ "$command" = client ] && set -- ${more} "$@"
exec "${process.execPath}" "${main}" "$command" "$@"
`;
  writeFileSync(join(bin, 'npx'), script);
  chmodSync(join(bin, 'npx'), 0o755);
  const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
  return {
    folder,
    async run(line) {
      const [npx = '', name = '', command = '', ...rest] = wordsOf(line);
      if (npx !== 'npx' || name !== 'matrix-rooms-conformance')
        throw new Error(`not a command line of the suite: ${line}`);
      const options = command === 'client' ? wordsOf(more) : [];
      const { code, stdout, stderr } = await cliHere([command, ...options, ...rest], folder);
      return { code, text: stdout + stderr };
    },
    runByShell: (line) => program('sh', ['-c', line], folder, { PATH }),
  };
}

const mark = 'Nothing below needs to be changed.';

/** Puts the upper part of a driver, as the page has it, in the place of that of the template. */
export function fillIn(path: string, upper: string): void {
  const template = readFileSync(path, 'utf8');
  const at = template.lastIndexOf('\n', template.indexOf(mark)) + 1;
  writeFileSync(path, `${upper.trimEnd()}\n\n${template.slice(at)}`);
}
