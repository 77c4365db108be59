import { BoundedMap } from '../memory/bounded.ts';
import { nameOf } from '../memory/content.ts';
import type { Span } from './happened.ts';
import { shortestLife } from './retention.ts';
import type { ShownEvent, ShownPage } from './shown.ts';
import { Walks } from './walks.ts';

/** Events that stand next to each other in a room, oldest first, as one reader was shown them in one or more pages. */
export interface Stretch {
  readonly events: readonly ShownEvent[];
  /** When the newest events of the room were read, if they are among them; null otherwise. */
  readonly newestAt: Span | null;
  /** When the first of the pages was asked for. */
  readonly from: number;
  readonly tickets: readonly number[];
  /** Whether it goes on from the messages of an initialSync. */
  readonly fromSync: boolean;
  /** Events that came twice although the pages do not repeat their boundary alone. */
  readonly repeated: readonly string[];
}

/** Ends of walks that are remembered for a room, and the events of a walk. */
const mostEnds = 60;
const mostEvents = 400;

/** Knows where walks through a room ended, so that the next page can be laid beside the one before. */
export class PageBook {
  readonly #ends = new BoundedMap<Stretch>(mostEnds);
  /** Tokens from where the messages of an initialSync can be paged back. */
  readonly #syncs = new BoundedMap<true>(mostEnds);
  readonly walks = new Walks();
  /** The first event of pages, by the token at which they are known to begin. */
  readonly #firsts = new BoundedMap<{ readonly id: string; readonly seen: Span }>(mostEnds);

  /**
   * Lays a page beside the one that ended where it begins.
   * @param reader who reads: others may see other events
   * @returns null where it is not known which way the page goes
   */
  add(page: ShownPage, reader: string, ticket: number, span: Span): Stretch | null {
    const { dir, from, to, end } = page;
    if (dir === null || page.isUnusual) return null;
    const events = dir === 'b' ? page.events.toReversed() : page.events;
    const before = from === null ? undefined : this.#ends.get(keyOf(reader, dir, from));
    const isNewest = dir === 'b' && from === null;
    const own: Stretch = {
      events,
      newestAt: isNewest ? span : null,
      from: span.from,
      tickets: [ticket],
      fromSync: false,
      repeated: idsTwice(events),
    };
    const stretch = before === undefined ? own : joined(before, own, dir);
    if (end !== null && to === null) {
      const kept = stretch.events.length <= mostEvents ? stretch : own;
      this.#ends.set(keyOf(reader, dir, end), { ...kept, repeated: [] });
    }
    return stretch;
  }

  /** Events of a page that lie beyond the token where it should have stopped; empty where that is not known. */
  beyond({ dir, to, events }: ShownPage, reader: string): readonly ShownEvent[] {
    if (dir === null || to === null) return [];
    const until = this.#ends.get(keyOf(reader, dir, to));
    const boundary = dir === 'b' ? until?.events[0] : until?.events.at(-1);
    const place = events.findIndex(({ id }) => id !== null && id === boundary?.id);
    return place < 0 ? [] : events.slice(place + 1);
  }

  /**
   * Whether a page says that it starts at another place than it does. Different tokens may be one place, so only the
   * token of another place tells: one at which another event is known to come first, or that of the page's own end.
   */
  startsElsewhere(
    { dir, from, start, end, events, isUnusual }: ShownPage,
    reader: string,
    span: Span,
  ): boolean {
    const first = events[0]?.id ?? null;
    if (start === null || first === null || isUnusual) return false;
    if (start === end && events.length > 1) return true;
    if (dir === null) return false;
    const known = this.#firsts.get(keyOf(reader, dir, start));
    // In a query a + may stand for itself or for a space.
    const isFrom = from === null || start === from || start.replaceAll('+', ' ') === from;
    if (isFrom) this.#firsts.set(keyOf(reader, dir, start), { id: nameOf(first), seen: span });
    // A token of something else than a page, such as a sync, may be told in the form of those of pages.
    const isOfPage = from !== null && this.#ends.has(keyOf(reader, dir, from));
    // What was first may be gone by now.
    const isFresh = known !== undefined && span.until - known.seen.from < shortestLife;
    return !isFrom && isOfPage && isFresh && known.id !== nameOf(first);
  }

  /** Whether a token is where the messages of an initialSync began. */
  beganSync(token: string): boolean {
    return this.#syncs.has(token);
  }

  /** Notes where the newest events of an initialSync begin, from where a walk back can go on. */
  begin(page: ShownPage, reader: string, ticket: number, span: Span): Stretch {
    const { events, start } = page;
    const repeated = idsTwice(events);
    const { from } = span;
    const stretch = { events, newestAt: span, from, tickets: [ticket], repeated, fromSync: true };
    if (start !== null) this.#syncs.set(start, true);
    if (start !== null) this.#ends.set(keyOf(reader, 'b', start), { ...stretch, repeated: [] });
    return stretch;
  }
}

const keyOf = (reader: string, dir: string, token: string): string =>
  JSON.stringify([reader, dir, token]);

function joined(before: Stretch, own: Stretch, dir: 'b' | 'f'): Stretch {
  const [older, newer] = dir === 'b' ? [own.events, before.events] : [before.events, own.events];
  const seam = older.at(-1)?.id ?? null;
  // A page may begin with the last event of the one before (reading page-seam).
  const isShared = seam !== null && seam === newer[0]?.id;
  const rest = isShared ? newer.slice(1) : newer;
  const known = new Set(older.flatMap(({ id }) => id ?? []));
  const repeated = rest.flatMap(({ id }) => (id !== null && known.has(id) ? [id] : []));
  return {
    events: [...older, ...rest],
    newestAt: before.newestAt,
    from: Math.min(before.from, own.from),
    tickets: [...before.tickets, ...own.tickets],
    fromSync: before.fromSync,
    repeated: [...own.repeated, ...repeated],
  };
}

function idsTwice(events: readonly ShownEvent[]): readonly string[] {
  const seen = new Set<string>();
  return events.flatMap(({ id }) => {
    if (id === null) return [];
    const again = seen.has(id);
    seen.add(id);
    return again ? [id] : [];
  });
}
