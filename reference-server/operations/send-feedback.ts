import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/send/m.room.message.feedback: `delivered` or `read`, of any event (FEED-08..12). */
export async function sendFeedback(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const content = parts.validate.object(request.body);
  parts.validate.feedback(content);
  const event = await parts.actions.send(
    context,
    params.roomId,
    'm.room.message.feedback',
    content,
  );
  return parts.answer.ok(parts.answer.eventId(event));
}
