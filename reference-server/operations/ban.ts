import type { Answer, Context } from '../parts.ts';

/** POST /rooms/{roomId}/ban: the short form of membership `ban`; a reason is stored (BAN-03, BAN-12). */
export async function ban(context: Context): Promise<Answer> {
  const { parts, params, request } = context;
  const body = parts.validate.object(request.body);
  const userId = parts.validate.target(body);
  const reason = parts.validate.reason(body);
  await parts.actions.changeMembership(context, {
    roomId: params.roomId,
    userId,
    requested: 'ban',
    content: reason === undefined ? {} : { reason },
  });
  return parts.answer.ok(parts.answer.nothing());
}
