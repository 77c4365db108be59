/** What of two lists belongs together. */
export interface Pairs<T> {
  readonly kept: readonly (readonly [old: T, new: T])[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/**
 * Pairs what has the same key, then what has the same next key, and so on. But for the first key, a pair is made only
 * where exactly one element on each side has it: renames are recognised where exactly one candidate fits.
 * @param keys what elements are recognised by; null means that an element is not recognised by this
 */
export function pair<T>(
  old: readonly T[],
  fresh: readonly T[],
  keys: readonly ((element: T) => string | null)[],
): Pairs<T> {
  let [left, right] = [old, fresh];
  const kept: (readonly [T, T])[] = [];
  for (const [i, key] of keys.entries()) {
    const [from, to] = [grouped(left, key), grouped(right, key)];
    for (const [word, olds] of from) {
      const news = to.get(word) ?? [];
      const several = olds.length > 1 || news.length > 1;
      if (news.length === 0 || (several && i > 0)) continue;
      // Elements with one key, such as two parameters of a name, are paired in their order.
      for (const [n, one] of olds.entries()) {
        const other = news[n];
        if (other !== undefined) kept.push([one, other]);
      }
    }
    left = left.filter((one) => !kept.some(([a]) => a === one));
    right = right.filter((one) => !kept.some(([, b]) => b === one));
  }
  const order = new Map(old.map((one, n) => [one, n]));
  return {
    kept: kept.toSorted(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    removed: left,
    added: right,
  };
}

function grouped<T>(
  elements: readonly T[],
  key: (element: T) => string | null,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of elements) {
    const word = key(one);
    if (word === null) continue;
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [one]);
    else group.push(one);
  }
  return groups;
}
