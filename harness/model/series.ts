import { Arbitrary, type Random, Stream, tuple, Value } from 'fast-check';

/** How series of steps are drawn and shrunk. */
export interface SeriesParts<Step> {
  /** Draws series by fast-check's arbitraries or, where steps depend on the state of a model, by a function. */
  readonly draw: Arbitrary<readonly Step[]> | ((random: Random) => readonly Step[]);
  /** Draws any step. A step that it cannot draw is not made simpler. */
  readonly step: Arbitrary<Step>;
  /** Simpler forms of a whole series, such as two steps merged into one; none if left out. */
  readonly merge?: (steps: readonly Step[]) => readonly (readonly Step[])[];
}

/**
 * Series of steps that are drawn in one way and shrunk in another. fast-check shrinks a value along the choices that
 * drew it, and draws anew what depended on one of them (`chain`, `gen`). Here a step is played only where it can be
 * played, so that any steps make a series, and the very series that failed can be made smaller.
 *
 * Steps are left out as in delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing
 * Input", 2002): halves, then quarters, down to single steps. `array` of fast-check leaves out only a block before a
 * tail that it keeps, which took two to four times the plays and left 15 steps where 8 are enough (docs/decisions/0023-steps-are-declared-once.md).
 * Then single steps are made simpler, by the arbitrary of a step.
 */
export const series = <Step>(parts: SeriesParts<Step>): Arbitrary<readonly Step[]> =>
  new Series(parts);

class Series<Step> extends Arbitrary<readonly Step[]> {
  readonly #parts: SeriesParts<Step>;

  constructor(parts: SeriesParts<Step>) {
    super();
    this.#parts = parts;
  }

  /** Without fast-check's bias to short lists: a search of a few dozen runs cannot spare them. */
  override generate(random: Random): Value<readonly Step[]> {
    const { draw } = this.#parts;
    const drawn =
      typeof draw === 'function' ? draw(random) : draw.generate(random, undefined).value;
    return new Value(drawn, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly Step[] {
    return Array.isArray(value);
  }

  override shrink(steps: readonly Step[]): Stream<Value<readonly Step[]>> {
    return new Stream(smaller(this.#parts, steps)).map((value) => new Value(value, undefined));
  }
}

function* smaller<Step>(
  { step, merge }: SeriesParts<Step>,
  steps: readonly Step[],
): IterableIterator<readonly Step[]> {
  const n = steps.length;
  for (let size = Math.ceil(n / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    // From the end: what comes after the failure goes first.
    for (let to = n; to > 0; to -= size) {
      if (size < n) yield [...steps.slice(0, Math.max(0, to - size)), ...steps.slice(to)];
    }
  }
  yield* merge?.(steps) ?? [];
  for (const [i, one] of steps.entries()) {
    if (!step.canShrinkWithoutContext(one)) continue;
    for (const { value } of step.shrink(one, undefined)) yield steps.with(i, value);
  }
}

/** A step, or several one after the other. */
type Nested<Step> = Step | readonly Nested<Step>[];

/** Draws each in turn, a step or several, and makes one series of them. */
export const inOrder = <Step>(
  ...parts: readonly Arbitrary<Nested<Step>>[]
): Arbitrary<readonly Step[]> => tuple(...parts).map(flatten<Step>);

const flatten = <Step>(nested: readonly Nested<Step>[]): readonly Step[] =>
  nested.flatMap((item) => (isList(item) ? flatten(item) : [item]));

const isList = <Step>(item: Nested<Step>): item is readonly Nested<Step>[] => Array.isArray(item);
