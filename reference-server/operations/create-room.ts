import type { Answer, Context } from '../parts.ts';

/** POST /createRoom: makes a room for the caller, or nothing (CREATE-01..26). */
export async function createRoom(context: Context): Promise<Answer> {
  const { parts, world, request } = context;
  const config = parts.validate.roomConfig(parts.validate.object(request.body), world.domain);
  const room = await parts.actions.createRoom(context, config);
  return parts.answer.ok(parts.answer.roomInfo(room.id, config.alias));
}
