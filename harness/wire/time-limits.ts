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
  /** Nothing is under way: the process need not go on for it. */
  rest(): void;
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
    // A request whose connection is gone keeps the process alive by this alone.
    if (until >= due) return void timer?.ref();
    clearTimeout(timer);
    due = until;
    timer = setTimeout(look, Math.ceil(until - performance.now()));
  }

  function look(): void {
    due = Infinity;
    const now = performance.now();
    for (const one of underWay) {
      if (one.until <= now) one.expire();
      else watch(one);
    }
  }

  return { watch, rest: () => void timer?.unref(), close: () => clearTimeout(timer) };
}
