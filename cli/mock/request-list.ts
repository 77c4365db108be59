/** A list of requests on the screen, which goes on while they come. */
export interface RequestList<T> {
  /** Adds a request that has come to its end. */
  readonly add: (request: T) => void;
  /** Writes what is still to be written. */
  readonly end: () => void;
}

/** What a list needs of the screen and of the clock. */
export interface ListSetting<T> {
  readonly write: (text: string) => void;
  /** Makes the lines of a request; called only for those that are shown. */
  readonly linesOf: (request: T) => readonly string[];
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  /** Calls back after some milliseconds, unless the function that it returns is called before. */
  readonly later: (call: () => void, milliseconds: number) => () => void;
}

/** How often lines are written, in milliseconds; what came in between is written together. */
const usualPause = 100;

/** The most requests that are shown together: more than this nobody can read. */
const mostTogether = 20;

/** How many times as long as the writing took the pause after it is, since a slow terminal holds up the mock. */
const pauseForWriting = 9;

/**
 * Makes a list that writes at most ten times a second, and takes no more than a tenth of the time. The requests that are
 * too many for that are counted.
 */
export function createRequestList<T>({
  write,
  linesOf,
  now,
  later,
}: ListSetting<T>): RequestList<T> {
  let waiting: T[] = [];
  let left = 0;
  let free = 0;
  let cancel: (() => void) | null = null;

  const flush = (): void => {
    cancel = null;
    if (waiting.length === 0) return;
    const began = now();
    const lines = [...waiting.flatMap(linesOf), ...(left === 0 ? [] : [`… ${left} more`])];
    waiting = [];
    left = 0;
    write(`${lines.join('\n')}\n`);
    free = now() + Math.max(usualPause, (now() - began) * pauseForWriting);
  };

  return {
    add(request) {
      if (waiting.length < mostTogether) waiting.push(request);
      else left += 1;
      cancel ??= later(flush, Math.max(0, free - now()));
    },
    end() {
      cancel?.();
      flush();
    },
  };
}
