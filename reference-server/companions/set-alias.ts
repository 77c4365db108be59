import { demandString } from '../domain/content.ts';
import { ApiError, invalid } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandAlias } from './room-aliases.ts';

/** PUT /directory/room/{alias}: a member names the room. */
export function setAlias(context: Context): Answer {
  const { parts, world, request } = context;
  const alias = demandAlias(context);
  if (!alias.endsWith(`:${world.domain}`)) throw invalid('The alias belongs to another server.');
  const roomId = demandString(parts.validate.object(request.body), 'room_id');
  const room = parts.permissions.read(context, roomId);
  if (parts.aliases.resolve(world.aliases, alias) !== undefined) {
    throw new ApiError(409, 'M_ROOM_IN_USE', 'Room alias already taken.');
  }
  parts.aliases.claim(world.aliases, alias, room.id);
  return parts.answer.ok({});
}
