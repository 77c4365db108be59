import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/send/{eventType}: any JSON object is a legal content (SEND-10). */
export async function sendNonStateEvent(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  parts.validate.eventType(params.eventType);
  const content = parts.validate.object(request.body);
  const event = await parts.actions.send(context, params.roomId, params.eventType, content);
  return parts.answer.ok(parts.answer.eventId(event));
}
