import type { RoomEvent } from '../domain/event.ts';
import { roomsOf, sees } from '../stream/stream.ts';
import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** GET /events/{eventId}: one event that the caller may see. */
export function getEvent(context: Context): Answer {
  const { parts } = context;
  const event = findEvent(context);
  if (event === undefined) throw notFound('No such event.');
  return parts.answer.ok(parts.answer.event(event));
}

function findEvent({ parts, world, params, caller }: Context): RoomEvent | undefined {
  for (const roomId of roomsOf(world.stream, caller.userId)) {
    const events = parts.rooms.find(world, roomId)?.events ?? [];
    const index = events.findLastIndex(({ eventId }) => eventId === params.eventId);
    if (index >= 0 && sees(world.stream, caller.userId, roomId, index)) return events[index];
  }
  return undefined;
}
