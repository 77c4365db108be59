import type { Captured } from '../../../harness/run/outcome.ts';
import { visible } from '../foreign-text.tsx';
import { toneOf } from '../exchange.tsx';
import { deedOf } from '../labels.ts';
import { type Bar, type Lanes, lanesOf } from './lanes.ts';

interface LanesProps {
  readonly exchanges: readonly Captured[];
  readonly here: ReadonlySet<number>;
}

/** What clients did at the same time, each in a lane of its own; nothing where they took turns. */
export function LanesView({ exchanges, here }: LanesProps) {
  const races = lanesOf(exchanges);
  if (races.length === 0) return null;
  return (
    <section>
      <h3>Requests at the same time</h3>
      <p class="soft">
        Time runs to the right. A bar begins when the request is sent and ends when the answer is
        there; bars that overlap were in progress at the same time. Their widths are not to scale.
      </p>
      {races.map((lanes, i) => (
        <div
          key={i}
          class="scrolls"
          tabIndex={0}
          role="region"
          aria-label={`Requests at the same time, part ${i + 1}`}
        >
          <LanesGrid lanes={lanes} here={here} />
        </div>
      ))}
    </section>
  );
}

/** A column for each moment; the texts on the bars make it as wide as it must be. */
const LanesGrid = ({ lanes: { names, times, bars }, here }: GridProps) => (
  <div class="lanes">
    {names.map((name, lane) => (
      <b key={name} style={{ gridArea: `${lane + 1} / 1` }}>
        {visible(name)}
      </b>
    ))}
    {bars.map((bar) => (
      <BarView key={bar.exchange.step} bar={bar} here={here.has(bar.exchange.step)} />
    ))}
    {times.map((time, i) => (
      <span key={i} class="tick" style={{ gridArea: `${names.length + 1} / ${i + 2}` }}>
        {time.toFixed(1)}
        {i === 0 && ' ms'}
      </span>
    ))}
  </div>
);

interface GridProps {
  readonly lanes: Lanes;
  readonly here: ReadonlySet<number>;
}

function BarView({ bar: { exchange, lane, from, to }, here }: { bar: Bar; here: boolean }) {
  const { step, status, at, ms } = exchange;
  const answered = status === null ? 'never answered' : `answered after ${ms} ms`;
  return (
    <span
      class={`act ${toneOf(status)}${status === null ? ' open' : ''}${here ? ' here' : ''}`}
      style={{ gridArea: `${lane + 1} / ${from + 2} / auto / ${to + 2}` }}
      title={`${step + 1}: sent at ${at} ms, ${answered}`}
    >
      {step + 1} {deedOf(exchange)} → {status ?? 'no answer'}
      {here && ' ← here'}
    </span>
  );
}
