import { isArray, isObject, type JsonObject } from '../document/json.ts';
import { readBody } from '../wire/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import type { ExchangeFacts, ListedEvent, ListedPage } from './outcome.ts';

/** What an exchange was about, read from the parsed bodies, so that no report has to parse them again. */
export function factsOf(recorded: Recorded): ExchangeFacts {
  const { answer, request } = recorded.exchange;
  const json = answer.kind === 'answer' && answer.body.json.ok ? answer.body.json.value : null;
  const succeeded = answer.kind === 'answer' && answer.status === 200;
  const room = recorded.room ?? (succeeded ? textAt(json, 'room_id') : null);
  const event = succeeded ? textAt(json, 'event_id') : null;
  const asked = recorded.operation === 'set_membership' ? requested(request.body) : null;
  return {
    ...(room === null ? {} : { room }),
    ...(event === null ? {} : { event }),
    ...(asked === null ? {} : { membership: asked }),
    ...(succeeded && isListing(recorded) ? { page: pageIn(recorded, json) } : {}),
  };
}

const isListing = ({ operation }: Recorded): boolean =>
  operation === 'get_messages' || operation === 'get_members' || operation === 'get_room_sync_data';

/** A page of more events is not drawn. */
const mostEvents = 1000;

/** The page that an answer holds; null where it holds none that can be read. */
function pageIn({ operation, exchange }: Recorded, json: unknown): ListedPage | null {
  const nested = operation === 'get_room_sync_data';
  const body = nested && isObject(json) ? json['messages'] : json;
  const chunk = isObject(body) ? body['chunk'] : null;
  if (!isArray(chunk) || chunk.length > mostEvents) return null;
  const events = chunk.flatMap(eventOf);
  if (events.length < chunk.length) return null;
  const query = new Map(exchange.request.query);
  const dir = query.get('dir');
  return {
    listing: operation === 'get_members' ? 'get_members' : 'get_messages',
    dir: nested ? 'f' : dir === 'b' || dir === 'f' ? dir : null,
    limit: query.get('limit') ?? null,
    from: query.get('from') ?? null,
    start: textAt(body, 'start'),
    end: textAt(body, 'end'),
    events,
  };
}

/** The keys of a content by which a reader knows an event. */
const labels = ['body', 'topic', 'name', 'membership', 'mark'];

function eventOf(event: unknown): readonly ListedEvent[] {
  const id = textAt(event, 'event_id');
  if (id === null || !isObject(event)) return [];
  const content: JsonObject = isObject(event['content']) ? event['content'] : {};
  const label = labels
    .map((key) => content[key])
    .find((value) => typeof value === 'string' || typeof value === 'number');
  const text = String(label ?? '');
  return [{ id, type: textAt(event, 'type') ?? '', label: text.length > longest ? '' : text }];
}

function requested(body: string | null): string | null {
  const { json } = readBody(Buffer.from(body ?? ''));
  return json.ok ? textAt(json.value, 'membership') : null;
}

/** Longer texts are no facts: cutting them could cut a secret in two, which then nobody would hide. */
const longest = 1000;

const textAt = (value: unknown, key: string): string | null => {
  const text = isObject(value) ? value[key] : null;
  return typeof text === 'string' && text.length <= longest ? text : null;
};
