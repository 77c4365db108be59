import { type Page, once, type Order } from './pages.ts';

/** How pages are asked for: without a direction, or with the undeclared `dir` (DEF-03). */
export const wayNames = ['plain', 'back', 'forth'] as const;
export type WayName = (typeof wayNames)[number];

/** A way to page through a room that the target has been seen to offer. */
export interface Way {
  readonly name: WayName;
  readonly dir: 'b' | 'f' | null;
  readonly order: Order;
  /** Where its first page begins: by itself, or at the end of a walk back. */
  readonly begins: 'by-itself' | 'at-the-far-end';
  /** The least limit with which a walk moves on. */
  readonly least: 1 | 2;
}

/**
 * Which order a page has: in it, the newest event comes before others that were sent earlier, or the page has
 * only what was sent before. Pages may be in disorder, so that their ends say more than their neighbours.
 * @param sent what was sent into the room, the oldest first
 */
export function orderOf(ids: readonly string[], sent: readonly string[]): Order | null {
  if (ids.length === 0) return null;
  const newest = sent.at(-1);
  const first = ids.findIndex((id) => sent.includes(id));
  const last = ids.findLastIndex((id) => sent.includes(id));
  if (newest === undefined || !ids.includes(newest)) return 'oldest-first';
  // The whole room on one page, whatever the limit: its ends tell.
  const whole = sent.every((id) => ids.includes(id));
  return whole && ids[last] === newest && first !== last ? 'oldest-first' : 'newest-first';
}

/** The reading `page-seam`; null where a walk has no seam. */
export function seamOf(pages: readonly Page[]): 'exclusive' | 'repeats-the-boundary' | null {
  const seams = pages.flatMap((page, i) => {
    const [next] = pages[i + 1]?.ids ?? [];
    return next === undefined ? [] : [next === page.ids.at(-1)];
  });
  if (seams.length === 0) return null;
  return seams.includes(true) ? 'repeats-the-boundary' : 'exclusive';
}

/** The reading `end-of-walk`, from the pages of a whole walk. */
export function endOfWalk(pages: readonly Page[]): 'empty-page' | 'last-event-repeated' | 'no-end' {
  const last = pages.at(-1);
  if (last?.end === undefined) return 'no-end';
  return last.ids.length > 0 && once(pages).length > 0 ? 'last-event-repeated' : 'empty-page';
}

/** The reading `messages-order`, of a page that was asked for without direction. */
export const messagesOrder = (order: Order | null): Order | 'starts-at-now' =>
  order ?? 'starts-at-now';

/** The reading `default-page-size`: the length of a page without a limit, in a room of so many events. */
export function defaultPageSize(length: number, events: number): string {
  if (length === 0) return 'empty';
  return length >= events ? 'everything' : String(length);
}
