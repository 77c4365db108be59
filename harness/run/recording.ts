import type { Recorded, CaseContext } from '../world/create-user.ts';
import type { Kept } from './search.ts';

/** Totals over all exchanges of a case, those that were dropped included. */
export interface Totals {
  readonly requests: number;
  readonly waits: number;
  readonly retries: number;
  readonly gateways: number;
}

/** The exchanges of a case: all of a scripted case, those of the last run of a property. */
export interface Recording {
  readonly totals: () => Totals;
  restart(): void;
  keep(): Kept;
  restore(...kept: readonly Kept[]): void;
  writes(): ReadonlySet<string>;
}

type Row = Recorded | null;

/** Keeps a case's list of exchanges. Every run gets a new list, so that a late answer cannot end up in the list of the next run. */
export function createRecording(context: Pick<CaseContext, 'recorded'>): Recording {
  const put = new WeakMap<Kept, readonly Row[]>();
  let forgotten = noTotals;

  function replace(rows: readonly Row[]): void {
    const all = plus(forgotten, sumOf(context.recorded));
    context.recorded = rows.map((row, step) => row && renumbered(row, step));
    forgotten = minus(all, sumOf(context.recorded));
  }

  return {
    totals: () => plus(forgotten, sumOf(context.recorded)),
    restart: () => replace(withNewFindings(context.recorded)),
    keep() {
      const kept = { exchanges: [...context.recorded] };
      put.set(kept, kept.exchanges);
      return kept;
    },
    writes: () =>
      new Set(
        context.recorded.flatMap((row) =>
          row === null || row.exchange.request.method === 'GET' ? [] : (row.operation ?? []),
        ),
      ),
    restore(...kept) {
      const rows = kept.flatMap((one) => put.get(one) ?? []);
      const known = new Set(rows.flatMap(causesOf));
      const later = withNewFindings(context.recorded).filter((row) =>
        causesOf(row).some((cause) => !known.has(cause)),
      );
      replace([...rows, ...later]);
    },
  };
}

/** The first exchange with each passive finding. */
function withNewFindings(rows: readonly Row[]): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const fresh = causesOf(row).filter((cause) => !seen.has(cause));
    for (const cause of fresh) seen.add(cause);
    return fresh.length > 0;
  });
}

const causesOf = (row: Row): readonly string[] =>
  row === null ? [] : row.findings.map((f) => `${f.requirement} ${f.what}`);

const renumbered = (row: Recorded, step: number): Recorded =>
  row.findings.length === 0
    ? row
    : { ...row, findings: row.findings.map((finding) => ({ ...finding, step })) };

/** The totals of nothing. */
export const noTotals: Totals = { requests: 0, waits: 0, retries: 0, gateways: 0 };

function sumOf(rows: readonly Row[]): Totals {
  const sum = { ...noTotals, requests: rows.length };
  for (const row of rows) {
    if (row === null) continue;
    sum.waits += row.exchange.waits;
    sum.retries += row.exchange.retries;
    sum.gateways += row.exchange.gateways;
  }
  return sum;
}

/** Adds totals. */
export const plus = (a: Totals, b: Totals): Totals => ({
  requests: a.requests + b.requests,
  waits: a.waits + b.waits,
  retries: a.retries + b.retries,
  gateways: a.gateways + b.gateways,
});

const minus = (a: Totals, b: Totals): Totals => ({
  requests: a.requests - b.requests,
  waits: a.waits - b.waits,
  retries: a.retries - b.retries,
  gateways: a.gateways - b.gateways,
});
