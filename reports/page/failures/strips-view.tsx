import type { Captured } from '../../../harness/run/outcome.ts';
import { count, shorten } from '../../plain.ts';
import { roomNames } from '../../story.ts';
import { ForeignText, visible } from '../foreign-text.tsx';
import { useReport } from '../report-context.tsx';
import { shortIds } from './labels.ts';
import { listingsIn } from './listings.ts';
import { type Met, type Strip, type Strips, stripsOf, type Walk } from './strips.ts';

const rowHeight = 32;
const barHeight = 20;
const head = 24;
/** Room for who asked for the page, and for a token at either end of a strip. */
const names = 190;
const ends = 104;

interface StripsProps {
  readonly exchanges: readonly Captured[];
  readonly here: ReadonlySet<number>;
}

/** The pages of listings as strips over the events in them; nothing where none was read in pages. */
export function StripsView({ exchanges, here }: StripsProps) {
  const { readings } = useReport().report;
  const order = readings['messages-order'] === 'newest-first' ? 'newest-first' : 'oldest-first';
  const listings = listingsIn(exchanges);
  if (listings.length === 0) return null;
  const rooms = roomNames(exchanges);
  return (
    <section class="strips-part">
      <h3>Pages</h3>
      <Legend />
      {listings.map((listing) => (
        <StripsFigure
          key={`${listing.operation} ${listing.room}`}
          strips={stripsOf(listing, order)}
          room={rooms.get(listing.room) ?? shortIds(listing.room)}
          here={here}
        />
      ))}
    </section>
  );
}

const meanings = {
  once: 'met',
  again: 'came again',
  seam: 'came again at the seam, where it may',
  missed: 'passed over',
} as const satisfies Record<Met, string>;

const Legend = () => (
  <p class="strip-legend soft">
    Each page lies over the events it returned, the oldest to the left; its tokens stand at its
    ends.
    {Object.entries(meanings).map(([met, words]) => (
      <span key={met} class="met-key">
        <span class={`met ${met}`} aria-hidden="true" /> {words}
      </span>
    ))}
  </p>
);

function StripsFigure(props: { strips: Strips; room: string; here: ReadonlySet<number> }) {
  const { strips, room, here } = props;
  const { operation, columns, walks } = strips;
  const cell = Math.max(20, Math.min(44, Math.floor(560 / Math.max(1, columns.length))));
  const at = (column: number): number => names + ends + column * cell;
  const rows = walks.reduce((sum, walk) => sum + rowsOf(walk), 0);
  const width = at(columns.length) + ends;
  const height = head + rows * rowHeight + 8;
  let row = 0;
  return (
    <figure class="picture">
      <figcaption>
        <code>{operation}</code> of {visible(shorten(room, 40))}: {count(columns.length, 'event')}{' '}
        in {count(walks.flatMap((walk) => walk.strips).length, 'page')}
      </figcaption>
      <div class="scrolls" tabIndex={0} role="region" aria-label={`Pages of ${operation}`}>
        <svg
          class="strips"
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={walks.map(inWords).join('; ')}
        >
          {columns.map((event, i) => (
            <g key={event.id} class="event-column">
              <title>
                {visible(`${event.type} ${shorten(event.words, 80)} ${shorten(event.id, 80)}`)}
              </title>
              <line x1={at(i) + cell / 2} x2={at(i) + cell / 2} y1={head} y2={height - 6} />
              <text x={at(i) + cell / 2} y={16}>
                {i + 1}
              </text>
            </g>
          ))}
          {walks.map((walk, i) => {
            const top = head + row * rowHeight;
            row += rowsOf(walk);
            return <WalkView key={i} walk={walk} top={top} at={at} cell={cell} here={here} />;
          })}
        </svg>
      </div>
      <EventTable strips={strips} />
    </figure>
  );
}

const rowsOf = ({ strips, sum }: Walk): number => strips.length + (sum === null ? 0 : 1);

function inWords({ strips }: Walk): string {
  const pages = strips.map(({ page, span }) => {
    const events = span === null ? 'no events' : `events ${span[0] + 1} to ${span[1] + 1}`;
    return `page of step ${page.step + 1}: ${events}`;
  });
  return pages.join(', ');
}

interface WalkProps {
  readonly walk: Walk;
  readonly top: number;
  readonly at: (column: number) => number;
  readonly cell: number;
  readonly here: ReadonlySet<number>;
}

function WalkView({ walk: { strips, sum }, top, at, cell, here }: WalkProps) {
  const bottom = top + strips.length * rowHeight;
  return (
    <g class="walk">
      {strips.map((strip, i) => (
        <StripView
          key={i}
          strip={strip}
          top={top + i * rowHeight}
          at={at}
          cell={cell}
          here={here.has(strip.page.step)}
        />
      ))}
      {sum !== null && (
        <g class="walk-sum">
          <text class="who" x={8} y={bottom + 19}>
            {count(strips.length, 'page')} together
          </text>
          {sum.map(({ column, met, times }) => (
            <g key={column} class={`event-cell ${met}`}>
              <title>
                {times === 0 ? 'on none of these pages' : `met ${count(times, 'time')}`}
              </title>
              <rect x={at(column) + 3} y={bottom + 7} width={cell - 6} height={16} rx={2} />
              <text x={at(column) + cell / 2} y={bottom + 19}>
                {times}
              </text>
            </g>
          ))}
        </g>
      )}
    </g>
  );
}

interface StripProps {
  readonly strip: Strip;
  readonly top: number;
  readonly at: (column: number) => number;
  readonly cell: number;
  readonly here: boolean;
}

function StripView({ strip: { page, span, cells, left, right }, top, at, cell, here }: StripProps) {
  const y = top + (rowHeight - barHeight) / 2;
  const middle = top + rowHeight / 2 + 4;
  const asked = [
    page.dir === null ? 'no direction' : page.dir === 'b' ? 'back' : 'on',
    ...(page.limit === null ? [] : [`limit ${shorten(page.limit, 6)}`]),
  ];
  return (
    <g class={here ? 'page-strip here' : 'page-strip'}>
      <text class="who" x={8} y={middle}>
        {visible(`${page.step + 1}  ${shorten(page.actor, 9)} ${asked.join(', ')}`)}
        {here ? ' ←' : ''}
      </text>
      {span === null ? (
        <text class="nothing" x={at(0)} y={middle}>
          {visible(`no events · ${left} … ${right}`)}
        </text>
      ) : (
        <>
          <text class="token end" x={at(span[0]) - 6} y={middle}>
            {visible(left)}
          </text>
          <rect
            class="page-span"
            x={at(span[0])}
            y={y}
            width={(span[1] - span[0] + 1) * cell}
            height={barHeight}
            rx={3}
          />
          {cells.map(({ column, met }, i) => (
            <rect
              key={i}
              class={`event-cell ${met}`}
              x={at(column) + 1.5}
              y={y + 1.5}
              width={cell - 3}
              height={barHeight - 3}
              rx={2}
            />
          ))}
          <text class="token" x={at(span[1] + 1) + 6} y={middle}>
            {visible(right)}
          </text>
        </>
      )}
    </g>
  );
}

/** What the columns stand for. */
const EventTable = ({ strips: { columns } }: { strips: Strips }) => (
  <details class="events">
    <summary>the {count(columns.length, 'event')} by number</summary>
    <ol>
      {columns.map(({ id, type, words }) => (
        <li key={id}>
          <code>
            <ForeignText text={type} />
          </code>{' '}
          <ForeignText text={words} />{' '}
          <code class="soft">
            <ForeignText text={id} />
          </code>
        </li>
      ))}
    </ol>
  </details>
);
