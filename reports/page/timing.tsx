import { max, min } from 'd3-array';
import { scaleLog } from 'd3-scale';
import { count } from '../plain.ts';
import type { SectionProps } from './payload.ts';
import { RequestLine, StatusCode } from './exchange.tsx';
import { visible } from './foreign-text.tsx';
import { Axis, LatencyStrip, type Scale } from './latency-strip.tsx';
import { type LatencyRow, latencyRows, slowestOf } from './latencies.ts';
import { CaseLink } from './marks.tsx';
import { hrefOf } from './route.ts';

/** How long answers took: by operation, and the slowest exchanges. */
export function Timing({ report }: SectionProps) {
  const rows = latencyRows(report.outcomes);
  const answers = rows.reduce((sum, row) => sum + row.answers, 0);
  if (answers === 0) return <h1>No answers were received</h1>;
  return (
    <>
      <h1>Timing of {count(answers, 'answer')}</h1>
      <p>
        Measured by the suite while cases ran side by side, so time spent in the target’s queue is
        included.
      </p>
      <LatencyTable rows={rows} />
      <h2>Slowest exchanges</h2>
      <Slowest outcomes={report.outcomes} />
    </>
  );
}

function LatencyTable({ rows }: { rows: readonly LatencyRow[] }) {
  // Times are rounded to two digits, the quickest to nothing.
  const least = Math.max(0.01, min(rows, ({ counts }) => counts[0]?.[0]) ?? 1);
  const most = Math.max(least * 10, max(rows, (row) => row.max) ?? 1);
  const scale: Scale = scaleLog().domain([least, most]).range([1, 99]).clamp(true).nice();
  return (
    <div class="wide" role="region" aria-label="Latency by operation" tabIndex={0}>
      <table class="latency">
        <caption class="unseen">Latency by operation in milliseconds</caption>
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" class="plot">
              <Axis scale={scale} />
            </th>
            {['answers', 'median', '90 %', '99 %', 'slowest'].map((title) => (
              <th key={title} scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.operation}>
              <th scope="row">
                {row.operation === 'other' ? (
                  'other'
                ) : (
                  <a href={hrefOf('declaration', row.operation)}>{row.operation}</a>
                )}
              </th>
              <td class="plot">
                <LatencyStrip row={row} scale={scale} />
              </td>
              <td class="number">{row.answers}</td>
              {[row.p50, row.p90, row.p99, row.max].map((ms, i) => (
                <td key={i} class="number">
                  {inMs(ms)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const inMs = (ms: number): string => `${ms} ms`;

const Slowest = ({ outcomes }: Pick<SectionProps['report'], 'outcomes'>) => (
  <ol class="slowest">
    {slowestOf(outcomes, 20).map(({ case: id, slow }) => (
      <li key={id}>
        <b class="number">{inMs(slow.ms)}</b> <RequestLine method={slow.method} path={slow.path} />{' '}
        <StatusCode status={slow.status} />
        <p class="soft">
          {visible(slow.actor)} in <CaseLink id={id} />
        </p>
      </li>
    ))}
  </ol>
);
