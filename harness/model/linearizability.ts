/** One request as its client saw it. */
export interface Operation<Input, Output> {
  /** Who made it; shown, and of no weight. */
  readonly client: string;
  readonly input: Input;
  /** Null where no answer came: then it may have happened, or not, or may happen yet. */
  readonly output: Output | null;
  /** Milliseconds on one monotonic clock; `returned` is Infinity where no answer came. */
  readonly called: number;
  readonly returned: number;
}

/** What clients would see if they came one after the other. */
export interface Model<State, Input, Output> {
  readonly first: State;
  /**
   * The states that a request may lead to which is answered so; none where it cannot be answered so. Several where
   * the target is free. Must be pure: the search asks often, and in any order. Without an answer (null) these are
   * the states it may lead to if it happened.
   */
  after(state: State, input: Input, output: Output | null): readonly State[];
  /** Whether a request that is answered so changes nothing, in whatever state: then it is taken as soon as it can be. */
  onlyLooks(input: Input, output: Output): boolean;
  /** A text that is equal for equal states only. */
  key(state: State): string;
}

/** When a search is given up: after so many configurations, or milliseconds. */
export interface Patience {
  readonly configurations: number;
  readonly milliseconds: number;
}

/** Whether some order of the requests explains all answers. */
export type Explained<State, Input, Output> =
  | {
      readonly answer: 'ok';
      /** One such order; without those that nobody heard of and that need not have happened. */
      readonly order: readonly Operation<Input, Output>[];
    }
  | {
      readonly answer: 'illegal';
      /** The longest order that could be found, where it leads to, and the request that has to be next, at the latest. */
      readonly order: readonly Operation<Input, Output>[];
      readonly state: State;
      readonly stuck: Operation<Input, Output>;
    }
  /** It was given up. That is no explanation, and no violation either. */
  | { readonly answer: 'unknown'; readonly configurations: number };

/** Far more than the histories of a race need, and little enough not to be waited for. */
const defaultPatience: Patience = { configurations: 200_000, milliseconds: 250 };

/** A request that may be next, and a state that it may lead to. */
interface Choice<State> {
  readonly index: number;
  readonly state: State;
}

/** A place in the search: an order so far, its state, and what may come next. */
interface Place<State> extends Choice<State> {
  /** The request that led here; -1 at the beginning. */
  readonly index: number;
  readonly choices: Iterator<Choice<State>>;
  /** The first request that is not in the order. */
  readonly from: number;
}

/**
 * Whether a history is linearizable: whether each request can be taken to happen at one instant between its call and
 * its return, so that the answers are those of the model (Herlihy and Wing, "Linearizability: a correctness condition
 * for concurrent objects", 1990). The search is that of Wing and Gong, "Testing and verifying concurrent objects"
 * (1993), which tries orders depth first, with the memory of Lowe, "Testing for linearizability" (2017): a set of
 * requests that led to a state once need not be looked at again, in whatever order they came.
 *
 * Intervals are closed: a request that is called at the very time at which another returns may come before it. The
 * clock is coarser than what it measures, so equal times tell nothing about which was first, and an order that is not
 * known must not be held against a target:
 *
 *     alice  |- write 1 -|             the clock says 5 for the end of one and the beginning of the other;
 *     bob                |- read: 0 -| bob may have read before alice had written
 *
 * A request without an answer stays possible for ever and is never required (Herlihy and Wing's pending invocations).
 */
