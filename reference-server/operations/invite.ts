import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/invite: the short form of membership `invite` (INV-03, SMEM-21). */
export async function invite(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const userId = parts.validate.target(parts.validate.object(request.body));
  await parts.actions.changeMembership(context, {
    roomId: params.roomId,
    userId,
    requested: 'invite',
    content: {},
  });
  return parts.answer.ok(parts.answer.nothing());
}
