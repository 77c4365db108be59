import { parseArgs } from 'node:util';

/** An option of a measuring program: a whole number from 1 with its default, or a word that may be left out. */
export type BenchOption =
  | { readonly type: 'number'; readonly default: number; readonly help: string }
  | { readonly type: 'word'; readonly help: string };

/** What a measuring program was called with. */
export interface BenchOptions<Name extends string> {
  number(name: Name): number;
  word(name: Name): string | null;
}

/**
 * Reads the command line of a measuring program. Prints the help and ends the process with 0 where it is asked for;
 * ends it with 2 for an option that is not known or not a number.
 * @param script its name in package.json
 */
export function readOptions<Name extends string>(
  script: string,
  summary: string,
  options: Readonly<Record<Name, BenchOption>>,
): BenchOptions<Name> {
  const known: Readonly<Record<string, BenchOption>> = options;
  const help = helpOf(script, summary, known);
  const values = readValues(Object.keys(known), help);
  if (values['help'] === true) {
    console.log(help);
    process.exit(0);
  }
  const word = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    word,
    number(name) {
      const given = word(name);
      const option = known[name];
      if (given === null) return option?.type === 'number' ? option.default : Number.NaN;
      if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
      return usageError(`--${name} must be a whole number from 1 (got "${given}")`);
    },
  };
}

function readValues(
  names: readonly string[],
  help: string,
): Readonly<Record<string, string | boolean | undefined>> {
  const words = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ options: { ...words, help: { type: 'boolean' } } }).values;
  } catch (error) {
    return usageError(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function helpOf(
  script: string,
  summary: string,
  options: Readonly<Record<string, BenchOption>>,
): string {
  const rows = Object.entries(options).map(([name, option]) => {
    const flag = `  --${name} <${option.type}>`.padEnd(22);
    return `${flag}${option.help}${option.type === 'number' ? ` (default: ${option.default})` : ''}`;
  });
  const usage = rows.length === 0 ? `npm run ${script}` : `npm run ${script} -- [options]`;
  return [summary, '', `Usage: ${usage}`, ...rows].join('\n');
}

/** Ends the process with 2, the exit code of a usage error. */
export function usageError(message: string): never {
  console.error(message);
  process.exit(2);
}
