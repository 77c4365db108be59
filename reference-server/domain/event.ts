/** A JSON object that came over the wire or goes there. Its keys may be anything, `__proto__` included. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** An event to be appended to a room; the server adds id, room and time (MODEL-22..24). */
export type Draft = {
  readonly type: string;
  readonly sender: string;
  readonly content: JsonObject;
  /** The slot a state event fills; undefined for events that are not state. */
  readonly stateKey: string | undefined;
  /** The id of the event that this one redacts. */
  readonly redacts?: string | undefined;
};

export type RoomEvent = Draft & {
  readonly eventId: string;
  readonly roomId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The event that redacted this one. */
  readonly redactedBecause?: RoomEvent;
};

/**
 * The types that only make sense as state. Sending one through /send is undefined in 2014; we refuse
 * it, because an event that looks like the topic and is not would mislead every reader of the room.
 */
const stateTypes: ReadonlySet<string> = new Set([
  'm.room.aliases',
  'm.room.avatar',
  'm.room.canonical_alias',
  'm.room.create',
  'm.room.guest_access',
  'm.room.history_visibility',
  'm.room.join_rules',
  'm.room.member',
  'm.room.name',
  'm.room.power_levels',
  'm.room.topic',
]);

export function isStateType(type: string): boolean {
  return stateTypes.has(type);
}
