import type { Answer, Context } from '../parts.ts';

/** PUT /rooms/{roomId}/state/m.room.topic (TOPIC-01..11). */
export async function setTopic(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const content = parts.validate.object(request.body);
  parts.validate.topic(content);
  await parts.actions.setState(context, params.roomId, 'm.room.topic', '', content);
  return parts.answer.ok(parts.answer.nothing());
}
