/** A map that forgets its oldest entries. Whoever misses an entry must ask whether anything was forgotten. */
export class BoundedMap<V> {
  readonly #entries = new Map<string, V>();
  readonly #most: number;
  #forgot = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether entries were forgotten, so that a missing one proves nothing. */
  get forgot(): boolean {
    return this.#forgot;
  }

  get(key: string): V | undefined {
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Sets an entry, which is the newest from now on. */
  set(key: string, value: V): void {
    if (this.#entries.size >= this.#most) {
      this.#entries.delete(key);
      if (this.#entries.size >= this.#most) this.#forgetOldest();
    }
    this.#entries.set(key, value);
  }

  #forgetOldest(): void {
    for (const key of this.#entries.keys()) {
      this.#entries.delete(key);
      break;
    }
    this.#forgot = true;
  }
}
