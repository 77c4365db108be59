import type { Captured, ListedEvent, ListedPage } from '../../../harness/run/outcome.ts';

/** A page of a listing, and the exchange in which it came. */
export interface PageSeen extends ListedPage {
  readonly step: number;
  readonly actor: string;
  /** The ids of its events in the order in which they came. */
  readonly ids: readonly string[];
}

/** All pages of one listing of one room, and the events in them. */
export interface Listing {
  readonly operation: ListedPage['listing'];
  readonly room: string;
  readonly pages: readonly PageSeen[];
  readonly events: ReadonlyMap<string, ListedEvent>;
  /** The events that were sent into the room, in the order of the requests. */
  readonly sent: readonly { readonly step: number; readonly id: string }[];
}

/**
 * The listings of rooms that came in several pages, one beginning where another ended. A listing with a page that
 * could not be read is left out, since its missing events would look like gaps.
 */
export function listingsIn(exchanges: readonly Captured[]): readonly Listing[] {
  const listings = new Map<string, Captured[]>();
  for (const exchange of exchanges) {
    if (exchange.page === undefined) continue;
    const key = `${exchange.operation === 'get_members'} ${exchange.room}`;
    listings.set(key, [...(listings.get(key) ?? []), exchange]);
  }
  return [...listings.values()].flatMap((listed) => {
    const pages = listed.flatMap(({ step, actor, page }) =>
      page ? [{ ...page, step, actor, ids: page.events.map(({ id }) => id) }] : [],
    );
    const [first] = pages;
    const room = listed[0]?.room ?? '';
    const walked = pages.length > 1 && pages.some(({ from }) => from !== null);
    if (first === undefined || pages.length < listed.length || !walked) return [];
    const sent = exchanges.flatMap(({ step, event, room: into }) =>
      event !== undefined && into === room ? [{ step, id: event }] : [],
    );
    return [
      {
        operation: first.listing,
        room,
        pages,
        events: new Map(pages.flatMap(({ events }) => events.map((event) => [event.id, event]))),
        sent: first.listing === 'get_messages' ? sent : [],
      },
    ];
  });
}
