import type { Captured } from '../../../harness/run/outcome.ts';
import { deedOf } from './labels.ts';
import { anyAtOnce, groupsAtOnce, momentsOf } from './moments.ts';

/** What clients did at once, as lanes beside each other; bands follow one another in time. */
export interface Lanes {
  /** The names of the lanes; a client that had several requests under way has a lane for each. */
  readonly names: readonly string[];
  readonly bands: readonly Band[];
}

export interface Band {
  readonly width: number;
  readonly bars: readonly Bar[];
  /** Milliseconds since the case began, and where they are. */
  readonly ticks: readonly { readonly x: number; readonly time: number }[];
}

/** A request from its sending to its answer. */
export interface Bar {
  readonly exchange: Captured;
  readonly lane: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Whether no whole answer came: it may go on for ever. */
  readonly open: boolean;
}

const letterWidth = 7;
const padding = 20;
/** Pixels between two moments, and for a millisecond between them, up to a limit: order matters more than length. */
const apart = 12;
const perMillisecond = 4;
const mostApart = 60;
const bandWidth = 900;

/**
 * Lays out requests that were under way at once. What is to the left was before what is to the right; lengths are
 * stretched so that what stands on the bars can be read.
 * @returns null where nothing overlapped
 */
export function lanesOf(exchanges: readonly Captured[]): Lanes | null {
  if (!anyAtOnce(exchanges)) return null;
  const lanes = shareOut(exchanges);
  const keys = [...new Set(lanes.values())].toSorted(laneOrder);
  const index = new Map(keys.map((key, i) => [key, i]));
  const laneOf = (exchange: Captured): number => index.get(lanes.get(exchange) ?? '') ?? 0;
  const groups = groupsAtOnce(exchanges);
  const bands: Band[] = [];
  let members: readonly Captured[] = [];
  for (const group of groups) {
    const longer = [...members, ...group];
    if (members.length > 0 && bandOf(longer, laneOf).width > bandWidth) {
      bands.push(bandOf(members, laneOf));
      members = group;
    } else members = longer;
  }
  return {
    names: keys.map((key) => key.replace('\n1', '').replace('\n', ' ')),
    bands: [...bands, bandOf(members, laneOf)],
  };
}

/** Every exchange into the first lane of its actor that is free: the actor, and a number from 1 after a new line. */
function shareOut(exchanges: readonly Captured[]): ReadonlyMap<Captured, string> {
  const lanes = new Map<Captured, string>();
  const busy = new Map<string, Captured[]>();
  for (const exchange of exchanges.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    let number = 1;
    const key = (): string => `${exchange.actor}\n${number}`;
    while (anyAtOnce([...(busy.get(key()) ?? []).slice(-1), exchange])) number += 1;
    busy.set(key(), [...(busy.get(key()) ?? []), exchange]);
    lanes.set(exchange, key());
  }
  return lanes;
}

const laneOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function bandOf(exchanges: readonly Captured[], laneOf: (exchange: Captured) => number): Band {
  const from = new Map<Captured, number>();
  const to = new Map<Captured, number>();
  const ticks: { x: number; time: number }[] = [];
  let x = 0;
  let before: number | null = null;
  for (const { kind, exchange, time } of momentsOf(exchanges)) {
    const gap = before === null ? 0 : (time - before) * perMillisecond;
    x += before === null ? 0 : apart + Math.min(mostApart, Math.max(0, gap));
    if (kind === 'call') from.set(exchange, x);
    else {
      x = Math.max(x, (from.get(exchange) ?? 0) + widthOf(exchange));
      to.set(exchange, x);
    }
    ticks.push({ x, time });
    before = time;
  }
  const end = Math.max(x, ...exchanges.map((one) => (from.get(one) ?? 0) + widthOf(one)));
  const bars = exchanges.map((exchange): Bar => {
    const start = from.get(exchange) ?? 0;
    return {
      exchange,
      lane: laneOf(exchange),
      label: labelOf(exchange),
      from: start,
      to: to.get(exchange) ?? end,
      open: exchange.status === null,
    };
  });
  return { width: end, bars, ticks };
}

const labelOf = (exchange: Captured): string =>
  `${exchange.step + 1}  ${deedOf(exchange)} → ${exchange.status ?? 'no answer'}`;

const widthOf = (exchange: Captured): number => labelOf(exchange).length * letterWidth + padding;
