import type { Captured } from '../../../harness/run/outcome.ts';
import { count, shorten } from '../../plain.ts';
import { roomNames } from '../../sections/exchanges.ts';
import { ForeignText, visible } from '../foreign-text.tsx';
import { useReport } from '../report-context.tsx';
import { shortIds } from '../labels.ts';
import { type Listing, listingsIn } from './listings.ts';
import { type Met, type PageRow, type PageTable, pageTable, type Walk } from './pages.ts';

const marks = {
  once: { sign: '●', word: 'listed' },
  again: { sign: '✗', word: 'listed again' },
  seam: { sign: '◐', word: 'repeated at the seam of two pages, which is allowed' },
  missed: { sign: '∅', word: 'left out' },
} as const satisfies Record<Met, unknown>;

interface PagesProps {
  readonly exchanges: readonly Captured[];
  readonly here: ReadonlySet<number>;
}

/** The pages of listings as rows over the events in them; nothing where none was read in pages. */
export function PagesView({ exchanges, here }: PagesProps) {
  const { readings } = useReport().report;
  const listings = listingsIn(exchanges);
  if (listings.length === 0) return null;
  const order = readings['messages-order'] === 'newest-first' ? 'newest-first' : 'oldest-first';
  const rooms = roomNames(exchanges);
  return (
    <section>
      <h3>Pages</h3>
      <p class="soft">Each row is a page, each column an event, with the oldest on the left.</p>
      <ul class="legend" aria-label="Legend">
        {Object.entries(marks).map(([met, { sign, word }]) => (
          <li key={met}>
            <span class={`swatch ${met}`}>{sign}</span> {word}
          </li>
        ))}
      </ul>
      {listings.map((listing) => (
        <ListingFigure
          key={`${listing.operation} ${listing.room}`}
          listing={listing}
          table={pageTable(listing, order)}
          room={rooms.get(listing.room) ?? shortIds(listing.room)}
          here={here}
        />
      ))}
    </section>
  );
}

interface FigureProps {
  readonly listing: Listing;
  readonly table: PageTable;
  readonly room: string;
  readonly here: ReadonlySet<number>;
}

function ListingFigure({ listing, table: { columns, walks }, room, here }: FigureProps) {
  const { operation, pages } = listing;
  return (
    <figure class="picture">
      <figcaption>
        <code>{operation}</code> of {visible(shorten(room, 40))}: {count(columns.length, 'event')}{' '}
        in {count(pages.length, 'page')}
      </figcaption>
      <div class="scrolls" tabIndex={0} role="region" aria-label={`Pages of ${operation}`}>
        <table class="pages">
          <thead>
            <tr>
              <th scope="col">Page</th>
              <th scope="col">Tokens</th>
              {columns.map(({ id, type, label }, i) => (
                <th
                  key={id}
                  scope="col"
                  title={visible(`${type} ${shorten(label, 80)} ${shorten(id, 80)}`)}
                >
                  {i + 1}
                </th>
              ))}
            </tr>
          </thead>
          {walks.map((walk, i) => (
            <WalkRows key={i} walk={walk} here={here} />
          ))}
        </table>
      </div>
      <details class="events">
        <summary>The {count(columns.length, 'event')} by number</summary>
        <ol>
          {columns.map(({ id, type, label }) => (
            <li key={id}>
              <code>
                <ForeignText text={type} />
              </code>{' '}
              <ForeignText text={label} />{' '}
              <code class="soft">
                <ForeignText text={id} />
              </code>
            </li>
          ))}
        </ol>
      </details>
    </figure>
  );
}

const WalkRows = ({ walk: { rows, sum }, here }: { walk: Walk; here: ReadonlySet<number> }) => (
  <tbody>
    {rows.map((row) => (
      <tr key={row.page.step} class={here.has(row.page.step) ? 'here' : undefined}>
        <th scope="row">
          {visible(headOf(row))}
          {here.has(row.page.step) && <span class="mark bad"> ← here</span>}
        </th>
        <td class="token">{visible(`${row.start} → ${row.end}`)}</td>
        {row.cells.every((met) => met === null) ? (
          <td colSpan={row.cells.length} class="soft">
            no events
          </td>
        ) : (
          row.cells.map((met, i) => <Cell key={i} met={met} />)
        )}
      </tr>
    ))}
    {sum !== null && (
      <tr class="sum">
        <th scope="row">{count(rows.length, 'page')} together</th>
        <td />
        {sum.map((cell, i) => (
          <Cell key={i} met={cell?.met ?? null} text={String(cell?.times)} />
        ))}
      </tr>
    )}
  </tbody>
);

const Cell = ({ met, text }: { met: Met | null; text?: string }) =>
  met === null ? (
    <td />
  ) : (
    <td class={met} title={marks[met].word}>
      {text ?? marks[met].sign}
      <span class="unseen"> {marks[met].word}</span>
    </td>
  );

/** The exchange, the reader and what was asked for. */
function headOf({ page: { step, actor, dir, limit } }: PageRow): string {
  const direction = dir === null ? 'no direction' : dir === 'b' ? 'backwards' : 'forwards';
  const most = limit === null ? '' : `, limit ${shorten(limit, 6)}`;
  return `${step + 1} ${shorten(actor, 12)}: ${direction}${most}`;
}
