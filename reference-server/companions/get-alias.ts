import { notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';
import { demandAlias } from './room-aliases.ts';

/** GET /directory/room/{alias}: which room an alias names. */
export function getAlias(context: Context): Answer {
  const { parts, world } = context;
  const roomId = parts.aliases.resolve(world.aliases, demandAlias(context));
  if (roomId === undefined) throw notFound('Nothing goes by that alias.');
  return parts.answer.ok({ room_id: roomId, servers: [world.domain] });
}
