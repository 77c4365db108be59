import type {
  Context,
  Homeserver,
  JsonObject,
  Parts,
  Room,
  World,
} from '../../reference-server/index.ts';
import { isObject } from '../../harness/document/json.ts';
import { checkDocument } from '../documents/index.ts';
import { stateDocument, type StateDocument } from './document.ts';
import { timeOf } from './moment.ts';
import { createNames, type NamedRoom, type Names, type NamedUser } from './names.ts';
import type { PlannedEvent, PlannedRoom, PlannedUser } from './plan.ts';
import { planDocument } from './plan-document.ts';

type Draft = Parameters<Parts['rooms']['append']>[2];

/**
 * Gives a server the users and rooms of a document: all of them, or none.
 * @param names of what is on the server already; a new server has none
 * @returns the names of both
 * @throws DocumentError where the document contradicts itself or what is on the server
 */
export function populate(
  homeserver: Homeserver,
  document: StateDocument,
  names: Names = createNames(homeserver),
): Names {
  const plan = planDocument(homeserver, checkDocument(stateDocument, document), names);
  const { stream } = homeserver.world;
  const { position, log } = stream;
  const before = log.length;
  const undo = [
    (): void => {
      log.length = before;
      stream.position = position;
    },
  ];
  try {
    const users = plan.users.map((user) => [user.name, addUser(homeserver, user, undo)] as const);
    const rooms = plan.rooms.map((room) => [room.name, addRoom(homeserver, room, undo)] as const);
    return createNames(
      homeserver,
      [...Object.entries(names.users), ...users],
      [...Object.entries(names.rooms), ...rooms],
    );
  } catch (error) {
    // The plan was checked, but a part of the server may be one that breaks.
    for (const step of undo.toReversed()) step();
    throw error;
  }
}

function addUser(
  { parts, world }: Homeserver,
  { name, password, tokens, profile }: PlannedUser,
  undo: (() => void)[],
): NamedUser {
  const { accounts, profiles } = world;
  const userId = parts.accounts.register(accounts, name, password ?? parts.ids.opaque());
  undo.push(() => {
    accounts.secrets.delete(userId);
    profiles.delete(userId);
    for (const [token, caller] of accounts.callers) {
      if (caller.userId === userId) accounts.callers.delete(token);
    }
  });
  if (Object.keys(profile).length > 0) profiles.set(userId, profile);
  for (const token of tokens) accounts.callers.set(token, { userId, token });
  const token = tokens[0] ?? parts.accounts.issueToken(accounts, userId);
  return { userId, token, password };
}

function addRoom(
  { parts, world }: Homeserver,
  planned: PlannedRoom,
  undo: (() => void)[],
): NamedRoom {
  const { aliases, events, creator } = planned;
  const id = planned.id ?? parts.ids.room(world.domain);
  undo.push(() => forgetRoom(world, id));
  for (const alias of aliases) parts.aliases.claim(world.aliases, alias, id);
  const room = parts.rooms.open(world, id);
  const context = contextOf(parts, world, creator);
  const config = parts.validate.roomConfig(planned.config, world.domain);
  for (const draft of parts.rooms.founding(context, config)) {
    parts.rooms.append(context, room, asPlanned(draft, planned));
  }
  appendAll(context, room, events);
  return { id, alias: aliases[0] ?? null };
}

const noParams: Context['params'] = {
  roomId: '',
  eventType: '',
  stateKey: '',
  userId: '',
  roomAliasOrId: '',
  alias: '',
  eventId: '',
  receiptType: '',
  ruleKind: '',
  ruleId: '',
  txnId: '',
};

/** A context as of a request of that user. */
function contextOf(parts: Parts, world: World, userId: string): Context {
  const request = {
    method: 'POST',
    path: '',
    query: new Map(),
    headers: {},
    body: Buffer.alloc(0),
  };
  return { parts, world, request, params: noParams, caller: { userId, token: '' } };
}

/** A founding event, with what the document says of it. */
function asPlanned(draft: Draft, { levels, creatorContent }: PlannedRoom): Draft {
  const { type, content } = draft;
  if (type === 'm.room.power_levels') return { ...draft, content: raised(content, levels) };
  if (type !== 'm.room.member' || creatorContent === null) return draft;
  return { ...draft, content: { ...creatorContent, membership: 'join' } };
}

function raised(usual: JsonObject, levels: JsonObject): JsonObject {
  const [before, users] = [usual['users'], levels['users']];
  if (!isObject(before) || !isObject(users)) return { ...usual, ...levels };
  return { ...usual, ...levels, users: { ...before, ...users } };
}

/** Appends events, with the ids and the times that the plan gives them. */
function appendAll(context: Context, room: Room, events: readonly PlannedEvent[]): void {
  let [id, moment, delay]: [PlannedEvent['id'], PlannedEvent['moment'], number] = [null, null, 0];
  const { parts } = context;
  const planning: Parts = {
    ...parts,
    ids: { ...parts.ids, event: () => id ?? parts.ids.event() },
    clock: () => timeOf(moment, parts.clock) + delay,
  };
  for (const event of events) {
    const { sender, type, stateKey, redacts, count, contentOf } = event;
    const asSender = { ...context, parts: planning, caller: { userId: sender, token: '' } };
    ({ id, moment } = event);
    for (let number = 1; number <= count; number += 1) {
      // Events that are written as one come a millisecond after each other, but now is now.
      delay = moment === null ? 0 : number - 1;
      const draft = { sender, type, stateKey, redacts, content: contentOf(number) };
      parts.rooms.append(asSender, room, draft);
    }
  }
}

function forgetRoom({ rooms, aliases, stream }: World, id: string): void {
  rooms.delete(id);
  for (const [alias, named] of aliases) {
    if (named === id) aliases.delete(alias);
  }
  for (const histories of stream.histories.values()) histories.delete(id);
}
