import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/send/m.room.message: as send_non_state_event, with a msgtype (MSG-09..13). */
export async function sendMessage(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const content = parts.validate.object(request.body);
  parts.validate.message(content);
  const event = await parts.actions.send(context, params.roomId, 'm.room.message', content);
  return parts.answer.ok(parts.answer.eventId(event));
}
