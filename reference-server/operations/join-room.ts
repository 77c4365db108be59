import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/join: the caller joins; a body is not needed (JOIN-03, JOIN-06). */
export async function joinRoom(context: Context): Promise<Answer> {
  const { parts, params, request, caller } = context;
  parts.validate.optionalObject(request.body);
  await parts.actions.changeMembership(context, {
    roomId: params.roomId,
    userId: caller.userId,
    requested: 'join',
    content: {},
  });
  return parts.answer.ok(parts.answer.nothing());
}
