import { notFound } from '../errors.ts';
import type { RoomReference } from '../domain/requests.ts';
import type { Answer, Context } from '../parts.ts';

/** PUT and POST /join/{roomAliasOrId}: the caller joins the room an alias or id names (JID-01..10). */
export async function join(context: Context): Promise<Answer> {
  const { parts, params, request, caller } = context;
  const reference = parts.validate.roomReference(params.roomAliasOrId);
  parts.validate.optionalObject(request.body);
  const roomId = resolve(context, reference);
  await parts.actions.changeMembership(context, {
    roomId,
    userId: caller.userId,
    requested: 'join',
    content: {},
  });
  return parts.answer.ok(parts.answer.roomInfo(roomId, undefined));
}

function resolve({ parts, world }: Context, reference: RoomReference): string {
  if (reference.kind === 'id') return reference.roomId;
  const roomId = parts.aliases.resolve(world.aliases, reference.alias);
  if (roomId === undefined) throw notFound('Nothing goes by that alias.');
  return roomId;
}
