import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/initialSync: membership, state and the newest messages (SYNC-01..14). */
export function getRoomSyncData(context: Context): Answer {
  const { parts, params, request, caller } = context;
  const limit = parts.validate.limit(request.query);
  const room = parts.permissions.read(context, params.roomId);
  const page = parts.page.recent(parts.tokens, room, limit);
  const messages = parts.answer.chunk(page.events.map(parts.answer.event), page);
  const state = parts.view.state(room).map(parts.answer.event);
  const membership = parts.view.membership(room, caller.userId) ?? 'leave';
  return parts.answer.ok(parts.answer.sync(room, membership, messages, state));
}
