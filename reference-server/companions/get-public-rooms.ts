import type { JsonObject } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import type { Answer, Context } from '../parts.ts';
import { aliasesOf } from './room-aliases.ts';

/** GET /publicRooms: the rooms that anybody can join, for those who are not in them as well. */
export function getPublicRooms(context: Context): Answer {
  const { parts, world } = context;
  const rooms = [...world.rooms.values()].filter((room) => parts.view.joinRule(room) === 'public');
  const chunk = rooms.map((room) => summary(context, room));
  return parts.answer.ok({ chunk, start: 'START', end: 'END' });
}

function summary({ parts, world }: Context, room: Room): JsonObject {
  const name = parts.view.slot(room, 'm.room.name', '')?.content['name'];
  const topic = parts.view.slot(room, 'm.room.topic', '')?.content['topic'];
  return {
    room_id: room.id,
    aliases: aliasesOf(world.aliases, room.id),
    name: name ?? null,
    topic: topic ?? null,
    num_joined_members: room.memberOrder.filter(
      (userId) => parts.view.membership(room, userId) === 'join',
    ).length,
  };
}
