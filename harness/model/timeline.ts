import type { Operation } from './linearizability.ts';

/** Columns of a lane, the client's name included. */
const width = 80;

/** One request, with what is written on it. */
interface Bar {
  readonly client: string;
  readonly label: string;
  readonly called: number;
  readonly returned: number;
}

/** A bar in its place: columns from and to. */
interface Placed extends Bar {
  readonly from: number;
  readonly to: number;
}

/**
 * A history as lanes, one for each client, time from left to right: what overlaps was done at once. Columns tell what
 * was before what, not how long it took, so that what matters fits on the page. Where labels make lanes too long,
 * numbers stand for them, and their list follows.
 */
export function drawTimeline<Input, Output>(
  history: readonly Operation<Input, Output>[],
  labelOf: (operation: Operation<Input, Output>) => string,
): readonly string[] {
  const bars = history
    .toSorted((a, b) => a.called - b.called)
    .map((operation) => ({ ...operation, label: labelOf(operation) }));
  const plain = lanesOf(bars);
  if (plain.every((lane) => lane.length <= width)) return plain;
  const numbered = bars.map((bar, i) => ({ ...bar, label: `${i + 1}` }));
  const last = `${bars.length}`.length;
  const list = bars.map(
    ({ client, label }, i) => `${`${i + 1}`.padStart(last)}  ${client}: ${label}`,
  );
  return [...bandsOf(lanesOf(numbered)), '', ...list];
}

function lanesOf(bars: readonly Bar[]): readonly string[] {
  const placed = place(bars);
  const end = Math.max(0, ...placed.map(({ to }) => to)) + 1;
  const clients = [...new Set(bars.map(({ client }) => client))].toSorted();
  const margin = Math.max(0, ...clients.map((client) => client.length)) + 2;
  return clients.map((client) => {
    let lane = client.padEnd(margin);
    for (const bar of placed) {
      if (bar.client !== client) continue;
      lane = lane.padEnd(margin + bar.from) + bodyOf(bar, end);
    }
    return lane;
  });
}

/** Each call and each return has a column of its own, in the order of the clock; a call goes first (closed intervals). */
function place(bars: readonly Bar[]): readonly Placed[] {
  const moments = bars
    .flatMap((bar) => [
      { bar, at: bar.called, isCall: true },
      { bar, at: bar.returned, isCall: false },
    ])
    .filter(({ at }) => at !== Infinity)
    .toSorted((a, b) => a.at - b.at || Number(b.isCall) - Number(a.isCall));
  const from = new Map<Bar, number>();
  const to = new Map<Bar, number>();
  let column = 0;
  for (const { bar, isCall } of moments) {
    if (isCall) from.set(bar, column);
    else {
      column = Math.max(column, (from.get(bar) ?? 0) + bar.label.length + 3);
      to.set(bar, column);
    }
    column += 1;
  }
  return bars.map((bar) => {
    const start = from.get(bar) ?? 0;
    return {
      ...bar,
      from: start,
      to: to.get(bar) ?? Math.max(column, start + bar.label.length + 3),
    };
  });
}

/** `├ label ──┤`, or an open end where no answer came. */
function bodyOf({ label, from, to, returned }: Placed, end: number): string {
  if (returned === Infinity) return `├ ${label} `.padEnd(end - from, '·');
  return `${`├ ${label} `.padEnd(to - from, '─')}┤`;
}

/** Lanes that are too long even with numbers go on below. */
function bandsOf(lanes: readonly string[]): readonly string[] {
  const rows = Math.ceil(Math.max(0, ...lanes.map((lane) => lane.length)) / width);
  return Array.from({ length: rows }, (_, row) =>
    lanes.map((lane) => lane.slice(row * width, (row + 1) * width)),
  ).flatMap((band, row) => (row === 0 ? band : ['', ...band]));
}
