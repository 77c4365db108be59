import { isObject } from '../../harness/document/json.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import { UsageError } from '../exit.ts';
import { readText, readTextIfThere } from '../files/files.ts';
import { parseDocument } from '../files/parse-text.ts';
import { lintOptions } from './linting.ts';
import { runOptions } from './options.ts';

/** The file that is read without --config. */
const defaultFile = 'rooms-conformance.yaml';

/** Options of a command, as a file holds them. */
export interface Config {
  readonly name: string;
  /** By the names of the options without their dashes. */
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * Reads the configuration: the given file, or the default one in the current directory.
 * @param section whose options: those of `run` stand at the top, those of `lint` below a key of this name
 * @returns null where there is none
 * @throws UsageError
 */
export function readConfig(path: string | null, section: 'run' | 'lint' = 'run'): Config | null {
  const name = path ?? defaultFile;
  const text =
    path === null
      ? readTextIfThere(name, 'the configuration')
      : readText(name, 'the configuration');
  if (text === null) return null;
  const given = checkKeys(parseDocument(text, name) ?? {}, name);
  return section === 'run' ? { name, given } : lintSection(given['lint'] ?? {}, name);
}

function checkKeys(given: unknown, name: string): Config['given'] {
  if (!isObject(given)) {
    throw new UsageError(`${name} must hold options of run by name, for example "level: implied"`);
  }
  const keys = [...Object.keys(runOptions).map(dashed), 'lint'];
  const unknown = Object.keys(given).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(`${name}: unknown option "${unknown}"${didYouMean(unknown, keys)}`);
  }
  return given;
}

function lintSection(given: unknown, name: string): Config {
  const keys = Object.keys(lintOptions).map(dashed);
  if (!isObject(given)) {
    throw new UsageError(
      `${name}: lint must hold options of lint by name, for example "fail-on: warning"`,
    );
  }
  const unknown = Object.keys(given).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw new UsageError(`${name}: lint has no option "${unknown}"${didYouMean(unknown, keys)}`);
  }
  return { name: `${name}: lint`, given };
}

/** The name of an option as people write it: `base-path` for `basePath`. */
export const dashed = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
