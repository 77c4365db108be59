import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/**
 * GET /rooms/{roomId}/state/m.room.member/{userId}: the membership, `leave` for those who left
 * (GMEM-08), 404 for those who never had any (GMEM-07).
 */
export function getMembership(context: Context): Answer {
  const { parts, params } = context;
  const room = parts.permissions.read(context, params.roomId);
  const member = parts.view.slot(room, 'm.room.member', params.userId);
  if (member === undefined) throw notFound('Member not found.');
  return parts.answer.ok(parts.answer.content(member));
}
