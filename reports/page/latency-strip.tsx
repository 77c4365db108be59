import type { ScaleLogarithmic } from 'd3-scale';
import type { LatencyRow } from './latencies.ts';

/** Milliseconds to per cent of the width. */
export type Scale = ScaleLogarithmic<number, number>;

const height = 30;
const base = 24;

/** Columns of the distribution. */
const bins = 60;

/** One operation's answers on the common axis: their distribution, its median, 90 %, 99 % and slowest. */
export function LatencyStrip({ row, scale }: { row: LatencyRow; scale: Scale }) {
  const columns = Array.from({ length: bins }, () => 0);
  for (const [ms, n] of row.counts) {
    const bin = Math.min(bins - 1, Math.floor((position(scale, ms) / 100) * bins));
    columns[bin] = (columns[bin] ?? 0) + n;
  }
  const highest = Math.max(...columns);
  const label = `half within ${row.p50} ms, 90 % within ${row.p90} ms, 99 % within ${row.p99} ms, all within ${row.max} ms`;
  const [from, to] = [position(scale, row.p50), position(scale, row.p99)];
  return (
    <svg class="strip" width="100%" height={height} role="img" aria-label={label}>
      <Grid scale={scale} />
      {columns.map(
        (n, i) =>
          n > 0 && (
            <rect
              key={i}
              class="column"
              x={`${(i * 100) / bins}%`}
              width={`${100 / bins}%`}
              y={base - (n / highest) * (base - 3)}
              height={(n / highest) * (base - 3)}
            />
          ),
      )}
      <line class="span" x1={`${from}%`} x2={`${to}%`} y1={base + 2} y2={base + 2} />
      <circle class="p50" cx={`${from}%`} cy={base + 2} r={3.5}>
        <title>median {row.p50} ms</title>
      </circle>
      <line
        class="p90"
        x1={`${position(scale, row.p90)}%`}
        x2={`${position(scale, row.p90)}%`}
        y1={base - 2}
        y2={base + 6}
      >
        <title>90 % within {row.p90} ms</title>
      </line>
      <circle class="max" cx={`${position(scale, row.max)}%`} cy={base + 2} r={2.5}>
        <title>slowest {row.max} ms</title>
      </circle>
    </svg>
  );
}

const position = (scale: Scale, ms: number): number => scale(Math.max(ms, 0.001));

const tens = (scale: Scale): readonly number[] =>
  scale.ticks().filter((ms) => Number.isInteger(Math.round(Math.log10(ms) * 1e6) / 1e6));

const Grid = ({ scale }: { scale: Scale }) => (
  <>
    {tens(scale).map((ms) => (
      <line key={ms} class="grid" x1={`${scale(ms)}%`} x2={`${scale(ms)}%`} y1={0} y2={height} />
    ))}
  </>
);

/** The axis above the strips: powers of ten. */
export const Axis = ({ scale }: { scale: Scale }) => (
  <svg class="strip" width="100%" height={18} aria-hidden="true">
    {tens(scale).map((ms, i, all) => (
      <text
        key={ms}
        x={`${scale(ms)}%`}
        y={13}
        text-anchor={i === 0 ? 'start' : i === all.length - 1 ? 'end' : 'middle'}
      >
        {ms} ms
      </text>
    ))}
  </svg>
);
