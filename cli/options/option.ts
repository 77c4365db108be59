import { didYouMean } from '../../harness/document/nearest.ts';
import { withoutPasswords } from '../process/passwords.ts';

/** An option of the command line: how it reads, and what its help says. */
export interface Option<out T> {
  /** Stands behind the option in its help, as in `--port <number>`; null for a switch. */
  readonly value: string | null;
  /** How often it may be given, and whether it takes all words that follow it. */
  readonly repeats: 'never' | 'one value each' | 'all words that follow';
  readonly help: string;
  readonly default: T;
  /** The default in the words of the help; null if there is none. */
  readonly shown: string | null;
  /** Reads what the command line or the configuration file has. @throws InvalidValue */
  readonly read: (given: unknown) => T;
  /** Whether `--no-…` is understood. */
  readonly negatable: boolean;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values of options, by their names. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** An option cannot have this value; the message continues a sentence that begins with the option's name. */
export class InvalidValue extends Error {}

type Read<T> = (given: unknown) => T;

const once = { repeats: 'never', negatable: false } as const;

/** An option that may be left out. @param shown what happens then, for the help */
export const optional = <T>(
  value: string,
  help: string,
  read: Read<T>,
  shown: string | null = null,
): Option<T | null> => ({ ...once, value, help, default: null, shown, read });

/** An option with a default. */
const defaulting = <T>(
  value: string,
  help: string,
  read: Read<T>,
  usual: T,
  shown = String(usual),
): Option<T> => ({ ...once, value, help, default: usual, shown, read });

/** A text with a default. */
export const text = (value: string, help: string, usual: string): Option<string> =>
  defaulting(value, help, readText, usual);

/** A whole number with a default. */
export const whole = (help: string, least: number, most: number, usual: number): Option<number> =>
  defaulting('number', help, readWhole(least, most), usual);

/** Seconds with a default; the value is milliseconds. */
export const seconds = (help: string, least: number, usual: number): Option<number> =>
  defaulting('seconds', help, readSeconds(least), usual * 1000, String(usual));

/** An option whose value is one of some words. */
export const choice = <const T extends string>(
  value: string,
  help: string,
  words: readonly T[],
  usual: NoInfer<T>,
): Option<T> => defaulting<T>(value, `${help}: ${words.join(', ')}`, readOneOf(words), usual);

/** An option that is on or off. */
export const toggle = (help: string): Option<boolean> => ({
  repeats: 'never',
  negatable: true,
  value: null,
  help,
  default: false,
  shown: null,
  read: readBoolean,
});

/** An option that may be given several times. */
export const list = <T>(
  value: string,
  help: string,
  read: Read<T>,
  more: Partial<Pick<Option<T>, 'shown' | 'repeats'>> = {},
): Option<readonly T[]> => ({
  repeats: 'all words that follow',
  shown: null,
  ...more,
  negatable: false,
  value,
  help,
  default: [],
  read: (given) => (Array.isArray(given) ? given : [given]).map((one) => read(one)),
});

export function readText(given: unknown): string {
  if (typeof given === 'string' && given !== '') return given;
  throw new InvalidValue(`must be a text ${got(given)}`);
}

function readBoolean(given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  throw new InvalidValue(`must be true or false ${got(given)}`);
}

export const readOneOf =
  <const T extends string>(words: readonly T[]): Read<T> =>
  (given) => {
    const word = words.find((w) => w === given);
    if (word !== undefined) return word;
    const hint = typeof given === 'string' ? didYouMean(given, words) : '';
    throw new InvalidValue(`must be one of ${words.join(', ')} ${got(given)}${hint}`);
  };

/** A number as people write it: no sign, no exponent, no second base. */
const readNumber =
  (least: number, most: number, kind: 'whole number' | 'number'): Read<number> =>
  (given) => {
    const number = typeof given === 'string' && /^\d+(\.\d+)?$/.test(given) ? Number(given) : given;
    const fits = typeof number === 'number' && number >= least && number <= most;
    if (fits && (kind === 'number' || Number.isInteger(number))) return number;
    throw new InvalidValue(`must be a ${kind} from ${least} to ${most} ${got(given)}`);
  };

export const readWhole = (least: number, most: number): Read<number> =>
  readNumber(least, most, 'whole number');

/** Seconds, as milliseconds. More than an hour is taken for a mistake. */
export const readSeconds =
  (least: number, most = 3600): Read<number> =>
  (given) => {
    try {
      return Math.ceil(readNumber(least, most, 'number')(given) * 1000);
    } catch {
      throw new InvalidValue(
        `must be a number of seconds from ${least} to ${most}, for example 30 ${got(given)}`,
      );
    }
  };

/** The end of a sentence about a value. */
export const got = (given: unknown): string =>
  `(got ${withoutPasswords(JSON.stringify(given) ?? 'nothing').slice(0, 80)})`;
