/** A queue that gives the least first; of equals, the one that came first. */
export class Heap<T> {
  readonly #all: { readonly value: T; readonly key: number; readonly number: number }[] = [];
  #number = 0;

  get size(): number {
    return this.#all.length;
  }

  /** The least key; Infinity where it is empty. */
  get least(): number {
    return this.#all[0]?.key ?? Infinity;
  }

  push(value: T, key: number): void {
    const all = this.#all;
    all.push({ value, key, number: (this.#number += 1) });
    let i = all.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#isBefore(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  pop(): T | undefined {
    const all = this.#all;
    const [first] = all;
    const last = all.pop();
    if (first === undefined || last === undefined || all.length === 0) return first?.value;
    all[0] = last;
    let i = 0;
    for (;;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < all.length && this.#isBefore(left, least)) least = left;
      if (right < all.length && this.#isBefore(right, least)) least = right;
      if (least === i) return first.value;
      this.#swap(i, least);
      i = least;
    }
  }

  #isBefore(i: number, j: number): boolean {
    const [a, b] = [this.#all[i], this.#all[j]];
    if (a === undefined || b === undefined) return false;
    return a.key < b.key || (a.key === b.key && a.number < b.number);
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#all[i], this.#all[j]];
    if (a === undefined || b === undefined) return;
    this.#all[i] = b;
    this.#all[j] = a;
  }
}
