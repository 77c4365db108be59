import type { Answer, Context } from '../parts.ts';

/** GET /rooms/{roomId}/members: everybody who ever had a membership, once (MEMB-01..12). */
export function getMembers(context: Context): Answer {
  const { parts, params, request } = context;
  const query = parts.validate.pageQuery(request.query);
  const room = parts.permissions.read(context, params.roomId);
  const page = parts.page.members(room, query);
  return parts.answer.ok(parts.answer.chunk(page.events.map(parts.answer.member), page));
}
