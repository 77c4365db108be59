import type { Listing, PageSeen } from './listings.ts';

type Ids = readonly string[];
type Sent = Listing['sent'][number];
type PlainOrder = 'oldest-first' | 'newest-first';

/**
 * Every event of a listing once, the oldest first, as far as it can be known. Pages are joined where they share
 * events, beginning with the longest; a page that shares none goes to the end that its direction and tokens imply. An
 * event that was sent and is on no page follows everything that had been listed when it was sent.
 * @param plainOrder how pages are ordered that were asked for without a direction
 */
export function eventOrder(
  { pages, sent }: Pick<Listing, 'pages' | 'sent'>,
  plainOrder: PlainOrder,
): Ids {
  let order: Ids = [];
  const placed = new Set<PageSeen>();
  const longest = pages.toSorted((a, b) => b.ids.length - a.ids.length)[0];
  while (placed.size < pages.length) {
    const open = pages.filter((page) => !placed.has(page));
    const next =
      open.find(({ ids }) => sharesAny(ids, order)) ?? (placed.size === 0 ? longest : open[0]);
    if (next === undefined) break;
    const ids = oldestFirst(next, order, plainOrder);
    if (sharesAny(ids, order)) order = merged(order, ids);
    else order = isOlder(next, placed, plainOrder) ? [...ids, ...order] : [...order, ...ids];
    placed.add(next);
  }
  return sent.reduce<Ids>((known, one, i) => withSent(known, one, sent.slice(0, i), pages), order);
}

const sharesAny = (ids: Ids, order: Ids): boolean => ids.some((id) => order.includes(id));

/** The ids of a page, the oldest first: in the known order of most of them, or else in the direction asked for. */
function oldestFirst(page: PageSeen, order: Ids, plainOrder: PlainOrder): Ids {
  const ids = [...new Set(page.ids)];
  const places = ids.map((id) => order.indexOf(id)).filter((place) => place >= 0);
  const rising = places.filter((place, i) => place > (places[i - 1] ?? Infinity)).length;
  const falling = places.filter((place, i) => place < (places[i - 1] ?? -Infinity)).length;
  if (rising !== falling) return rising > falling ? ids : ids.toReversed();
  return goesBack(page, plainOrder) ? ids.toReversed() : ids;
}

const goesBack = ({ dir }: PageSeen, plainOrder: PlainOrder): boolean =>
  dir === null ? plainOrder === 'newest-first' : dir === 'b';

/** Whether a page that shares no event with the others is older than they are, as the next page backwards is. */
function isOlder(page: PageSeen, placed: ReadonlySet<PageSeen>, plainOrder: PlainOrder): boolean {
  const back = goesBack(page, plainOrder);
  const followed = [...placed].some(({ from }) => from !== null && from === page.end);
  return followed ? !back : back;
}

/** Inserts the ids of `list` that are missing beside their neighbours. */
function merged(order: Ids, list: Ids): Ids {
  const result = [...order];
  let waiting: string[] = [];
  let at: number | null = null;
  for (const id of list) {
    const known = result.indexOf(id);
    if (known >= 0) {
      result.splice(known, 0, ...waiting);
      at = known + waiting.length + 1;
      waiting = [];
    } else if (at === null) waiting.push(id);
    else {
      result.splice(at, 0, id);
      at += 1;
    }
  }
  return result;
}

/** Inserts an event that is on no page after all events that were sent or listed before it. */
function withSent(
  order: Ids,
  { id, step }: Sent,
  before: readonly Sent[],
  pages: readonly PageSeen[],
): Ids {
  if (order.includes(id)) return order;
  const earlier = [
    ...before.map((one) => one.id),
    ...pages.filter((page) => page.step < step).flatMap((page) => page.ids),
  ];
  const at = Math.max(-1, ...earlier.map((one) => order.indexOf(one))) + 1;
  return order.toSpliced(at, 0, id);
}
