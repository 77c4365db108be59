import { forbidden, notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/redact/{eventId}: takes away what an event said. One's own may be redacted without power. */
export function redact(context: Context): Answer {
  const { parts, params, request, caller } = context;
  const body = parts.validate.optionalObject(request.body);
  const reason = parts.validate.reason(body);
  const room = parts.permissions.send(context, params.roomId, 'm.room.redaction');
  const target = room.events.findLast(({ eventId }) => eventId === params.eventId);
  if (target === undefined) throw notFound('No such event in the room.');
  const levels = parts.power.levels(room);
  if (target.sender !== caller.userId && parts.power.of(levels, caller.userId) < levels.redact) {
    throw forbidden('You may not redact the events of others.');
  }
  const redaction = parts.rooms.append(context, room, {
    type: 'm.room.redaction',
    sender: caller.userId,
    content: reason === undefined ? {} : { reason },
    stateKey: undefined,
    redacts: target.eventId,
  });
  return parts.answer.ok(parts.answer.eventId(redaction));
}
