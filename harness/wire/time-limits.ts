/** Something that is given up when its time is over. */
export interface Limited {
  /** When its time is over, on the clock of `performance.now()`. */
  readonly until: number;
  expire(): void;
}

/** Watches the time of things that are under way. */
export interface TimeLimits {
  /** Something under way has a limit, or another one than before. */
  watch(limited: Limited): void;
  close(): void;
}

/**
 * Ends whatever is under way and has run out of time. One timer serves all, and runs on when they have ended, so that
 * a request costs none.
 * @param underWay all that has a limit; who ends is taken out
 */
export function createTimeLimits(underWay: Iterable<Limited>): TimeLimits {
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;

  function watch({ until }: Limited): void {
    if (until >= due) return;
    clearTimeout(timer);
    due = until;
    // Connections keep the process alive while something is under way.
    timer = setTimeout(look, Math.ceil(until - performance.now())).unref();
  }

  function look(): void {
    due = Infinity;
    const now = performance.now();
    for (const one of underWay) {
      if (one.until <= now) one.expire();
      else watch(one);
    }
  }

  return { watch, close: () => clearTimeout(timer) };
}
