import {
  accessSync,
  constants,
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../exit.ts';
import { decodeText } from './parse-text.ts';

/** Reads a file that comes with the program, such as a schema. @param path below the root of the package */
export const readBundled = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The text of a file. @throws UsageError where it cannot be read; `what` says what it is for */
export const readText = (path: string, what: string): string =>
  decodeText(readBytes(path, what), `${what} ${path}`);

/** The bytes of a file. @throws UsageError where it cannot be read; `what` says what it is for */
export function readBytes(path: string, what: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** A file that is read piece by piece. */
export interface OpenFile {
  /** Bytes; 0 where that is not known, as of a pipe. */
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Opens a file that may be too long for the memory.
 * @param signal ends the bytes with an error
 * @throws UsageError where it cannot be opened
 */
export function openFile(path: string, what: string, signal: AbortSignal): OpenFile {
  try {
    accessSync(path, constants.R_OK);
    const known = statSync(path);
    if (known.isDirectory()) throw new Error('it is a directory');
    return { size: known.isFile() ? known.size : 0, bytes: createReadStream(path, { signal }) };
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** Whether a file holds a text, as UTF-8 without a byte order mark. */
export function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(text, 'utf8'));
  } catch {
    return false;
  }
}

/** Whether a path is a folder. */
export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** All files in a folder and below it, sorted; folders of packages and hidden ones are left out. @throws UsageError */
export function filesBelow(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
      .flatMap((entry) => {
        const file = join(path, entry.name);
        if (entry.isDirectory()) return filesBelow(file);
        return entry.isFile() ? [file] : [];
      });
  } catch (error) {
    throw new UsageError(`the folder ${path} cannot be read: ${reasonOf(error)}`);
  }
}

/** The path of a file without links; null where there is no such file. */
export function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** The text of a file; null where there is none. @throws UsageError where it cannot be read */
export const readTextIfThere = (path: string, what: string): string | null =>
  statSync(path, { throwIfNoEntry: false }) === undefined ? null : readText(path, what);

/**
 * Makes sure that a file can be written, its folders included.
 * @param inputs files that are read, which it may not be one of
 * @throws UsageError
 */
export function prepareFile(
  path: string,
  what = 'the report',
  inputs: readonly string[] = [],
): void {
  const real = realPathOf(path);
  if (real !== null && inputs.some((input) => realPathOf(input) === real))
    throw new UsageError(
      `${what} would be written over ${path}, which is read; give it another name`,
    );
  try {
    makeFolder(dirname(path));
    const known = statSync(path, { throwIfNoEntry: false });
    if (known?.isDirectory() === true) throw new Error('it is a directory');
    if (known !== undefined) accessSync(path, constants.W_OK);
    if (known === undefined || known.isFile()) {
      const trial = neighbour(path);
      writeFileSync(trial, '', { flag: 'wx' });
      rmSync(trial);
    }
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be written: ${reasonOf(error)}`);
  }
}

/** Makes sure that a folder is there or could be made, without making it. @throws UsageError */
export function checkFolder(path: string, what: string): void {
  try {
    const nearest = nearestOf(path);
    if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is not a directory`);
    accessSync(nearest, constants.W_OK);
  } catch (error) {
    throw new UsageError(`${what} cannot be written to ${path}: ${reasonOf(error)}`);
  }
}

/** The path, or its longest part that exists. */
const nearestOf = (path: string): string =>
  statSync(path, { throwIfNoEntry: false }) === undefined ? nearestOf(dirname(path)) : path;

/** Writes a file as `writeFile` does, and makes the folders it lies in. @throws UsageError */
export function writeInFolder(path: string, text: string, what: string): void {
  try {
    makeFolder(dirname(path));
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be written: ${reasonOf(error)}`);
  }
  writeFile(path, text, what);
}

/**
 * Writes a file at once or not at all: no reader ever sees half of it. Anything that is not a plain file
 * (a pipe, /dev/null) is written directly.
 * @throws UsageError
 */
export function writeFile(path: string, text: string, what = 'the report'): void {
  try {
    const known = statSync(path, { throwIfNoEntry: false });
    if (known !== undefined && !known.isFile()) return writeFileSync(path, text);
    const real = known === undefined ? path : realpathSync(path);
    const fresh = neighbour(real);
    try {
      writeFileSync(fresh, text, {
        flag: 'wx',
        ...(known === undefined ? {} : { mode: known.mode }),
      });
      renameSync(fresh, real);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UsageError(`${what} ${path} cannot be written: ${reasonOf(error)}`);
  }
}

/** Node's own recursion never ends below /proc, where making a folder says that there is none. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** A name in the same folder: only there a rename is one step. */
const neighbour = (path: string): string =>
  join(dirname(path), `.${basename(path)}.${Math.random().toString(36).slice(2)}`);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EEXIST: 'a part of its path is not a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
};

/** Why a file or a stream cannot be used, in words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons[code] ?? error.message;
}
