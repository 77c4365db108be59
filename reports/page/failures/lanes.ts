import type { Captured } from '../../../harness/run/outcome.ts';
import { anyAtOnce, groupsAtOnce, momentsOf } from '../moments.ts';

/** Requests that were in progress at the same time, each client's in a lane of its own. */
export interface Lanes {
  /** The names of the lanes; a client with several requests in progress has a lane for each. */
  readonly names: readonly string[];
  /** Milliseconds since the case began, of every request that went out and every answer that came. */
  readonly times: readonly number[];
  readonly bars: readonly Bar[];
}

/** A request from its sending to its answer, as indices into the times. */
export interface Bar {
  readonly exchange: Captured;
  readonly lane: number;
  readonly from: number;
  /** The number of times where no whole answer came. */
  readonly to: number;
}

/** Every group of requests that overlapped, in the order of time. */
export const lanesOf = (exchanges: readonly Captured[]): readonly Lanes[] =>
  groupsAtOnce(exchanges)
    .filter((group) => group.length > 1)
    .map((group) => {
      const lanes = shareOut(group);
      const names = [...new Set(lanes.values())].toSorted((a, b) =>
        a.localeCompare(b, 'en', { numeric: true }),
      );
      const moments = momentsOf(group);
      const at = (kind: 'call' | 'return', exchange: Captured): number =>
        moments.findIndex((one) => one.kind === kind && one.exchange === exchange);
      return {
        names: names.map((name) => name.replace('\n1', '').replace('\n', ' ')),
        times: moments.map(({ time }) => time),
        bars: group.map((exchange) => ({
          exchange,
          lane: names.indexOf(lanes.get(exchange) ?? ''),
          from: at('call', exchange),
          to: exchange.status === null ? moments.length : at('return', exchange),
        })),
      };
    });

/** Puts every exchange into the first lane of its actor that is free: the actor, a new line, a number from 1. */
function shareOut(group: readonly Captured[]): ReadonlyMap<Captured, string> {
  const lanes = new Map<Captured, string>();
  const last = new Map<string, Captured>();
  for (const exchange of group) {
    let number = 1;
    const key = (): string => `${exchange.actor}\n${number}`;
    const busy = (one: Captured | undefined): boolean =>
      one !== undefined && anyAtOnce([one, exchange]);
    while (busy(last.get(key()))) number += 1;
    last.set(key(), exchange);
    lanes.set(exchange, key());
  }
  return lanes;
}
