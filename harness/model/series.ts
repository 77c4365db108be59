import { Arbitrary, type Random, Stream, Value } from 'fast-check';

/** Chance, as a search deals it out: everything drawn from it can be drawn again. */
export interface Chance {
  /** A whole number from 0 up to, and without, `n`. */
  below(n: number): number;
  /** One of a list that is not empty. */
  pick<const T>(list: readonly [T, ...T[]]): T;
  /** One of a list, each as likely as its weight says; null where all weights are 0. */
  weigh<T>(list: readonly T[], weight: (item: T) => number): T | null;
}

/** How series of steps are drawn and made simpler. */
export interface Drawing<Step> {
  draw(chance: Chance): readonly Step[];
  /** Simpler forms of a step, the simplest first; none if left out. */
  simpler?(step: Step): readonly Step[];
  /** Simpler forms of a whole series other than with steps left out; none if left out. */
  simplerSeries?(steps: readonly Step[]): readonly (readonly Step[])[];
}

/**
 * Series of steps, drawn as they please. A failing one is made smaller as in delta debugging (Zeller and
 * Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002): halves are left out, then quarters,
 * down to single steps; then single steps become simpler. So any series will do for a step that is played only
 * where it can be played.
 */
export const series = <Step>(drawing: Drawing<Step>): Arbitrary<readonly Step[]> =>
  new Series(drawing);

/** fast-check's way in for own arbitraries is a subclass. */
class Series<Step> extends Arbitrary<readonly Step[]> {
  readonly #drawing: Drawing<Step>;

  constructor(drawing: Drawing<Step>) {
    super();
    this.#drawing = drawing;
  }

  override generate(random: Random): Value<readonly Step[]> {
    return new Value(this.#drawing.draw(chanceOf(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly Step[] {
    return Array.isArray(value);
  }

  override shrink(steps: readonly Step[]): Stream<Value<readonly Step[]>> {
    return new Stream(smaller(this.#drawing, steps)).map((value) => new Value(value, undefined));
  }
}

function* smaller<Step>(
  { simpler, simplerSeries }: Drawing<Step>,
  steps: readonly Step[],
): IterableIterator<readonly Step[]> {
  const n = steps.length;
  for (let size = Math.ceil(n / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // From the end: what comes after the failure goes first.
    for (let to = n; to > 0; to -= size) {
      if (size < n) yield [...steps.slice(0, Math.max(0, to - size)), ...steps.slice(to)];
    }
  }
  yield* simplerSeries?.(steps) ?? [];
  for (const [i, step] of steps.entries()) {
    for (const other of simpler?.(step) ?? []) yield steps.with(i, other);
  }
}

/** Chance from fast-check's. */
function chanceOf(random: Pick<Random, 'nextInt'>): Chance {
  const below = (n: number): number => random.nextInt(0, n - 1);
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    weigh(list, weight) {
      const weights = list.map((item) => Math.round(weight(item) * 16));
      const all = weights.reduce((a, b) => a + b, 0);
      if (all === 0) return null;
      let left = below(all);
      return list.find((_, i) => (left -= weights[i] ?? 0) < 0) ?? null;
    },
  };
}
