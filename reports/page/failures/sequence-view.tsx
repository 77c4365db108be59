import type { Captured } from '../../../harness/run/outcome.ts';
import { roomNames } from '../../story.ts';
import { useReport } from '../report-context.tsx';
import { requestLabel } from './labels.ts';
import { type Arrow, leadingTo, sequenceOf } from './sequence.ts';

/** Exchanges that are drawn at most; the list below the drawing holds them all. */
const most = 40;

interface SequenceProps {
  readonly exchanges: readonly Captured[];
  readonly here: ReadonlySet<number>;
}

/** Who asked the server for what, and what it answered, from top to bottom. */
export function SequenceView({ exchanges, here }: SequenceProps) {
  const { basePath } = useReport().report.target;
  const drawn = leadingTo(exchanges, here, most);
  const { width, height, top, bottom, lifelines, arrows } = sequenceOf(drawn);
  const rooms = roomNames(exchanges);
  const before = drawn[0]?.step ?? 0;
  const first = exchanges[0]?.step ?? 0;
  return (
    <figure class="picture">
      <div class="scrolls" tabIndex={0} role="region" aria-label="Sequence diagram">
        <svg
          class="sequence"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`${lifelines.map(({ name }) => name).join(', ')}: the requests listed below as a sequence diagram`}
        >
          {lifelines.map(({ name, x }, i) => (
            <g key={i} class={i === lifelines.length - 1 ? 'lifeline server' : 'lifeline'}>
              <line x1={x} x2={x} y1={top} y2={bottom} />
              <text x={x} y={top - 10}>
                {name}
              </text>
              <text x={x} y={bottom + 18}>
                {name}
              </text>
            </g>
          ))}
          {arrows.map((arrow, i) => (
            <ArrowView
              key={i}
              arrow={arrow}
              here={here.has(arrow.exchange.step)}
              label={
                arrow.kind === 'call'
                  ? requestLabel(arrow.exchange, basePath, rooms, 74)
                  : String(arrow.exchange.status)
              }
            />
          ))}
        </svg>
      </div>
      {before > first && (
        <figcaption class="soft">
          The {before - first} exchanges before these are in the list below.
        </figcaption>
      )}
    </figure>
  );
}

function ArrowView({ arrow, here, label }: { arrow: Arrow; here: boolean; label: string }) {
  const { kind, exchange, from, to, y } = arrow;
  const { status, step, ms } = exchange;
  const tone = kind === 'call' ? '' : ` ${toneOf(status)}`;
  const tip = to > from ? to - 7 : to + 7;
  const lost = kind === 'call' && status === null;
  const mark = here ? ' here' : '';
  return (
    <g class={`arrow ${kind}${tone}${mark}`}>
      <title>
        {kind === 'call'
          ? `${step + 1}: sent ${exchange.at} ms after the case began`
          : `${step + 1}: answered ${status} after ${ms} ms`}
      </title>
      {here && kind === 'call' && (
        <rect class="band" x={4} y={y - 16} width={to + 48} height={33} />
      )}
      <line x1={from} x2={tip} y1={y} y2={y} />
      <path d={`M${to} ${y} L${tip} ${y - 4} L${tip} ${y + 4} Z`} />
      {kind === 'call' && (
        <>
          <text class="arrow-step" x={from - 8} y={y + 4}>
            {step + 1}
          </text>
          <text x={from + 8} y={y - 5}>
            {label}
          </text>
          {lost && (
            <text class="lost" x={to + 8} y={y + 4}>
              none
            </text>
          )}
        </>
      )}
      {kind === 'return' && (
        <text x={from + 8} y={y + 4}>
          {label}
        </text>
      )}
    </g>
  );
}

/** What the status of an answer makes one think. */
export const toneOf = (status: number | null): string =>
  status === null || status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'done';
