import type { JsonObject, RoomEvent } from './event.ts';

/** What a redacted event keeps, by its type: whatever the room needs to go on. */
const kept: ReadonlyMap<string, readonly string[]> = new Map([
  ['m.room.aliases', ['aliases']],
  ['m.room.create', ['creator']],
  ['m.room.join_rules', ['join_rule']],
  ['m.room.member', ['membership']],
  [
    'm.room.power_levels',
    [
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
  ],
]);

/** The events of a room and the index of its state, both of which a redaction changes. */
type Contents = {
  readonly events: RoomEvent[];
  readonly state: ReadonlyMap<string, Map<string, RoomEvent>>;
};

/** Takes away what people wrote into the event that another one redacts. */
export function redact({ events, state }: Contents, because: RoomEvent): void {
  const at = events.findLastIndex(({ eventId }) => eventId === because.redacts);
  const target = events[at];
  if (target === undefined) return;
  const rest = { ...target, content: restOf(target), redactedBecause: because };
  events[at] = rest;
  const slots = state.get(target.type);
  if (target.stateKey !== undefined && slots?.get(target.stateKey) === target) {
    slots.set(target.stateKey, rest);
  }
}

function restOf({ type, content }: RoomEvent): JsonObject {
  const keys = (kept.get(type) ?? []).filter((key) => Object.hasOwn(content, key));
  return Object.fromEntries(keys.map((key) => [key, content[key]]));
}
