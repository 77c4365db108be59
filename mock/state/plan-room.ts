import type { Homeserver } from '../../reference-server/index.ts';
import { below, quoted } from '../documents/index.ts';
import type { Claims } from './claims.ts';
import type { RoomState } from './document.ts';
import type { Names } from './names.ts';
import type { People } from './people.ts';
import { refusalOf } from './people.ts';
import type { Content, PlannedRoom, Report } from './plan.ts';
import { planMessages, planState } from './plan-events.ts';
import { checkActs, checkCreator, planMemberships, readMembers } from './plan-members.ts';

/** What rooms are planned with. */
export interface RoomTools {
  readonly homeserver: Homeserver;
  readonly names: Names;
  readonly people: People;
  readonly claims: Claims;
  readonly report: Report;
}

/** Plans a room; null, and notes, where it is not clear who created it. */
export function planRoom(name: string, room: RoomState, tools: RoomTools): PlannedRoom | null {
  const { homeserver, names, people, report } = tools;
  const pointer = below('/rooms', name);
  if (Object.hasOwn(names.rooms, name)) {
    report(pointer, `a room ${quoted(name)} is on this server already`, 'key');
  }
  const id = idOf(name, room, pointer, tools);
  const aliases = aliasesOf(name, room, pointer, tools);
  const creator = creatorOf(room, pointer, people, report);

  const acts = new Map<string, string[]>();
  const act = (userId: string, at: string): void => {
    const pointers = acts.get(userId);
    if (pointers === undefined) acts.set(userId, [at]);
    else pointers.push(at);
  };
  const members = readMembers(room, pointer, creator, tools, act);
  const levels = levelsOf(room, pointer, people);
  const state = planState(room, pointer, creator, { ...tools, act });
  const messages = planMessages(room, pointer, { ...tools, act });
  checkActs(acts, members, creator, tools);
  const config = configOf(room);
  const { parts, world } = homeserver;
  const refusal = refusalOf(() => parts.validate.roomConfig(config, world.domain));
  if (refusal !== null) report(pointer, `the server refuses this room: ${refusal}`, 'key');
  if (creator === null) return null;

  const own = members.get(creator);
  checkCreator(own, people, report);
  const { arrivals, departures } = planMemberships(members, creator, new Set(acts.keys()), people);
  return {
    name,
    id,
    creator,
    aliases,
    config,
    creatorContent: own?.membership === 'join' ? own.content : null,
    levels,
    events: [...arrivals, ...state, ...messages, ...departures],
  };
}

/** A room may be called by its id, as rooms without a name are in an export. */
function idOf(
  name: string,
  { id }: RoomState,
  pointer: string,
  { claims, report }: RoomTools,
): string | null {
  const isId = name.startsWith('!');
  if (isId && id !== undefined && id !== name) {
    report(`${pointer}/id`, 'a room whose name begins with ! has its name for an id; leave it out');
  }
  const given = id ?? (isId ? name : null);
  const at = id === undefined ? pointer : `${pointer}/id`;
  if (given !== null) claims.roomId(given, `the room ${quoted(name)}`, at);
  return given;
}

function aliasesOf(
  name: string,
  { alias, aliases }: RoomState,
  pointer: string,
  { homeserver: { parts, world }, claims, report }: RoomTools,
): readonly string[] {
  if (alias !== undefined && aliases !== undefined) {
    report(
      `${pointer}/alias`,
      '"alias" and "aliases" exclude each other; write aliases alone',
      'key',
    );
  }
  const given = [
    ...(alias === undefined ? [] : [{ text: alias, at: `${pointer}/alias` }]),
    ...(aliases ?? []).map((text, index) => ({ text, at: `${pointer}/aliases/${index}` })),
  ];
  return given.map(({ text, at }) => {
    const full = text.startsWith('#') ? text : `#${text}:${world.domain}`;
    const isPart = text.startsWith('#') || !text.includes(':');
    if (!isPart || refusalOf(() => parts.validate.roomReference(full)) !== null) {
      report(at, `${quoted(text)} is not an alias; write lobby or #lobby:${world.domain}`);
    } else {
      claims.alias(full, `the room ${quoted(name)}`, at);
    }
    return full;
  });
}

function creatorOf(
  { creator, members = {} }: RoomState,
  pointer: string,
  people: People,
  report: Report,
): string | null {
  if (creator !== undefined) return people.idOf(creator, `${pointer}/creator`);
  const first = Object.entries(members).find(
    ([, member]) => (typeof member === 'string' ? member : member.membership) === 'join',
  );
  if (first !== undefined)
    return people.idOf(first[0], below(`${pointer}/members`, first[0]), 'key');
  report(pointer, 'missing key "creator"; without it the room needs a member who joined', 'key');
  return null;
}

function levelsOf({ power_levels: given }: RoomState, pointer: string, people: People): Content {
  if (given?.users === undefined) return { ...given };
  const users = Object.entries(given.users).flatMap(([name, level]) => {
    const userId = people.idOf(name, below(`${pointer}/power_levels/users`, name), 'key');
    return userId === null ? [] : [[userId, level]];
  });
  return { ...given, users: Object.fromEntries(users) };
}

const configOf = ({ visibility, name, topic }: RoomState): Content => ({
  ...(visibility === undefined ? {} : { visibility }),
  ...(name === undefined ? {} : { name }),
  ...(topic === undefined ? {} : { topic }),
});
