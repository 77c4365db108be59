import { eventOrder } from './event-order.ts';
import { shortTokens } from './labels.ts';
import type { EventSeen, Listing, PageSeen } from './listings.ts';

/** What became of an event on a page, or on a walk. */
export type Met = 'once' | 'seam' | 'again' | 'missed';

/** A page as a strip over the timeline: which columns it covers, and what is in them. */
export interface Strip {
  readonly page: PageSeen;
  /** First and last column; null for a page without events. */
  readonly span: readonly [number, number] | null;
  readonly cells: readonly { readonly column: number; readonly met: Met }[];
  /** The tokens of its left and right end, shortened. */
  readonly left: string;
  readonly right: string;
}

/** Pages that follow one another, and what a reader of all of them met. */
export interface Walk {
  readonly strips: readonly Strip[];
  /** What became of each event between the ends of the walk; null where it is one page. */
  readonly sum:
    | readonly { readonly column: number; readonly met: Met; readonly times: number }[]
    | null;
}

/** A listing as strips over its events, the oldest to the left. */
export interface Strips {
  readonly operation: string;
  readonly room: string;
  readonly columns: readonly EventSeen[];
  readonly walks: readonly Walk[];
}

/** Lays the pages of a listing out over its events. */
export function stripsOf(listing: Listing, plainOrder: 'oldest-first' | 'newest-first'): Strips {
  const { operation, room, pages, events } = listing;
  const order = eventOrder(listing, plainOrder);
  const columns = new Map(order.map((id, i) => [id, i]));
  const tokens = shortTokens(
    pages.flatMap(({ from, start, end }) => [from, start, end].filter((token) => token !== null)),
  );
  return {
    operation,
    room,
    columns: order.map((id) => events.get(id) ?? { id, type: '', words: 'on no page' }),
    walks: walksIn(pages).map((walk) => walkOf(walk, columns, tokens)),
  };
}

/** Pages of one reader in one direction, each asked for from where the one before it ended. */
function walksIn(pages: readonly PageSeen[]): readonly (readonly PageSeen[])[] {
  const walks: PageSeen[][] = [];
  for (const page of pages) {
    const walk = walks.findLast((one) => {
      const last = one.at(-1);
      return (
        last?.end === page.from &&
        page.from !== null &&
        last.actor === page.actor &&
        last.dir === page.dir
      );
    });
    if (walk === undefined) walks.push([page]);
    else walk.push(page);
  }
  return walks;
}

function walkOf(
  pages: readonly PageSeen[],
  columns: ReadonlyMap<string, number>,
  tokens: ReadonlyMap<string, string>,
): Walk {
  const times = new Map<string, number>();
  const strips = pages.map((page, i): Strip => {
    const seam = pages[i - 1]?.ids.at(-1);
    const met = (id: string, at: number): Met => {
      const before = times.get(id) ?? 0;
      times.set(id, before + 1);
      if (before === 0) return 'once';
      return at === 0 && id === seam ? 'seam' : 'again';
    };
    const known = page.ids.map((id, at) => ({ column: columns.get(id) ?? 0, met: met(id, at) }));
    return stripOf(page, known, tokens);
  });
  const seams = new Set(
    strips.flatMap(({ cells }) =>
      cells.filter(({ met }) => met === 'seam').map(({ column }) => column),
    ),
  );
  const covered = strips.flatMap(({ span }) => span ?? []);
  const [first, last] = [Math.min(...covered), Math.max(...covered)];
  if (pages.length < 2 || covered.length === 0) return { strips, sum: null };
  const sum = [...columns]
    .filter(([, column]) => column >= first && column <= last)
    .map(([id, column]) => {
      const count = times.get(id) ?? 0;
      const extra = count - (seams.has(column) ? 1 : 0);
      const met: Met = count === 0 ? 'missed' : extra > 1 ? 'again' : 'once';
      return { column, met, times: count };
    });
  return { strips, sum };
}

/** Between the ends of a page, what it does not hold is shown as missing. */
function stripOf(
  page: PageSeen,
  known: Strip['cells'],
  tokens: ReadonlyMap<string, string>,
): Strip {
  const places = known.map(({ column }) => column);
  const span = places.length === 0 ? null : ([Math.min(...places), Math.max(...places)] as const);
  const holes =
    span === null
      ? []
      : Array.from({ length: span[1] - span[0] + 1 }, (_, i) => span[0] + i).filter(
          (column) => !places.includes(column),
        );
  const label = (token: string | null): string => tokens.get(token ?? '') ?? '';
  // Where a page runs from right to left, so do its tokens.
  const falling =
    (places[0] ?? 0) > (places.at(-1) ?? 0) || (places.length < 2 && page.dir === 'b');
  const [start, end] = [label(page.start ?? page.from), label(page.end)];
  return {
    page,
    span,
    cells: [...known, ...holes.map((column) => ({ column, met: 'missed' as const }))],
    left: falling ? end : start,
    right: falling ? start : end,
  };
}
