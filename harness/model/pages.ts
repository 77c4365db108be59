import type { TokenPage } from '../world/end-of-walk.ts';

/** A page as its laws see it: which events, in which order, and the tokens at both ends. */
export type Page = TokenPage;

export type Order = 'newest-first' | 'oldest-first';

/** A listing of a room, page after page. */
export interface Listing {
  readonly pages: readonly Page[];
  readonly order: Order;
  /**
   * The oldest event may be missing: where pages that go back begin with the event of their token, the token at
   * the far end stands before the oldest event for who goes back, and behind it for who goes on.
   */
  readonly mayMissOldest: boolean;
}

/** Every event once, in the order of first sight. */
export const once = (pages: readonly Page[]): readonly string[] => [
  ...new Set(pages.flatMap((page) => page.ids)),
];

/** Every event once, the oldest first. */
export const oldestFirst = ({ pages, order }: Listing): readonly string[] =>
  order === 'newest-first' ? once(pages).toReversed() : once(pages);

/** The first page that holds more than `limit`, by its number from 1; null where none does. */
export function firstTooLong(pages: readonly Page[], limit: number): number | null {
  const at = pages.findIndex((page) => page.ids.length > limit);
  return at < 0 ? null : at + 1;
}

/**
 * The first page that is not full although a later page brings new events, by its number from 1. An event that
 * comes again at the seam counts: it is available from the token on.
 */
export function firstNotFull(pages: readonly Page[], limit: number): number | null {
  const at = pages.findIndex((page, i) => {
    if (page.ids.length >= limit) return false;
    const seen = new Set(once(pages.slice(0, i + 1)));
    return pages.slice(i + 1).some(({ ids }) => ids.some((id) => !seen.has(id)));
  });
  return at < 0 ? null : at + 1;
}

/** Events that come again, other than the last of a page as the first of the next. */
export function repeated(pages: readonly Page[]): readonly string[] {
  const seen = new Set<string>();
  return pages.flatMap(({ ids }, i) => {
    const seam = pages[i - 1]?.ids.at(-1);
    const again = ids.filter((id, at) => {
      const known = seen.has(id);
      seen.add(id);
      return known && !(at === 0 && id === seam);
    });
    return again;
  });
}

/**
 * Whether a page that was asked for from the start of another page begins elsewhere than that one: it lacks events of
 * that page, the first of which may belong to either side, or it has events that stand before it, other than the last.
 */
export const beginsElsewhere = (
  page: readonly string[],
  before: readonly string[],
  fromItsStart: readonly string[],
): boolean =>
  missingFrom(page.slice(1), fromItsStart).length > 0 ||
  before.slice(0, -1).some((id) => !page.includes(id) && fromItsStart.includes(id));

/** Of what is owed, what a list lacks. */
export const missingFrom = (
  owed: readonly string[],
  list: readonly string[],
): readonly string[] => {
  const there = new Set(list);
  return owed.filter((id) => !there.has(id));
};

/** Of two neighbours in `list`, the first pair that `owed` has the other way round; null where there is none. */
export function firstMisplaced(
  owed: readonly string[],
  list: readonly string[],
): readonly [string, string] | null {
  const place = new Map(owed.map((id, i) => [id, i] as const));
  const known = list.filter((id) => place.has(id));
  for (const [i, id] of known.entries()) {
    const next = known[i + 1];
    if (next !== undefined && (place.get(id) ?? 0) > (place.get(next) ?? 0)) return [id, next];
  }
  return null;
}

/** How a later listing of a room departs from an earlier one. */
export type ListingDifference =
  | { readonly kind: 'lost'; readonly ids: readonly string[] }
  | { readonly kind: 'added'; readonly ids: readonly string[] }
  | { readonly kind: 'moved'; readonly ids: readonly string[] };

/**
 * Rooms only grow, and only at their newest end: what was listed before is the beginning of what is listed now.
 * @param grown whether something was written between the two
 */
export function differenceOf(
  before: Listing,
  now: Listing,
  grown: boolean,
): ListingDifference | null {
  const [old, fresh] = [oldestFirst(before), oldestFirst(now)];
  // At most the one oldest event may be missing on either side.
  const was = now.mayMissOldest ? withoutOldest(old, fresh) : old;
  const is = before.mayMissOldest ? withoutOldest(fresh, old) : fresh;
  const lost = missingFrom(was, is);
  if (lost.length > 0) return { kind: 'lost', ids: lost };
  const moved = firstMisplaced(was, is);
  if (moved !== null) return { kind: 'moved', ids: moved };
  const inserted = missingFrom(is.slice(0, was.length), was);
  if (inserted.length > 0) return { kind: 'added', ids: inserted };
  const added = missingFrom(is, was);
  return added.length > 0 && !grown ? { kind: 'added', ids: added } : null;
}

function withoutOldest(list: readonly string[], other: readonly string[]): readonly string[] {
  const [oldest, ...rest] = list;
  return oldest === undefined || other.includes(oldest) ? list : rest;
}
