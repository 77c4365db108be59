import type { JsonObject, RoomEvent } from './event.ts';

/** What a redacted event keeps, by its type: whatever the room needs to go on. */
const kept: Readonly<Record<string, readonly string[]>> = {
  'm.room.aliases': ['aliases'],
  'm.room.create': ['creator'],
  'm.room.join_rules': ['join_rule'],
  'm.room.member': ['membership'],
  'm.room.power_levels': [
    'ban',
    'events',
    'events_default',
    'invite',
    'kick',
    'redact',
    'state_default',
    'users',
    'users_default',
  ],
};

/** @returns the event without what people wrote into it. */
export function redacted(event: RoomEvent, because: RoomEvent): RoomEvent {
  const keys = Object.hasOwn(kept, event.type) ? (kept[event.type] ?? []) : [];
  return { ...event, content: pick(event.content, keys), redactedBecause: because };
}

function pick(content: JsonObject, keys: readonly string[]): JsonObject {
  const entries = keys.filter((key) => Object.hasOwn(content, key));
  return Object.fromEntries(entries.map((key) => [key, content[key]]));
}
