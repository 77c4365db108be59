/** What is remembered of one request with a txnId: whether it was carried out, and what its answer allocated. */
export interface Remembered {
  readonly id: string;
  readonly done: boolean;
  /** The event or room of the answer; null where the answer allocates nothing. */
  readonly allocated: string | null;
}

/** What a request with a txnId is. */
export type Turn =
  /** It was never made, or was refused, which is not remembered (CONV-21): it is carried out. */
  | { readonly kind: 'first'; readonly refusedBefore: boolean }
  /** It was carried out before: it has no effect, and the first answer comes again. */
  | { readonly kind: 'again'; readonly allocated: string | null }
  /** Others came in between by the same user on the same path: whether it is remembered is free (traps: 2014, 9). */
  | { readonly kind: 'free' };

/** The txnIds of one run, as a server must remember them: by user and path. */
export class Book {
  readonly #last = new Map<string, Remembered>();
  readonly #used = new Map<string, Set<string>>();

  /** What a request would be now. */
  turn(user: string, path: string, id: string): Turn {
    const line = JSON.stringify([user, path]);
    const last = this.#last.get(line);
    if (last?.id === id) {
      return last.done
        ? { kind: 'again', allocated: last.allocated }
        : { kind: 'first', refusedBefore: true };
    }
    const used = this.#used.get(line)?.has(id) === true;
    return used ? { kind: 'free' } : { kind: 'first', refusedBefore: false };
  }

  /** Writes down what came of a first request. */
  enter(user: string, path: string, remembered: Remembered): void {
    const line = JSON.stringify([user, path]);
    this.#last.set(line, remembered);
    const used = this.#used.get(line) ?? new Set();
    this.#used.set(line, used.add(remembered.id));
  }
}
