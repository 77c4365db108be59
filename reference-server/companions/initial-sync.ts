import type { JsonObject } from '../domain/event.ts';
import type { Room } from '../domain/room.ts';
import { roomsOf, writePosition } from '../stream/stream.ts';
import type { Answer, Context } from '../parts.ts';
import { joinedRooms, receiptsIn } from './news.ts';
import { presenceEvent } from './presence-event.ts';

/** GET /initialSync: all rooms of the caller as they are now, and the token that GET /events continues from. */
export function initialSync(context: Context): Answer {
  const { parts, world, request, caller } = context;
  const limit = parts.validate.limit(request.query);
  const rooms = roomsOf(world.stream, caller.userId)
    .map((roomId) => parts.rooms.find(world, roomId))
    .filter((room) => room !== undefined);
  const end = world.stream.position;
  return parts.answer.ok({
    end: writePosition(end),
    rooms: rooms.flatMap((room) => roomOf(context, room, limit)),
    presence: presences(context),
    receipts: joinedRooms(context)
      .flatMap((roomId) => receiptsIn(context, roomId, { from: 0, to: end }))
      .map(({ item }) => item),
  });
}

function roomOf(context: Context, room: Room, limit: number | undefined): readonly JsonObject[] {
  const { parts, caller } = context;
  const visibility = parts.view.joinRule(room) === 'public' ? 'public' : 'private';
  switch (parts.view.membership(room, caller.userId)) {
    case 'join': {
      const page = parts.page.recent(parts.tokens, room, limit);
      const messages = parts.answer.chunk(page.events.map(parts.answer.event), page);
      const state = parts.view.state(room).map(parts.answer.event);
      return [{ ...parts.answer.sync(room, 'join', messages, state), visibility }];
    }
    case 'invite': {
      const invite = parts.view.slot(room, 'm.room.member', caller.userId);
      if (invite === undefined) return [];
      return [
        {
          room_id: room.id,
          membership: 'invite',
          visibility,
          inviter: invite.sender,
          invite: parts.answer.event(invite),
        },
      ];
    }
    case 'leave':
    case 'ban':
    case undefined:
      return [];
  }
}

/** The caller and everybody who is in a room with the caller. */
function presences(context: Context): readonly JsonObject[] {
  const { parts, world, caller } = context;
  const members = joinedRooms(context).flatMap((roomId) => {
    const room = parts.rooms.find(world, roomId);
    return (
      room?.memberOrder.filter((userId) => parts.view.membership(room, userId) === 'join') ?? []
    );
  });
  const watched = world.presences.lists.get(caller.userId) ?? [];
  const now = parts.clock();
  const users = new Set([caller.userId, ...members, ...watched]);
  return [...users].map((userId) => presenceEvent(world, userId, now));
}
