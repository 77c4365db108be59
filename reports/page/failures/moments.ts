import type { Captured } from '../../../harness/run/outcome.ts';

/** Times are kept in tenths of a millisecond: what overlaps by less may not overlap at all. */
const slack = 0.15;

/** A request that goes out, or its answer that is there. */
export interface Moment {
  readonly kind: 'call' | 'return';
  readonly exchange: Captured;
  /** Milliseconds since the case began. */
  readonly time: number;
}

const endOf = ({ at, ms }: Captured): number => at + ms;

/** Exchanges as what happened one after the other; an answer that never came has no moment. */
export function momentsOf(exchanges: readonly Captured[]): readonly Moment[] {
  const moments: Moment[] = [];
  let open: readonly Captured[] = [];
  const close = (until: number): void => {
    const done = open.filter((one) => endOf(one) <= until + slack);
    open = open.filter((one) => !done.includes(one));
    for (const one of done.toSorted((a, b) => endOf(a) - endOf(b))) {
      moments.push({ kind: 'return', exchange: one, time: endOf(one) });
    }
  };
  for (const exchange of exchanges.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    close(exchange.at);
    moments.push({ kind: 'call', exchange, time: exchange.at });
    if (exchange.status !== null) open = [...open, exchange];
  }
  close(Infinity);
  return moments;
}

/** Exchanges that overlapped, directly or through others, each group in the order of the clock. */
export function groupsAtOnce(exchanges: readonly Captured[]): readonly (readonly Captured[])[] {
  const groups: Captured[][] = [];
  let until = -Infinity;
  for (const exchange of exchanges.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    const last = groups.at(-1);
    if (last !== undefined && exchange.at < until - slack) last.push(exchange);
    else groups.push([exchange]);
    until = Math.max(until, endOf(exchange));
  }
  return groups;
}

/** Whether any two requests were under way at once. */
export const anyAtOnce = (exchanges: readonly Captured[]): boolean =>
  groupsAtOnce(exchanges).some((group) => group.length > 1);

/** Whether requests of several actors were under way at once. */
export const severalAtOnce = (exchanges: readonly Captured[]): boolean =>
  groupsAtOnce(exchanges).some((group) => new Set(group.map(({ actor }) => actor)).size > 1);
