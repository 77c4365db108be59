import type { JsonObject } from '../domain/event.ts';
import type { World } from '../parts.ts';

/** @returns what a presence event says of a user, at a time in milliseconds since 1970. */
export function presenceContent(world: World, userId: string, now: number): JsonObject {
  const presence = world.presences.byUser.get(userId);
  return {
    user_id: userId,
    presence: presence?.state ?? 'offline',
    ...(presence === undefined ? {} : { last_active_ago: Math.max(0, now - presence.at) }),
    ...(presence?.message === undefined ? {} : { status_msg: presence.message }),
    ...world.profiles.get(userId),
  };
}

/** @returns the event that tells of the presence of a user; it belongs to no room. */
export function presenceEvent(world: World, userId: string, now: number): JsonObject {
  return { type: 'm.presence', content: presenceContent(world, userId, now) };
}
