import { demandString } from '../domain/content.ts';
import { setPresence } from '../stream/presence.ts';
import type { Profile, ProfileField } from './profile.ts';
import { isJoined, roomsOf } from '../stream/stream.ts';
import type { Context, Operation } from '../parts.ts';
import { demandSelf } from './account.ts';

/** PUT /profile/{userId}/{field}: the rooms of the user show it at once. */
export const setProfileField =
  (field: ProfileField): Operation =>
  (context) => {
    const { parts, world, request } = context;
    const userId = demandSelf(context);
    const value = demandString(parts.validate.object(request.body), field);
    const profile = { ...world.profiles.get(userId), [field]: value };
    world.profiles.set(userId, profile);
    showInRooms(context, userId, profile);
    setPresence(world.presences, world.stream, userId, { at: parts.clock() });
    return parts.answer.ok({});
  };

function showInRooms(context: Context, userId: string, profile: Profile): void {
  const { parts, world } = context;
  for (const roomId of roomsOf(world.stream, userId)) {
    const room = parts.rooms.find(world, roomId);
    if (room === undefined || !isJoined(world.stream, userId, roomId)) continue;
    const content = parts.view.slot(room, 'm.room.member', userId)?.content;
    parts.rooms.append(context, room, {
      type: 'm.room.member',
      sender: userId,
      content: { ...content, ...profile, membership: 'join' },
      stateKey: userId,
    });
  }
}
