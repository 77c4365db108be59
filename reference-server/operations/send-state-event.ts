import type { Answer, Context } from '../parts.ts';

/**
 * PUT /rooms/{roomId}/state/{eventType}[/{stateKey}]: fills the slot (room, type, key). A key that is
 * left out and one that is empty are the same slot (STATE-04..09).
 */
export async function sendStateEvent(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const { roomId, eventType, stateKey } = params;
  const content = parts.validate.object(request.body);
  parts.validate.state(eventType, content);
  await parts.actions.setState(context, roomId, eventType, stateKey, content);
  return parts.answer.ok(parts.answer.nothing());
}
