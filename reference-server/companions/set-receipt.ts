import { setReceipt as noteReceipt } from '../stream/receipts.ts';
import { invalid, notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/receipt/{receiptType}/{eventId}: the caller has read as far as that event. */
export function setReceipt(context: Context): Answer {
  const { parts, world, params, request, caller } = context;
  const { receiptType, eventId } = params;
  if (receiptType !== 'm.read') throw invalid('The only type of receipts is m.read.');
  parts.validate.optionalObject(request.body);
  const room = parts.permissions.read(context, params.roomId);
  if (room.events.findLast((event) => event.eventId === eventId) === undefined) {
    throw notFound('No such event in the room.');
  }
  const read = { eventId, at: parts.clock() };
  noteReceipt(world.receipts, world.stream, room.id, caller.userId, read);
  return parts.answer.ok({});
}
