import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/leave: the caller leaves or declines; a body is not needed (LEAVE-03, LEAVE-06). */
export async function leave(context: Context): Promise<Answer> {
  const { parts, params, request, caller } = context;
  parts.validate.optionalObject(request.body);
  await parts.actions.changeMembership(context, {
    roomId: params.roomId,
    userId: caller.userId,
    requested: 'leave',
    content: {},
  });
  return parts.answer.ok(parts.answer.nothing());
}
