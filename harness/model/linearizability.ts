/** One request as its client saw it. */
export interface Operation<Input, Output> {
  /** Who made it. It is only shown. */
  readonly client: string;
  readonly input: Input;
  /** Null where no answer came: the request may have taken effect, or may do so later, or never. */
  readonly output: Output | null;
  /** Milliseconds on one monotonic clock; `returned` is Infinity where no answer came. */
  readonly called: number;
  readonly returned: number;
}

/** A sequential specification: what clients would see if their requests came one after the other. */
export interface Model<State, Input, Output> {
  readonly init: State;
  /**
   * The states that a request with this answer may lead to: none where it cannot be answered so, several where the
   * target is free. Must be pure, because the search calls it often and in any order. For a request without an answer
   * (null) these are the states it may lead to if it took effect.
   */
  step(state: State, input: Input, output: Output | null): readonly State[];
  /** Whether a request with this answer changes nothing in any state. Then it is placed as early as it can be. */
  isReadOnly(input: Input, output: Output): boolean;
  /** A text that is equal only for equal states. */
  key(state: State): string;
}

/** When a search is given up. */
export interface SearchLimits {
  readonly configurations: number;
  /** In milliseconds. */
  readonly timeout: number;
}

/** Whether some order of the requests explains all answers. */
export type Explanation<State, Input, Output> =
  | {
      readonly answer: 'ok';
      /** One such order, without requests that got no answer and need not have taken effect. */
      readonly order: readonly Operation<Input, Output>[];
    }
  | {
      readonly answer: 'illegal';
      /** The longest order found, the state it leads to, and the request that must come next and cannot. */
      readonly order: readonly Operation<Input, Output>[];
      readonly state: State;
      readonly unexplained: Operation<Input, Output>;
    }
  /** The search was given up, which is neither an explanation nor a violation. */
  | { readonly answer: 'unknown'; readonly configurations: number };

/** Far more than the history of a race needs, and short enough not to slow a run down. */
const defaultLimits: SearchLimits = { configurations: 200_000, timeout: 250 };

/** A request that may come next, and a state that it may lead to. */
interface Choice<State> {
  readonly index: number;
  readonly state: State;
}

/** A node of the search: the last request of an order, the state after it, and what may come next. */
interface Node<State> extends Choice<State> {
  /** The request that led here; -1 at the beginning. */
  readonly index: number;
  readonly choices: Iterator<Choice<State>>;
  /** The first request that is not in the order. */
  readonly from: number;
}

/**
 * Whether a history is linearizable: whether every request can have happened at one instant between its call and its
 * return, so that the answers are those of the model (Herlihy and Wing, "Linearizability: a correctness condition for
 * concurrent objects", 1990). The search is that of Wing and Gong, "Testing and verifying concurrent objects" (1993),
 * which tries orders depth first, with the memory of Lowe, "Testing for linearizability" (2017): a set of requests
 * that led to a state once is not searched again, whatever order they came in.
 *
 * Intervals are closed: a request that is called at the very time at which another returns may come before it. The
 * clock is coarser than what it measures, so equal times do not tell which was first, and a target must not fail
 * because of an order that is not known:
 *
 *     alice  |- write 1 -|             the clock says 5 for the end of one and the beginning of the other;
 *     bob                |- read: 0 -| bob may have read before alice had written
 *
 * A request without an answer may come at any later time or never (Herlihy and Wing's pending invocations).
 */
