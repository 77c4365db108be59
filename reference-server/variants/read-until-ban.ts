import { openRoom } from '../domain/room.ts';
import type { Parts } from '../parts.ts';

/** A banned user who was a member reads the room as it was at the ban, as servers of today do. */
export const readUntilBan = ({ permissions }: Parts): Partial<Parts> => ({
  permissions: {
    ...permissions,
    read: (context, roomId) => {
      const { parts, world, caller } = context;
      const room = parts.rooms.find(world, roomId);
      const banned = room !== undefined && parts.view.membership(room, caller.userId) === 'ban';
      const wasMember = room?.events.some(
        ({ type, stateKey, content }) =>
          type === 'm.room.member' &&
          stateKey === caller.userId &&
          content['membership'] === 'join',
      );
      // What sends and sets events asks for this permission as well.
      if (!banned || wasMember !== true || context.request.method !== 'GET') {
        return permissions.read(context, roomId);
      }
      const past = openRoom(room.id);
      const ban = parts.view.slot(room, 'm.room.member', caller.userId);
      for (const event of room.events) {
        past.append(event);
        if (event === ban) break;
      }
      return past;
    },
  },
});
