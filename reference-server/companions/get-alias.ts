import { invalid, notFound } from '../errors.ts';
import type { Answer, Context } from '../parts.ts';

/** GET /directory/room/{alias}: which room an alias names. */
export function getAlias({ parts, world, params }: Context): Answer {
  const reference = parts.validate.roomReference(params.alias);
  if (reference.kind !== 'alias') throw invalid('Not a room alias.');
  const roomId = parts.aliases.resolve(world.aliases, reference.alias);
  if (roomId === undefined) throw notFound('Nothing goes by that alias.');
  return parts.answer.ok({ room_id: roomId, servers: [world.domain] });
}
