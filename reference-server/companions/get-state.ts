import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/state/{eventType}[/{stateKey}]: the content of one piece of state (T4, DEF-21). */
export function getState(context: Context): Answer {
  const { parts, params } = context;
  const room = parts.permissions.read(context, params.roomId);
  const event = parts.view.slot(room, params.eventType, params.stateKey);
  if (event === undefined) throw notFound('No such state.');
  return parts.answer.ok(parts.answer.content(event));
}
