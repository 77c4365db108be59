import type { Captured } from '../../harness/run/outcome.ts';

/** Milliseconds. Times are rounded to tenths, so requests that overlap by less may not overlap at all. */
const slack = 0.15;

/** The sending of a request, or the arrival of its answer. */
export interface Moment {
  readonly kind: 'call' | 'return';
  readonly exchange: Captured;
  /** Milliseconds since the case began. */
  readonly time: number;
}

const endOf = ({ at, ms }: Captured): number => at + ms;

/** The moments of exchanges in their order; an answer that never came has none. */
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

/** Whether any two requests were in progress at the same time. */
export const anyAtOnce = (exchanges: readonly Captured[]): boolean =>
  groupsAtOnce(exchanges).some((group) => group.length > 1);

/** Whether requests of several users were in progress at the same time. */
export const severalAtOnce = (exchanges: readonly Captured[]): boolean =>
  groupsAtOnce(exchanges).some((group) => new Set(group.map(({ actor }) => actor)).size > 1);
