import type { Latency, Slow } from '../../harness/run/latency.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { ReportOutcome } from '../report.ts';

/** How long the answers of one operation took. */
export interface LatencyRow {
  /** A nickname, or `other`. */
  readonly operation: string;
  readonly answers: number;
  /** Milliseconds, ascending, each with its number of answers. */
  readonly counts: readonly (readonly [ms: number, answers: number])[];
  /** Milliseconds within which 50, 90, 99 and 100 per cent of the answers came. */
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** The latencies of all cases by operation, the slowest half first. */
export function latencyRows(
  outcomes: readonly { readonly latency: Latency }[],
): readonly LatencyRow[] {
  const merged = new Map<string, Map<number, number>>();
  for (const { latency } of outcomes) {
    for (const [operation, counts] of Object.entries(latency)) {
      const all = merged.get(operation) ?? new Map<number, number>();
      merged.set(operation, all);
      for (const [ms, n] of Object.entries(counts)) {
        all.set(Number(ms), (all.get(Number(ms)) ?? 0) + n);
      }
    }
  }
  return [...merged]
    .map(([operation, all]) =>
      rowOf(
        operation,
        [...all].toSorted(([a], [b]) => a - b),
      ),
    )
    .toSorted((a, b) => b.p50 - a.p50);
}

function rowOf(operation: string, counts: LatencyRow['counts']): LatencyRow {
  const answers = counts.reduce((sum, [, n]) => sum + n, 0);
  const at = (share: number): number => {
    let left = share * answers;
    for (const [ms, n] of counts) {
      left -= n;
      if (left <= 0) return ms;
    }
    return counts.at(-1)?.[0] ?? 0;
  };
  return { operation, answers, counts, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

/** The slowest exchanges of cases, slowest first. */
export const slowestOf = (
  outcomes: readonly ReportOutcome[],
  most: number,
): readonly { readonly case: CaseId; readonly slow: Slow }[] =>
  outcomes
    .flatMap(({ case: id, slowest }) => (slowest === null ? [] : [{ case: id, slow: slowest }]))
    .toSorted((a, b) => b.slow.ms - a.slow.ms)
    .slice(0, most);