export function explain<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  patience: Patience = defaultPatience,
): Explained<State, Input, Output> {
  const operations = history.toSorted((a, b) => a.called - b.called);
  const deadline = performance.now() + patience.milliseconds;
  const taken = createTaken(operations.length);
  const seen = new Set<string>();
  let unanswered = operations.filter(({ output }) => output !== null).length;
  let longest: Longest<State> = { indexes: [], state: model.first };

  function* choicesIn(state: State, from: number): Generator<Choice<State>> {
    const choices: Choice<State>[] = [];
    // What has returned must come before whatever was called later: the earliest return is the border.
    let border = Infinity;
    for (let index = from; index < operations.length; index += 1) {
      const operation = operations[index];
      if (operation === undefined || operation.called > border) break;
      if (taken.has(index)) continue;
      border = Math.min(border, operation.returned);
      const [next, ...others] = model.after(state, operation.input, operation.output);
      if (next === undefined) continue;
      if (operation.output !== null && model.onlyLooks(operation.input, operation.output)) {
        // It may come now and changes nothing: an order in which it comes later can have it now as well.
        yield { index, state: next };
        return;
      }
      for (const each of [next, ...others]) choices.push({ index, state: each });
    }
    yield* choices;
  }

  const path: Place<State>[] = [
    { index: -1, state: model.first, choices: choicesIn(model.first, 0), from: 0 },
  ];
  const order = (indexes: readonly number[]): readonly Operation<Input, Output>[] =>
    indexes.flatMap((index) => operations[index] ?? []);
  const soFar = (): readonly number[] => path.slice(1).map(({ index }) => index);

  while (unanswered > 0) {
    const top = path.at(-1);
    if (top === undefined) return { answer: 'illegal', ...stuckAfter(operations, longest) };
    const { value: choice, done } = top.choices.next();
    if (done === true) {
      if (path.length - 1 > longest.indexes.length)
        longest = { indexes: soFar(), state: top.state };
      path.pop();
      if (top.index >= 0) {
        taken.remove(top.index);
        unanswered += operations[top.index]?.output === null ? 0 : 1;
      }
      continue;
    }
    taken.add(choice.index);
    const from = taken.firstFree(top.from);
    const configuration = taken.keyFrom(from) + model.key(choice.state);
    if (seen.has(configuration)) {
      taken.remove(choice.index);
      continue;
    }
    seen.add(configuration);
    unanswered -= operations[choice.index]?.output === null ? 0 : 1;
    path.push({ ...choice, choices: choicesIn(choice.state, from), from });
    const isLate = seen.size % 256 === 0 && performance.now() > deadline;
    if (seen.size >= patience.configurations || isLate) {
      return { answer: 'unknown', configurations: seen.size };
    }
  }
  return { answer: 'ok', order: order(soFar()) };
}

/** The longest order so far. */
interface Longest<State> {
  readonly indexes: readonly number[];
  readonly state: State;
}

/** The longest order there is, and the request whose return lets nothing else come first. */
function stuckAfter<State, Input, Output>(
  operations: readonly Operation<Input, Output>[],
  { indexes, state }: Longest<State>,
): Omit<Extract<Explained<State, Input, Output>, { answer: 'illegal' }>, 'answer'> {
  const left = operations.filter((_, index) => !indexes.includes(index));
  const [stuck] = left.toSorted((a, b) => a.returned - b.returned);
  if (stuck === undefined) throw new RangeError('an order of all requests explains them');
  return { order: indexes.flatMap((index) => operations[index] ?? []), state, stuck };
}

/** A set of requests, by number. */
interface Taken {
  has(index: number): boolean;
  add(index: number): void;
  remove(index: number): void;
  /** The first number from `from` on that is not in it. */
  firstFree(from: number): number;
  /** A text that is equal for equal sets only, of sets that hold all numbers before `free`, and not that. */
  keyFrom(free: number): string;
}

/** One bit a request, sixteen to a letter of the key, which leaves out what all early requests and no late ones have. */
function createTaken(size: number): Taken {
  const words = new Uint16Array((size >> 4) + 1);
  const flip = (index: number): void => {
    words[index >> 4] = (words[index >> 4] ?? 0) ^ (1 << (index & 15));
  };
  const has = (index: number): boolean => ((words[index >> 4] ?? 0) & (1 << (index & 15))) !== 0;
  let highest = 0;
  return {
    has,
    add(index) {
      flip(index);
      highest = Math.max(highest, index);
    },
    remove: flip,
    firstFree(from) {
      let index = from;
      while (index < size && has(index)) index += 1;
      return index;
    },
    keyFrom(free) {
      const start = free >> 4;
      let end = (highest >> 4) + 1;
      while (end > start && words[end - 1] === 0) end -= 1;
      return `${start},${String.fromCharCode(...words.subarray(start, end))},`;
    },
  };
}

/** What came of the parts of a history; `part` is the one that no order explains. */
export type ExplainedParts<State, Input, Output> =
  | { readonly answer: 'ok' | 'unknown' }
  | (Extract<Explained<State, Input, Output>, { answer: 'illegal' }> & { readonly part: string });

/**
 * The same for a history of several objects that do not touch each other: linearizability is local (Herlihy and
 * Wing, theorem 1), so each has its own search, which is far shorter than one for all.
 */
export function explainParts<State, Input, Output>(
  partOf: (input: Input) => string,
  modelOf: (part: string) => Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  patience: Patience = defaultPatience,
): ExplainedParts<State, Input, Output> {
  let answer: 'ok' | 'unknown' = 'ok';
  for (const [part, operations] of groupedBy(history, ({ input }) => partOf(input))) {
    const explained = explain(modelOf(part), operations, patience);
    if (explained.answer === 'illegal') return { ...explained, part };
    if (explained.answer === 'unknown') answer = 'unknown';
  }
  return { answer };
}

/** Items under their keys, in the order in which they came. */
export function groupedBy<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
