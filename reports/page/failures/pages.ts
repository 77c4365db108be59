import type { ListedEvent } from '../../../harness/run/outcome.ts';
import { eventOrder } from './event-order.ts';
import { shortTokens } from '../labels.ts';
import type { Listing, PageSeen } from './listings.ts';

/** How an event was met on a page, or on the pages of a walk. */
export type Met = 'once' | 'seam' | 'again' | 'missed';

/** A page as a row over the events of its listing. */
export interface PageRow {
  readonly page: PageSeen;
  /** For each event; null where the page lies before or behind it. */
  readonly cells: readonly (Met | null)[];
  /** The tokens of both ends, shortened; '' where there is none. */
  readonly start: string;
  readonly end: string;
}

/** Pages that follow one another, and how a reader of all of them met each event. */
export interface Walk {
  readonly rows: readonly PageRow[];
  /** Null where the walk is one page. */
  readonly sum: readonly ({ readonly met: Met; readonly times: number } | null)[] | null;
}

/** A listing as a table: a column for each event, the oldest first, and a row for each page. */
export interface PageTable {
  readonly columns: readonly ListedEvent[];
  readonly walks: readonly Walk[];
}

/** @param plainOrder how pages are ordered that were asked for without a direction */
export function pageTable(
  listing: Listing,
  plainOrder: 'oldest-first' | 'newest-first',
): PageTable {
  const { pages, events } = listing;
  const order = eventOrder(listing, plainOrder);
  const tokens = shortTokens(
    pages.flatMap(({ from, start, end }) => [from, start, end].filter((token) => token !== null)),
  );
  const short = (token: string | null): string => tokens.get(token ?? '') ?? '';
  return {
    columns: order.map((id) => events.get(id) ?? { id, type: '', label: 'on no page' }),
    walks: walksIn(pages).map((walk) => walkOf(walk, order, short)),
  };
}

/** Pages of one reader in one direction, each asked for from where the one before it ended. */
function walksIn(pages: readonly PageSeen[]): readonly (readonly PageSeen[])[] {
  const walks: PageSeen[][] = [];
  for (const page of pages) {
    const walk = walks.findLast((one) => {
      const last = one.at(-1);
      const follows = last?.end === page.from && page.from !== null;
      return follows && last.actor === page.actor && last.dir === page.dir;
    });
    if (walk === undefined) walks.push([page]);
    else walk.push(page);
  }
  return walks;
}

function walkOf(
  pages: readonly PageSeen[],
  order: readonly string[],
  short: (token: string | null) => string,
): Walk {
  const times = new Map<string, number>();
  const seams = new Set<string>();
  const rows = pages.map((page, i): PageRow => {
    const seam = pages[i - 1]?.ids.at(-1);
    const met = new Map<string, Met>();
    for (const [at, id] of page.ids.entries()) {
      const before = times.get(id) ?? 0;
      times.set(id, before + 1);
      if (before > 0 && at === 0 && id === seam) seams.add(id);
      met.set(id, before === 0 ? 'once' : at === 0 && id === seam ? 'seam' : 'again');
    }
    const cells = withGaps(order.map((id) => met.get(id) ?? null));
    return { page, cells, start: short(page.start ?? page.from), end: short(page.end) };
  });
  if (pages.length < 2 || times.size === 0) return { rows, sum: null };
  const met = order.map((id): Met | null => {
    const again = (times.get(id) ?? 0) - (seams.has(id) ? 1 : 0) > 1;
    return times.has(id) ? (again ? 'again' : 'once') : null;
  });
  const sum = withGaps(met).map(
    (one, i) => one && { met: one, times: times.get(order[i] ?? '') ?? 0 },
  );
  return { rows, sum };
}

/** Between the first event and the last, an event that is not there was missed. */
function withGaps(cells: readonly (Met | null)[]): readonly (Met | null)[] {
  const first = cells.findIndex((met) => met !== null);
  const last = cells.findLastIndex((met) => met !== null);
  return cells.map((met, i) => met ?? (i > first && i < last ? 'missed' : null));
}
