import type { Answer, Context } from '../parts.ts';

/**
 * PUT /rooms/{roomId}/state/m.room.member/{userId}: any change of membership. It
 * stores the other keys of the body (SMEM-22).
 */
export async function setMembership(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const userId = parts.validate.userId(params.userId);
  const content = parts.validate.object(request.body);
  const requested = parts.validate.membership(content);
  await parts.actions.changeMembership(context, {
    roomId: params.roomId,
    userId,
    requested,
    content,
  });
  return parts.answer.ok(parts.answer.nothing());
}
