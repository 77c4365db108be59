import { isObject } from '../../harness/document/json.ts';
import { same } from '../../harness/judge/compare.ts';
import type { Homeserver, JsonObject, Room } from '../../reference-server/index.ts';
import type { PowerLevelsState, RoomState } from './document.ts';
import { exportMessages, exportStateEvents } from './export-events.ts';
import { exportMembers } from './export-members.ts';
import { localpartOf } from './names.ts';
import { refusalOf } from './people.ts';

/** One room as a part of a document. */
export function exportRoom(
  { parts, world }: Homeserver,
  room: Room,
  aliases: readonly string[],
): RoomState {
  const creator = creatorOf(room);
  const called = (userId: string): string =>
    world.accounts.secrets.has(userId) ? localpartOf(world.domain, userId) : userId;
  const contentOf = (type: string): JsonObject | undefined =>
    parts.view.slot(room, type, '')?.content;

  const visibility = visibilityOf(contentOf('m.room.join_rules'));
  const name = onlyText(contentOf('m.room.name'), 'name');
  const topic = onlyText(contentOf('m.room.topic'), 'topic');
  const power = contentOf('m.room.power_levels') ?? {};
  const isUserId = (text: string): boolean => refusalOf(() => parts.validate.userId(text)) === null;
  const isNamed = Object.keys(isObject(power['users']) ? power['users'] : {}).every(isUserId);
  const levels = isNamed ? levelsOf(power, parts.power.founding(creator), called) : null;
  const said = new Set([
    'm.room.create',
    'm.room.member',
    ...(visibility === null ? [] : ['m.room.join_rules']),
    ...(name === null ? [] : ['m.room.name']),
    ...(topic === null ? [] : ['m.room.topic']),
    ...(levels === null ? [] : ['m.room.power_levels']),
  ]);
  const state = exportStateEvents(
    room,
    creator,
    called,
    (type, key) => key === '' && said.has(type),
  );
  const messages = exportMessages(room, state, called);
  const members = exportMembers(room, creator, called, [...state, ...messages], world.profiles);
  const [alias] = aliases;
  return {
    id: room.id,
    creator: called(creator),
    ...(visibility === null ? {} : { visibility }),
    ...(alias === undefined ? {} : aliases.length === 1 ? { alias } : { aliases }),
    ...(name === null ? {} : { name }),
    ...(topic === null ? {} : { topic }),
    members,
    ...(levels === null || Object.keys(levels).length === 0 ? {} : { power_levels: levels }),
    ...(state.length === 0 ? {} : { state }),
    ...(messages.length === 0 ? {} : { messages }),
  };
}

/** Who created a room: as its first event says, or else whoever sent that. */
function creatorOf({ state, events }: Room): string {
  const creator = state.get('m.room.create')?.get('')?.content['creator'];
  return typeof creator === 'string' ? creator : (events[0]?.sender ?? '');
}

function visibilityOf(rule: JsonObject | undefined): 'public' | 'private' | null {
  if (same(rule, { join_rule: 'public' })) return 'public';
  return same(rule, { join_rule: 'invite' }) ? 'private' : null;
}

/** The text of state that holds nothing else. */
function onlyText(content: JsonObject | undefined, key: string): string | null {
  const text = content?.[key];
  return typeof text === 'string' && same(content, { [key]: text }) ? text : null;
}

/** The levels that differ from those of a new room; null where that cannot be said in this form. */
function levelsOf(
  power: JsonObject,
  usual: JsonObject,
  called: (userId: string) => string,
): PowerLevelsState | null {
  const [users, usualUsers] = [power['users'], usual['users']];
  if (!isObject(users) || !isObject(usualUsers)) return null;
  const isLess = (one: JsonObject, other: JsonObject): boolean =>
    Object.keys(other).some((key) => !Object.hasOwn(one, key));
  if (isLess(power, usual) || isLess(usual, power) || isLess(users, usualUsers)) return null;
  const ownUsers = numbersOf(differing(users, usualUsers));
  const { users: _users, events, ...numbers } = differing(power, usual);
  const ownEvents = events === undefined ? {} : numbersOf(events);
  const rest = numbersOf(numbers);
  if (ownUsers === null || ownEvents === null || rest === null) return null;
  const named = Object.entries(ownUsers).map(([userId, level]) => [called(userId), level]);
  return {
    ...rest,
    ...(named.length === 0 ? {} : { users: Object.fromEntries(named) }),
    ...(events === undefined ? {} : { events: ownEvents }),
  };
}

/** The entries of an object that another one does not have like this. */
const differing = (one: JsonObject, other: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => !Object.hasOwn(other, key) || !same(value, other[key]),
    ),
  );

/** The same object, if it holds nothing but whole numbers. */
function numbersOf(object: unknown): Readonly<Record<string, number>> | null {
  if (!isObject(object)) return null;
  const entries: [string, number][] = [];
  for (const [key, value] of Object.entries(object)) {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return null;
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
}
