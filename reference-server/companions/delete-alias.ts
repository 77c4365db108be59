import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandAlias } from './room-aliases.ts';

/** DELETE /directory/room/{alias}: for members who may set the aliases of the room. */
export function deleteAlias(context: Context): Answer {
  const { parts, world } = context;
  const alias = demandAlias(context);
  const roomId = parts.aliases.resolve(world.aliases, alias);
  if (roomId === undefined) throw notFound('Nothing goes by that alias.');
  parts.permissions.setState(context, roomId, 'm.room.aliases');
  world.aliases.delete(alias);
  return parts.answer.ok({});
}
