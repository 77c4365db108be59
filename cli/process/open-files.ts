import { connectionsPerCase } from '../../harness/run/open.ts';

/** How much runs at the same time. */
export interface Capacity {
  /** Cases. */
  readonly concurrency: number;
  readonly connections: number;
  /** Why there are fewer cases than were asked for; null where there are not. */
  readonly note: string | null;
}

/** Files that the program has open beside its connections, modules that load included. */
const reserved = 64;

/** A connection that is kept and one that serves a single request can be open for the same purpose. */
const filesPerConnection = 2;

/**
 * Fits connections into the limit of open files: beyond it, requests would fail for no fault of the target.
 * @param limit files that the process may open; null for any number
 * @param bundled whether the target runs in this process and so opens the other end of each connection
 */
export function capacityWithin(
  concurrency: number,
  limit: number | null,
  bundled: boolean,
): Capacity {
  const wanted = concurrency * connectionsPerCase;
  const files = filesPerConnection * (bundled ? 2 : 1);
  if (limit === null || wanted * files + reserved <= limit) {
    return { concurrency, connections: wanted, note: null };
  }
  const fitting = Math.max(1, Math.floor((limit - reserved) / files / connectionsPerCase));
  const [cases, run] = fitting === 1 ? ['case', 'runs'] : ['cases', 'run'];
  return {
    concurrency: fitting,
    connections: fitting * connectionsPerCase,
    note: `note: ${fitting} ${cases} instead of ${concurrency} ${run} at the same time, because this process may open only ${limit} files; raise the limit with ulimit -n\n`,
  };
}
