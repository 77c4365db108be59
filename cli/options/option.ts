import { didYouMean } from '../../harness/run/nearest.ts';

/** An option of the command line: how it reads, and what its help says. */
export interface Option<out T> {
  /** Stands behind the option in its help, as in `--port <number>`; null for a switch. */
  readonly value: string | null;
  /** How often it may be given, and whether it takes all words that follow it. */
  readonly repeats: 'never' | 'one value each' | 'all words that follow';
  readonly help: string;
  readonly default: T;
  /** The default in the words of the help; null where there is none to tell. */
  readonly shown: string | null;
  /** Reads what the command line or the configuration file has. @throws InvalidValue */
  readonly read: (given: unknown) => T;
  /** Whether `--no-…` is understood. */
  readonly negatable: boolean;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** What options come to, by their names. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** An option cannot have this value; the message goes on after the option's name. */
export class InvalidValue extends Error {}

type Read<T> = (given: unknown) => T;
type Details<T> = Pick<Option<T>, 'value' | 'help' | 'default' | 'read'> &
  Partial<Pick<Option<T>, 'shown' | 'repeats' | 'negatable'>>;

/** An option with one value. */
export const option = <T>(details: Details<T>): Option<T> => ({
  shown: details.default === null ? null : String(details.default),
  repeats: 'never',
  negatable: false,
  ...details,
});

/** An option that is on or off. */
export const toggle = (help: string): Option<boolean> =>
  option({ value: null, help, default: false, shown: null, negatable: true, read: readBoolean });

/** An option that may be given several times. */
export const list = <T>(
  details: Pick<Option<T>, 'value' | 'help' | 'read'> &
    Partial<Pick<Option<T>, 'shown' | 'repeats'>>,
): Option<readonly T[]> =>
  option<readonly T[]>({
    shown: null,
    repeats: 'all words that follow',
    ...details,
    default: [],
    read: (given) => (Array.isArray(given) ? given : [given]).map((one) => details.read(one)),
  });

/** An option whose value is one of some words. */
export const choice = <const T extends string>(
  value: string,
  help: string,
  words: readonly T[],
  usual: NoInfer<T>,
): Option<T> =>
  option<T>({
    value,
    help: `${help}: ${words.join(', ')}`,
    default: usual,
    read: readOneOf(words),
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
  (least: number): Read<number> =>
  (given) => {
    try {
      return Math.ceil(readNumber(least, 3600, 'number')(given) * 1000);
    } catch {
      throw new InvalidValue(
        `must be a number of seconds from ${least} to 3600, for example 30 ${got(given)}`,
      );
    }
  };

/** The end of a sentence about a value. */
export const got = (given: unknown): string =>
  `(got ${(JSON.stringify(given) ?? 'nothing').slice(0, 80)})`;
