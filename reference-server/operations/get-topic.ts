import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/state/m.room.topic: the topic, or 404 if none was ever set (GTOPIC-06). */
export function getTopic(context: Context): Answer {
  const { parts, params } = context;
  const room = parts.permissions.read(context, params.roomId);
  const topic = parts.view.slot(room, 'm.room.topic', '');
  if (topic === undefined) throw notFound('Topic not found.');
  return parts.answer.ok(parts.answer.content(topic));
}
