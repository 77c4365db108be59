import { BoundedMap } from '../memory/bounded.ts';
import type { Span } from './happened.ts';
import { shortestLife } from './retention.ts';
import type { ShownEvent, ShownPage } from './shown.ts';

/** The events between two tokens, in the order of the pages that showed them. */
interface Walk {
  readonly from: string | null;
  readonly ids: readonly string[];
  /** When the first of its pages was asked for. */
  readonly began: Span;
}

/** Tokens at which walks ended that are remembered for a room, the walks to each of them, and the events of a walk. */
const [mostEnds, mostWalks, mostEvents] = [60, 4, 400];

/**
 * Knows what lies between two tokens: pages that were read one after the other, with the same direction or without any,
 * show it. A page that is asked for from the first to the second must show the same.
 */
export class Walks {
  readonly #byEnd = new BoundedMap<readonly Walk[]>(mostEnds);

  /** Learns from a page that was not told where to stop. */
  add(page: ShownPage, reader: string, span: Span): void {
    const { from, end, to, isUnusual } = page;
    const ids = idsOf(page.events);
    if (end === null || end === from || to !== null || isUnusual || ids === null) return;
    const before = from === null ? [] : this.#to(page, from, reader);
    const longer = before.map((walk) => ({ ...walk, ids: joined(walk.ids, ids) }));
    const all = [{ from, ids, began: span }, ...longer].filter(
      (walk) => walk.ids.length <= mostEvents,
    );
    this.#byEnd.set(keyOf(page, end, reader), all.slice(0, mostWalks));
  }

  /**
   * What is wrong with a page that was told where to stop, as the end of a sentence; null where nothing is, or nothing is
   * known. It may stop early, and show the event at the token or not.
   */
  wrongWith(page: ShownPage, reader: string, span: Span): string | null {
    const { from, to, start, end, isUnusual, events } = page;
    const ids = idsOf(events);
    if (to === null || isUnusual || ids === null) return null;
    const walks = this.#to(page, to, reader).filter((walk) => walk.from === from);
    for (const walk of walks) {
      const beyond = ids.length - walk.ids.length;
      if (walk.ids.length > 0 && beyond > 0 && walk.ids.every((id, i) => id === ids[i]))
        return `shows ${beyond} events beyond the token where it should have stopped`;
      const isOver = end === null || end === start || end === to || end === from;
      // What is old may be gone by now.
      const isFresh = span.until - walk.began.from < shortestLife;
      if (ids.length === 0 && isOver && isFresh && walk.ids.length > 2)
        return `is empty, although there are ${walk.ids.length} events before the token where it should have stopped`;
    }
    return null;
  }

  #to(page: ShownPage, token: string, reader: string): readonly Walk[] {
    return this.#byEnd.get(keyOf(page, token, reader)) ?? [];
  }
}

const keyOf = ({ dir }: ShownPage, token: string, reader: string): string =>
  JSON.stringify([reader, dir, token]);

/** The ids of the events of a page; null where one of them has none. */
function idsOf(events: readonly ShownEvent[]): readonly string[] | null {
  const ids = events.flatMap(({ id }) => (id === null ? [] : [id]));
  return ids.length === events.length ? ids : null;
}

/** A page may begin with the last event of the one before (reading page-seam). */
const joined = (before: readonly string[], ids: readonly string[]): readonly string[] =>
  before.at(-1) === ids[0] ? [...before, ...ids.slice(1)] : [...before, ...ids];