export function explain<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  limits: SearchLimits = defaultLimits,
): Explanation<State, Input, Output> {
  const operations = history.toSorted((a, b) => a.called - b.called);
  const deadline = performance.now() + limits.timeout;
  const linearized = createLinearized(operations.length);
  const seen = new Set<string>();
  let unanswered = operations.filter(({ output }) => output !== null).length;
  let longest: Longest<State> = { indexes: [], state: model.init };

  function* choicesIn(state: State, from: number): Generator<Choice<State>> {
    const choices: Choice<State>[] = [];
    // A request that returned comes before every request called later: the earliest return is the border.
    let border = Infinity;
    for (let index = from; index < operations.length; index += 1) {
      const operation = operations[index];
      if (operation === undefined || operation.called > border) break;
      if (linearized.has(index)) continue;
      border = Math.min(border, operation.returned);
      const [next, ...others] = model.step(state, operation.input, operation.output);
      if (next === undefined) continue;
      if (operation.output !== null && model.isReadOnly(operation.input, operation.output)) {
        // It may come now and changes nothing: an order in which it comes later can have it now as well.
        yield { index, state: next };
        return;
      }
      for (const each of [next, ...others]) choices.push({ index, state: each });
    }
    yield* choices;
  }

  const path: Node<State>[] = [
    { index: -1, state: model.init, choices: choicesIn(model.init, 0), from: 0 },
  ];
  const order = (indexes: readonly number[]): readonly Operation<Input, Output>[] =>
    indexes.flatMap((index) => operations[index] ?? []);
  const soFar = (): readonly number[] => path.slice(1).map(({ index }) => index);

  while (unanswered > 0) {
    const top = path.at(-1);
    if (top === undefined)
      return { answer: 'illegal', ...counterexampleAfter(operations, longest) };
    const { value: choice, done } = top.choices.next();
    if (done === true) {
      if (path.length - 1 > longest.indexes.length)
        longest = { indexes: soFar(), state: top.state };
      path.pop();
      if (top.index >= 0) {
        linearized.remove(top.index);
        unanswered += operations[top.index]?.output === null ? 0 : 1;
      }
      continue;
    }
    linearized.add(choice.index);
    const from = linearized.firstFree(top.from);
    const configuration = linearized.keyFrom(from) + model.key(choice.state);
    if (seen.has(configuration)) {
      linearized.remove(choice.index);
      continue;
    }
    seen.add(configuration);
    unanswered -= operations[choice.index]?.output === null ? 0 : 1;
    path.push({ ...choice, choices: choicesIn(choice.state, from), from });
    const isLate = seen.size % 256 === 0 && performance.now() > deadline;
    if (seen.size >= limits.configurations || isLate) {
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

/** The longest order found, and the request that returned first among those left: none of the others may come before. */
function counterexampleAfter<State, Input, Output>(
  operations: readonly Operation<Input, Output>[],
  { indexes, state }: Longest<State>,
): Omit<Extract<Explanation<State, Input, Output>, { answer: 'illegal' }>, 'answer'> {
  const left = operations.filter((_, index) => !indexes.includes(index));
  const [unexplained] = left.toSorted((a, b) => a.returned - b.returned);
  if (unexplained === undefined) throw new RangeError('an order of all requests explains them');
  return { order: indexes.flatMap((index) => operations[index] ?? []), state, unexplained };
}

/** The requests that are in the current order, by number. */
interface Linearized {
  has(index: number): boolean;
  add(index: number): void;
  remove(index: number): void;
  /** The first number from `from` on that is not in the set. */
  firstFree(from: number): number;
  /** A text that is equal only for equal sets, among sets with every number below `free` and without `free`. */
  keyFrom(free: number): string;
}

/** One bit per request and sixteen per letter of the key, without the words that are all ones or all zeros. */
function createLinearized(size: number): Linearized {
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

/** The explanation of a partitioned history; `partition` is the one that no order explains. */
export type PartitionedExplanation<State, Input, Output> =
  | { readonly answer: 'ok' | 'unknown' }
  | (Extract<Explanation<State, Input, Output>, { answer: 'illegal' }> & {
      readonly partition: string;
    });

/**
 * Explains a history of several independent objects. Linearizability is local (Herlihy and Wing, theorem 1), so each
 * object is searched by itself, which takes far less time than one search for all.
 */
export function explainPartitions<State, Input, Output>(
  partitionOf: (input: Input) => string,
  modelOf: (partition: string) => Model<State, Input, Output>,
  history: readonly Operation<Input, Output>[],
  limits: SearchLimits = defaultLimits,
): PartitionedExplanation<State, Input, Output> {
  let answer: 'ok' | 'unknown' = 'ok';
  for (const [partition, operations] of groupedBy(history, ({ input }) => partitionOf(input))) {
    const explained = explain(modelOf(partition), operations, limits);
    if (explained.answer === 'illegal') return { ...explained, partition };
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
