import type { Captured } from '../../../harness/run/outcome.ts';
import { isArray, isObject, type JsonObject, objectsAt } from '../../../harness/document/json.ts';

/** A page of a listing as it crossed the wire. */
export interface PageSeen {
  readonly step: number;
  readonly actor: string;
  /** The ids of its events in the order in which they came. */
  readonly ids: readonly string[];
  /** The direction that was asked for; null where none was. */
  readonly dir: 'b' | 'f' | null;
  readonly limit: string | null;
  /** Tokens: where it was asked to begin, and the ends that it names. */
  readonly from: string | null;
  readonly start: string | null;
  readonly end: string | null;
}

/** An event as far as a page told of it. */
export interface EventSeen {
  readonly id: string;
  readonly type: string;
  /** What a reader knows it by: its body, topic, name or membership; '' where it has none. */
  readonly words: string;
}

/** An event that somebody sent. */
export interface Sent {
  readonly step: number;
  readonly id: string;
}

/** All pages of one listing of one room, and the events in them. */
export interface Listing {
  readonly operation: string;
  readonly room: string;
  readonly pages: readonly PageSeen[];
  readonly events: ReadonlyMap<string, EventSeen>;
  /** What sending answered, in the order of the requests. */
  readonly sent: readonly Sent[];
}

const listing = /\/rooms\/([^/?]+)\/(messages|members|initialSync)(?:\?(.*))?$/s;
const sending = /\/rooms\/([^/?]+)\/(?:send|state)\//;

/**
 * The listings of rooms that came in several pages. An answer that cannot be read makes no page; a listing in which
 * a page went unread is left out, for what it lacks would look like a gap.
 */
export function listingsIn(exchanges: readonly Captured[]): readonly Listing[] {
  const listings = new Map<string, Open>();
  const unread = new Set<string>();
  for (const exchange of exchanges) {
    const asked = askedFor(exchange);
    if (asked === null || exchange.status !== 200) continue;
    const key = `${asked.operation} ${asked.room}`;
    const read = readPage(exchange, asked);
    if (read === null) unread.add(key);
    else {
      const known: Open = listings.get(key) ?? { asked, pages: [], events: new Map() };
      known.pages.push(read.page);
      for (const event of read.events) known.events.set(event.id, event);
      listings.set(key, known);
    }
  }
  return [...listings]
    .filter(([key, { pages }]) => !unread.has(key) && inPages(pages))
    .map(
      ([
        ,
        {
          asked: { operation, room },
          pages,
          events,
        },
      ]) => {
        const sent = operation === 'get_messages' ? sentTo(exchanges, room) : [];
        return { operation, room, pages, events, sent };
      },
    );
}

/** One page that begins where another ended makes a walk; listings that were asked for whole make none. */
const inPages = (pages: readonly PageSeen[]): boolean =>
  pages.length > 1 && pages.some(({ from }) => from !== null);

interface Open {
  readonly asked: Asked;
  readonly pages: PageSeen[];
  readonly events: Map<string, EventSeen>;
}

interface Asked {
  readonly operation: string;
  readonly room: string;
  readonly query: URLSearchParams;
  /** Whether the page stands inside of the answer. */
  readonly nested: boolean;
}

/** Pages of messages and the messages of a synchronisation are of one listing. */
function askedFor({ method, path }: Captured): Asked | null {
  const [, room = '', what = '', query = ''] = listing.exec(path) ?? [];
  if (method !== 'GET' || room === '') return null;
  return {
    operation: what === 'members' ? 'get_members' : 'get_messages',
    room: decoded(room),
    query: new URLSearchParams(query),
    nested: what === 'initialSync',
  };
}

function readPage(
  { step, actor, answer }: Captured,
  { query, nested }: Asked,
): { readonly page: PageSeen; readonly events: readonly EventSeen[] } | null {
  const whole = parsed(answer);
  const body = nested && isObject(whole) ? whole['messages'] : whole;
  if (!isObject(body) || !isArray(body['chunk'])) return null;
  const chunk = objectsAt(body, 'chunk').filter((event) => textAt(event, 'event_id') !== null);
  if (chunk.length !== body['chunk'].length) return null;
  const events = chunk.map(eventOf);
  const dir = query.get('dir');
  return {
    events,
    page: {
      step,
      actor,
      ids: events.map(({ id }) => id),
      dir: nested ? 'f' : dir === 'b' || dir === 'f' ? dir : null,
      limit: query.get('limit'),
      from: query.get('from'),
      start: textAt(body, 'start'),
      end: textAt(body, 'end'),
    },
  };
}

function eventOf(event: JsonObject): EventSeen {
  const content = isObject(event['content']) ? event['content'] : {};
  const words = ['body', 'topic', 'name', 'membership', 'mark'].map((key) => content[key]);
  const first = words.find((word) => typeof word === 'string' || typeof word === 'number');
  return {
    id: textAt(event, 'event_id') ?? '',
    type: textAt(event, 'type') ?? '',
    words: first === undefined ? '' : String(first),
  };
}

/** Ids that the target gave to what was sent into a room. */
const sentTo = (exchanges: readonly Captured[], room: string): readonly Sent[] =>
  exchanges.flatMap(({ step, path, answer, status }) => {
    const [, into = ''] = sending.exec(path) ?? [];
    const body = status === 200 && decoded(into) === room ? parsed(answer) : null;
    const id = isObject(body) ? textAt(body, 'event_id') : null;
    return id === null ? [] : [{ step, id }];
  });

const textAt = (object: JsonObject, key: string): string | null => {
  const value = object[key];
  return typeof value === 'string' ? value : null;
};

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
