import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/messages: a page of the events of the room (MSGS-01..16). */
export function getMessages(context: Context): Answer {
  const { parts, params, request } = context;
  const query = parts.validate.pageQuery(request.query);
  const room = parts.permissions.read(context, params.roomId);
  const page = parts.page.messages(parts.tokens, room, query);
  return parts.answer.ok(parts.answer.chunk(page.events.map(parts.answer.event), page));
}
