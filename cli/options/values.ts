import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../exit.ts';
import { type Config, dashed } from './config.ts';
import { InvalidValue, type Option, type Options } from './option.ts';

/** Options of the command line, as typed: a list of texts, or whether a switch is on. */
export type Typed = Readonly<Record<string, boolean | readonly string[]>>;

/** The values of options: the command line wins over the file, and the file over the default. */
export function valuesOf(
  options: Options,
  typed: Typed,
  file: Config | null,
): Readonly<Record<string, unknown>> {
  const values = Object.fromEntries(
    Object.entries(options).map(([key, option]) => {
      const given = typed[key];
      if (given !== undefined) return [key, readTyped(`--${dashed(key)}`, option, given)];
      const written = file?.given[dashed(key)];
      if (file === null || written === undefined || written === null) return [key, option.default];
      return [key, readNamed(`${file.name}: ${dashed(key)}`, option, written)];
    }),
  );
  if (values['quiet'] === true && values['verbose'] === true) {
    throw new UsageError(
      '--quiet and --verbose cannot be used together. If the configuration file sets one of them, use --no-quiet or --no-verbose.',
    );
  }
  return withOneBasePath(values, typed);
}

/** --api stands for a base path, so that only one of the two can be given; the command line wins over the file. */
function withOneBasePath(
  values: Readonly<Record<string, unknown>>,
  typed: Typed,
): Readonly<Record<string, unknown>> {
  if ((values['api'] ?? null) === null || values['basePath'] === null) return values;
  const [api, basePath] = [typed['api'] !== undefined, typed['basePath'] !== undefined];
  if (api === basePath) {
    throw new UsageError(
      '--api and --base-path cannot be used together: both say below which path the operations are served.',
    );
  }
  return api ? { ...values, basePath: null } : { ...values, api: null };
}

function readTyped(flag: string, option: Option<unknown>, given: Typed[string]): unknown {
  if (typeof given === 'boolean' || option.repeats !== 'never') {
    return readNamed(flag, option, given);
  }
  if (given.length > 1)
    throw new UsageError(`${flag} can be given only once (got ${given.join(', ')})`);
  return readNamed(flag, option, given[0]);
}

function readNamed(name: string, option: Option<unknown>, given: unknown): unknown {
  try {
    return option.read(given);
  } catch (error) {
    if (error instanceof InvalidValue) throw new UsageError(`${name} ${error.message}`);
    throw error;
  }
}

/** The words that give options their values on the command line; those with their default need none. */
export const wordsOf = (
  options: Options,
  values: Readonly<Record<string, unknown>>,
): readonly string[] =>
  Object.entries(options).flatMap(([key, option]) => {
    const value = values[key];
    if (isDeepStrictEqual(value, option.default)) return [];
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    // Seconds are kept as milliseconds.
    const words = all.map((one) => String(option.value === 'seconds' ? Number(one) / 1000 : one));
    return [`--${dashed(key)}`, ...words];
  });
