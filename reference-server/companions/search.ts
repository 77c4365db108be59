import { demandString } from '../domain/content.ts';
import type { JsonObject, RoomEvent } from '../domain/event.ts';
import { isObject } from '../domain/json.ts';
import { sees } from '../stream/stream.ts';
import { badJson, missing } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { joinedRooms } from './news.ts';

/** What can be searched, and the key of the content that holds it. */
const searched = new Map([
  ['content.body', 'body'],
  ['content.name', 'name'],
  ['content.topic', 'topic'],
]);

/** How many events an answer holds. */
const mostResults = 10;

/** POST /search: the newest events of the caller's rooms that hold a text, in whatever case. */
export function search(context: Context): Answer {
  const { parts, request } = context;
  const { term, keys } = readQuestion(parts.validate.object(request.body));
  const found = joinedRooms(context).flatMap((roomId) => find(context, roomId, term, keys));
  const newest = found.toSorted((one, other) => other.at - one.at).slice(0, mostResults);
  const results = newest.map((event) => ({ rank: 1, result: parts.answer.event(event) }));
  const events = { count: found.length, results };
  return parts.answer.ok({ search_categories: { room_events: events } });
}

function find(
  { parts, world, caller }: Context,
  roomId: string,
  term: string,
  keys: readonly string[],
): readonly RoomEvent[] {
  const events = parts.rooms.find(world, roomId)?.events ?? [];
  return events.filter(
    (event, index) =>
      keys.some((key) => holds(event.content[key], term)) &&
      sees(world.stream, caller.userId, roomId, index),
  );
}

function holds(value: unknown, term: string): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(term);
}

function readQuestion(body: JsonObject): { term: string; keys: readonly string[] } {
  const categories = body['search_categories'];
  const question = isObject(categories) ? categories['room_events'] : undefined;
  if (!isObject(question)) throw missing('No search_categories.room_events object.');
  const names = question['keys'] ?? [...searched.keys()];
  if (!Array.isArray(names)) throw badJson('keys is not a list.');
  const keys = names.map((name: unknown) => {
    const key = typeof name === 'string' ? searched.get(name) : undefined;
    if (key === undefined) throw badJson(`keys may hold ${[...searched.keys()].join(', ')} alone.`);
    return key;
  });
  return { term: demandString(question, 'search_term').toLowerCase(), keys };
}
