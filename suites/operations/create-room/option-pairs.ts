/** What createRoom is asked for; null leaves the option out. */
export interface RoomOptions {
  readonly method: 'POST' | 'PUT';
  readonly visibility: 'private' | 'public' | null;
  readonly name: Text | null;
  readonly topic: Text | null;
  readonly alias: 'plain' | 'unusual' | null;
  /** Whether there is a key besides that the declaration does not have. */
  readonly custom: boolean;
}

export type Text = 'empty' | 'plain' | 'unusual';

const methods = ['POST', 'PUT', 'POST', 'PUT'] as const;
const visibilities = ['private', 'public', null, 'public'] as const;
const texts = ['plain', null, 'unusual', 'empty'] as const;
const aliases = ['plain', null, 'unusual', null] as const;

/** Doubles a number below 4 in the field of four elements, where addition is `^`. */
const doubled = [0, 2, 3, 1] as const;

const levels = [0, 1, 2, 3] as const;

/**
 * Sixteen combinations in which every value of an option meets every value of every other one. They are the
 * orthogonal array of five columns with four levels: the columns are a, b, a + b, a + 2b and a + 3b in the field of
 * four elements, so two of them determine the rest. An option with fewer values repeats one.
 */
export const optionPairs: readonly RoomOptions[] = levels.flatMap((a) =>
  levels.map((b) => {
    const twice = doubled[b];
    return {
      name: texts[a],
      topic: texts[b],
      visibility: valueAt(visibilities, a ^ b),
      alias: valueAt(aliases, a ^ twice),
      method: valueAt(methods, a ^ twice ^ b),
      custom: a > 1 !== (b % 2 === 1),
    };
  }),
);

function valueAt<T>(values: readonly [T, T, T, T], level: number): T {
  const [first, second, third, fourth] = values;
  if (level === 0) return first;
  if (level === 1) return second;
  return level === 2 ? third : fourth;
}
