/**
 * A map that forgets its oldest entries: of `most`, at least the newer half is kept. Whoever misses an entry must ask
 * whether anything was forgotten.
 */
export class BoundedMap<V> {
  /** Old entries are forgotten together. To find the oldest one of a map each time would take longer than all else. */
  #older = new Map<string, V>();
  #newer = new Map<string, V>();
  readonly #half: number;
  #forgot = false;

  constructor(most: number) {
    this.#half = Math.ceil(most / 2);
  }

  /** Whether entries were forgotten, so that a missing one proves nothing. */
  get forgot(): boolean {
    return this.#forgot;
  }

  get(key: string): V | undefined {
    return this.#newer.get(key) ?? this.#older.get(key);
  }

  has(key: string): boolean {
    return this.#newer.has(key) || this.#older.has(key);
  }

  delete(key: string): void {
    this.#newer.delete(key);
    this.#older.delete(key);
  }

  set(key: string, value: V): void {
    this.#newer.set(key, value);
    if (this.#newer.size < this.#half) return;
    this.#forgot ||= this.#older.size > 0;
    this.#older = this.#newer;
    this.#newer = new Map();
  }
}
