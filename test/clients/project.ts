import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith } from '../mock/guides/page.ts';
import { program } from '../mock/guides/shell.ts';

const root = join(import.meta.dirname, '../..');

/**
 * An empty folder in which `npx matrix-rooms-conformance` is the command of this checkout.
 * @param more options that every `client` gets, so that a test takes less time
 */
export function project(more = ''): {
  readonly folder: string;
  run(line: string): ReturnType<typeof program>;
} {
  const folder = folderWith({});
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const main = join(root, 'dist/cli/main.js');
  const npx = `#!/bin/sh
shift
command="$1"
shift
[ "$command" = client ] && set -- ${more} "$@"
exec "${process.execPath}" "${main}" "$command" "$@"
`;
  writeFileSync(join(bin, 'npx'), npx);
  chmodSync(join(bin, 'npx'), 0o755);
  const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
  return { folder, run: (line) => program('sh', ['-c', line], folder, { PATH }) };
}

const mark = 'Nothing below needs to be changed.';

/** Puts the upper part of a driver, as the page has it, in the place of that of the template. */
export function fillIn(path: string, upper: string): void {
  const template = readFileSync(path, 'utf8');
  const at = template.lastIndexOf('\n', template.indexOf(mark)) + 1;
  writeFileSync(path, `${upper.trimEnd()}\n\n${template.slice(at)}`);
}
