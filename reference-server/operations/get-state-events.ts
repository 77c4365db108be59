import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/state: all current state, and nothing else (GST-01..08). */
export function getStateEvents(context: Context): Answer {
  const { parts, params } = context;
  const room = parts.permissions.read(context, params.roomId);
  return parts.answer.ok(parts.view.state(room).map(parts.answer.event));
}
