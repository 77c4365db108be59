/** Requests that wait for something to happen. */
export type Waiting = {
  /** The requests of each user, oldest first. */
  readonly byUser: Map<string, Set<Waiter>>;
  /** All of them, oldest first. */
  readonly all: Set<Waiter>;
  readonly bounds: WaitingBounds;
  closed: boolean;
};

/** How many requests may wait at a time. */
export type WaitingBounds = { readonly perUser: number; readonly total: number };

type Waiter = { readonly userId: string; readonly end: () => void };

/**
 * Calls back when the client of a request has gone away, though never at once.
 *
 * @returns a function after which it does not call back any more.
 */
export type OnGone = (listener: () => void) => () => void;

/** A client waits with one request, or two while it replaces one; a user may have many clients. */
const defaultBounds: WaitingBounds = { perUser: 50, total: 10_000 };

export function createWaiting(bounds: WaitingBounds = defaultBounds): Waiting {
  return { byUser: new Map(), all: new Set(), bounds, closed: false };
}

/**
 * Waits until the user is woken, the time is over, the client has gone away or the server closes. Where too many
 * requests wait already, the oldest one of the same user, or of all, stops waiting.
 *
 * @param timeout in milliseconds.
 */
export function waitFor(
  waiting: Waiting,
  userId: string,
  timeout: number,
  onGone: OnGone = never,
): Promise<void> {
  if (waiting.closed) return Promise.resolve();
  return new Promise((resolve) => {
    const waiter: Waiter = {
      userId,
      end: () => {
        clearTimeout(timer);
        forget();
        remove(waiting, waiter);
        resolve();
      },
    };
    const timer = setTimeout(waiter.end, timeout);
    const forget = onGone(waiter.end);
    add(waiting, waiter);
  });
}

/** For requests of which it cannot be known. */
function never(): () => void {
  return () => {};
}

/** Ends the waiting of every user whom something concerns. */
export function wake(waiting: Waiting, concerns: (userId: string) => boolean): void {
  for (const [userId, waiters] of waiting.byUser) {
    if (concerns(userId)) endAll(waiters);
  }
}

/** Ends all waiting, for good. */
export function closeWaiting(waiting: Waiting): void {
  waiting.closed = true;
  endAll(waiting.all);
}

function endAll(waiters: ReadonlySet<Waiter>): void {
  // Whoever ends is removed from the set that is walked here, which a set permits.
  for (const { end } of waiters) end();
}

function add(waiting: Waiting, waiter: Waiter): void {
  const { byUser, all, bounds } = waiting;
  const own = byUser.get(waiter.userId) ?? new Set();
  if (own.size >= bounds.perUser) endOldest(own);
  if (all.size >= bounds.total) endOldest(all);
  byUser.set(waiter.userId, own.add(waiter));
  all.add(waiter);
}

function remove({ byUser, all }: Waiting, waiter: Waiter): void {
  all.delete(waiter);
  const own = byUser.get(waiter.userId);
  own?.delete(waiter);
  if (own?.size === 0) byUser.delete(waiter.userId);
}

function endOldest(waiters: ReadonlySet<Waiter>): void {
  for (const { end } of waiters) return end();
}
