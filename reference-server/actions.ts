import type { Draft, JsonObject, RoomEvent } from './domain/event.ts';
import type { Profile } from './companions/profile.ts';
import type { RoomConfig } from './domain/requests.ts';
import type { Room } from './domain/room.ts';
import type { Actions, Context, MembershipChange } from './parts.ts';

// Every action checks and appends without waiting in between. That is all the concurrency control of this server:
// Node runs one action at a time, so no other request sees one that is half done.

function send(context: Context, roomId: string, type: string, content: JsonObject): RoomEvent {
  const { parts, caller } = context;
  const room = parts.permissions.send(context, roomId, type);
  return parts.rooms.append(context, room, {
    type,
    sender: caller.userId,
    content,
    stateKey: undefined,
  });
}

function setState(
  context: Context,
  roomId: string,
  type: string,
  stateKey: string,
  content: JsonObject,
): RoomEvent {
  const { parts, caller } = context;
  const room = parts.permissions.setState(context, roomId, type);
  return parts.rooms.append(context, room, { type, sender: caller.userId, content, stateKey });
}

function changeMembership(context: Context, change: MembershipChange): RoomEvent {
  const { parts, caller } = context;
  const room = parts.permissions.changeMembership(context, change);
  return parts.rooms.append(context, room, {
    type: 'm.room.member',
    sender: caller.userId,
    content: { ...shown(context, change), ...change.content, membership: change.requested },
    stateKey: change.userId,
  });
}

/** Whoever joins shows their profile. */
function shown({ world }: Context, { requested, userId }: MembershipChange): Profile {
  return (requested === 'join' ? world.profiles.get(userId) : undefined) ?? {};
}

/** Makes a complete room or none: the config is checked before, and the alias is claimed first. */
function createRoom(context: Context, config: RoomConfig): Room {
  const { parts, world } = context;
  const id = parts.ids.room(world.domain);
  if (config.alias !== undefined) parts.aliases.claim(world.aliases, config.alias, id);
  const room = parts.rooms.open(world, id);
  for (const draft of parts.rooms.founding(context, config))
    parts.rooms.append(context, room, draft);
  return room;
}

/**
 * The first events of a room (CREATE-26): what it is, who is in it, who may do what, how to get in, and
 * then name and topic if they were given (CREATE-20, CREATE-21).
 */
export function foundingEvents(
  { parts, world, caller }: Context,
  { joinRule, name, topic }: RoomConfig,
): readonly Draft[] {
  const creator = caller.userId;
  const state = (type: string, content: JsonObject, stateKey = ''): Draft => ({
    type,
    sender: creator,
    content,
    stateKey,
  });
  return [
    state('m.room.create', { creator }),
    state('m.room.member', { ...world.profiles.get(creator), membership: 'join' }, creator),
    state('m.room.power_levels', parts.power.founding(creator)),
    state('m.room.join_rules', { join_rule: joinRule }),
    ...(name === undefined ? [] : [state('m.room.name', { name })]),
    ...(topic === undefined ? [] : [state('m.room.topic', { topic })]),
  ];
}

export const referenceActions: Actions = { send, setState, changeMembership, createRoom };
