import { parseArgs } from 'node:util';

/** What a script was asked for on its command line. */
export interface Asked {
  /** A whole number from 1. */
  number(name: string, otherwise: number): number;
  text(name: string): string | null;
}

/** Reads `--name value` for each of the names. Ends the program with 2 where something else stands there. */
export function readAsked(names: readonly string[]): Asked {
  const values = readValues(names);
  const text = (name: string): string | null => values[name] ?? null;
  return {
    text,
    number(name, otherwise) {
      const given = text(name);
      if (given === null) return otherwise;
      return /^[1-9]\d{0,8}$/.test(given)
        ? Number(given)
        : misunderstood(`--${name} must be a whole number from 1`);
    },
  };
}

function readValues(names: readonly string[]): Readonly<Record<string, string | undefined>> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ options }).values;
  } catch {
    return misunderstood(`the options are ${names.map((name) => `--${name} VALUE`).join(' ')}`);
  }
}

/** Ends the program: the question was wrong. */
export function misunderstood(words: string): never {
  console.error(words);
  process.exit(2);
}
