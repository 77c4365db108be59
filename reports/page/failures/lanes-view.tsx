import type { Captured } from '../../../harness/run/outcome.ts';
import { visible } from '../foreign-text.tsx';
import { type Band, type Bar, lanesOf } from './lanes.ts';
import { toneOf } from './sequence-view.tsx';

const laneHeight = 38;
const barHeight = 26;
const axis = 24;

interface LanesProps {
  readonly exchanges: readonly Captured[];
  readonly here: ReadonlySet<number>;
}

/** What clients did at once, each in a lane of its own; nothing where they took turns. */
export function LanesView({ exchanges, here }: LanesProps) {
  const lanes = lanesOf(exchanges);
  if (lanes === null) return null;
  const names = lanes.names.map(visible);
  const margin = Math.max(...names.map((name) => name.length)) * 8 + 20;
  return (
    <section class="lanes-part">
      <h3>At once</h3>
      <p class="soft">
        What stands further to the right was later. Bars that overlap were under way at once; they
        are stretched so that they can be read.
      </p>
      {lanes.bands.map((band, i) => (
        <div
          key={i}
          class="scrolls"
          tabIndex={0}
          role="region"
          aria-label={`What clients did at once, part ${i + 1}`}
        >
          <BandView band={band} names={names} margin={margin} here={here} />
        </div>
      ))}
    </section>
  );
}

interface BandProps {
  readonly band: Band;
  readonly names: readonly string[];
  readonly margin: number;
  readonly here: ReadonlySet<number>;
}

function BandView({ band: { width, bars, ticks }, names, margin, here }: BandProps) {
  const all = margin + width + 64;
  const height = names.length * laneHeight + axis;
  const shown = ticks.filter(({ x }, i) => x - (ticks[i - 1]?.x ?? -Infinity) > 46);
  return (
    <svg
      class="lanes"
      width={all}
      height={height}
      viewBox={`0 0 ${all} ${height}`}
      role="img"
      aria-label={bars.map(({ exchange, label }) => `${exchange.actor}: ${label}`).join('; ')}
    >
      {names.map((name, i) => (
        <g key={name} class="lane">
          <line x1={margin} x2={all} y1={(i + 0.5) * laneHeight} y2={(i + 0.5) * laneHeight} />
          <text x={margin - 10} y={(i + 0.5) * laneHeight + 4}>
            {name}
          </text>
        </g>
      ))}
      {bars.map((bar) => (
        <BarView
          key={bar.exchange.step}
          bar={bar}
          margin={margin}
          here={here.has(bar.exchange.step)}
        />
      ))}
      {shown.map(({ x, time }) => (
        <g key={time} class="tick">
          <line
            x1={margin + x}
            x2={margin + x}
            y1={names.length * laneHeight}
            y2={names.length * laneHeight + 5}
          />
          <text x={margin + x} y={height - 4}>
            {time.toFixed(1)}
          </text>
        </g>
      ))}
      <text class="unit" x={margin - 30} y={height - 4}>
        ms
      </text>
    </svg>
  );
}

function BarView({ bar, margin, here }: { bar: Bar; margin: number; here: boolean }) {
  const { exchange, lane, label, from, to, open } = bar;
  const [x, y] = [margin + from, lane * laneHeight + (laneHeight - barHeight) / 2];
  return (
    <g class={`act ${toneOf(exchange.status)}${open ? ' open' : ''}${here ? ' here' : ''}`}>
      <title>
        {`${exchange.step + 1}: sent at ${exchange.at} ms, ${open ? 'never answered' : `answered after ${exchange.ms} ms`}`}
      </title>
      <rect x={x} y={y} width={to - from} height={barHeight} rx={3} />
      <text x={x + 9} y={y + 17}>
        {label}
        {here ? ' ← here' : ''}
      </text>
    </g>
  );
}
