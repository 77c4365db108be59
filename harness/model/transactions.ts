/** What is remembered of one request with a txnId. */
export interface RememberedRequest {
  readonly id: string;
  /** Whether it succeeded. */
  readonly done: boolean;
  /** The event or room that the answer named; null where it named none. */
  readonly allocated: string | null;
}

/** What a request with a txnId means to a server that has seen the earlier ones. */
export type TxnUse =
  /** It is new, or was refused before, which a server does not remember (CONV-21): it is carried out. */
  | { readonly kind: 'first'; readonly refusedBefore: boolean }
  /** It was carried out before: it has no effect, and the answer is the first answer. */
  | { readonly kind: 'repeated'; readonly allocated: string | null }
  /** The user made other requests in between: a server may remember it or not (semantics, X5). */
  | { readonly kind: 'free' };

/** The txnIds that a server must remember: of each user the last one. */
export class TxnMemory {
  readonly #last = new Map<string, RememberedRequest & { readonly path: string }>();
  readonly #used = new Map<string, Set<string>>();

  /** What a request would mean now. */
  use(user: string, path: string, id: string): TxnUse {
    const key = JSON.stringify([user, path]);
    const last = this.#last.get(user);
    if (last?.path === path && last.id === id) {
      return last.done
        ? { kind: 'repeated', allocated: last.allocated }
        : { kind: 'first', refusedBefore: true };
    }
    const used = this.#used.get(key)?.has(id) === true;
    return used ? { kind: 'free' } : { kind: 'first', refusedBefore: false };
  }

  /** Remembers the outcome of a first request. */
  remember(user: string, path: string, request: RememberedRequest): void {
    const key = JSON.stringify([user, path]);
    this.#last.set(user, { ...request, path });
    const used = this.#used.get(key) ?? new Set();
    this.#used.set(key, used.add(request.id));
  }
}
