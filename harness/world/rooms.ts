import { encodePart } from '../document/routes.ts';
import type { Reply, User } from '../judge/user.ts';
import { Broken } from '../judge/verdict.ts';
import { isArray, isObject, type JsonObject, wordOf } from '../document/json.ts';
import { at, isSuccess } from './answers.ts';

/** Options of a new room. Visibility is always sent, since its default is open (DEF-32). */
export interface RoomChoices {
  readonly name?: string;
  readonly topic?: string;
  readonly room_alias_name?: string;
}

/** A fresh room that needs an invite. @returns its id */
export const privateRoom = (owner: User, choices: RoomChoices = {}): Promise<string> =>
  room(owner, 'private', choices);

/** A fresh room that anyone may join. @returns its id */
export const publicRoom = (owner: User, choices: RoomChoices = {}): Promise<string> =>
  room(owner, 'public', choices);

export type Visibility = 'private' | 'public';

export async function room(
  owner: User,
  visibility: Visibility,
  choices: RoomChoices = {},
): Promise<string> {
  return (await owner.need('create_room', { body: { visibility, ...choices } })).room_id;
}

/** The room that an answer of createRoom names. @throws Broken when it names none */
export function roomOf(reply: Reply): string {
  const id = isObject(reply.json) ? reply.json['room_id'] : undefined;
  if (typeof id === 'string' && id !== '') return id;
  throw new Broken(`createRoom did not answer with a room_id (status ${reply.status})`);
}

/**
 * The id of a room that does not exist, made like one that does: of its length, and with its domain if it has
 * one. Servers may know ids by their form.
 */
export function unknownRoomLike(roomId: string, fresh: string): string {
  const colon = roomId.indexOf(':');
  const [name, domain] = colon < 0 ? [roomId, ''] : [roomId.slice(0, colon), roomId.slice(colon)];
  return `!${fresh.repeat(8).slice(0, Math.max(name.length - 1, 16))}${domain}`;
}

/*
 * Setups of memberships. What they brought about is checked before the request under test: a case whose setup had no
 * effect is broken, and the operation that had no effect is judged by cases of its own.
 */

/** The owner invites each user. @throws Broken unless they are invited then */
export async function invite(
  owner: User,
  roomId: string,
  ...users: readonly User[]
): Promise<void> {
  for (const user of users) await owner.need('invite', { roomId, body: { user_id: user.id } });
  await requireMemberships(owner, roomId, users, 'invite');
}

/** The owner invites each user, who joins. @throws Broken unless they are joined then */
export async function bring(owner: User, roomId: string, ...users: readonly User[]): Promise<void> {
  for (const user of users) {
    await owner.need('invite', { roomId, body: { user_id: user.id } });
    await user.need('join_room', { roomId });
  }
  await requireMemberships(owner, roomId, users, 'join');
}

/**
 * Each user joins the owner's room, which is public or has invited them. Where a public room cannot be joined, which
 * JOIN-09 is about, the owner invites them. @throws Broken unless they are joined then
 */
export async function enter(owner: User, roomId: string, ...users: readonly User[]): Promise<void> {
  await admit(owner, roomId, ...users);
  for (const user of users) await joinOrBeInvited(owner, roomId, user);
  await requireMemberships(owner, roomId, users, 'join');
}

/** A user joins a room; one who is forbidden to is invited first. @throws Broken unless one of the two joins succeeds */
export async function joinOrBeInvited(owner: User, roomId: string, user: User): Promise<void> {
  const joined = await user.call('join_room', { roomId }, { setup: true });
  if (joined.status === 403) await owner.need('invite', { roomId, body: { user_id: user.id } });
  if (!isSuccess(joined)) await user.need('join_room', { roomId });
}

/** Lets users come into the owner's public room: they are invited where public rooms are known to be closed. */
export async function admit(owner: User, roomId: string, ...users: readonly User[]): Promise<void> {
  if (owner.known.publicRoomsOpen) return;
  for (const user of users) await owner.need('invite', { roomId, body: { user_id: user.id } });
}

/** A fresh private room into which the owner brings the members. @returns its id */
export async function privateRoomWith(owner: User, ...members: readonly User[]): Promise<string> {
  const roomId = await privateRoom(owner);
  await bring(owner, roomId, ...members);
  return roomId;
}

/** A fresh room that the members enter in the shortest way, where it does not matter who else might. @returns its id */
export async function openRoomWith(owner: User, ...members: readonly User[]): Promise<string> {
  const roomId = await publicRoom(owner);
  await enter(owner, roomId, ...members);
  return roomId;
}

/** A user leaves the owner's room by itself. @throws Broken unless it has left then */
export async function leave(owner: User, roomId: string, user: User): Promise<void> {
  user.setups.overtake(roomId, user);
  await user.need('leave', { roomId });
  await requireMembership(owner, roomId, user, 'leave');
}

/** The owner makes a user leave. @throws Broken unless it has left then */
export async function kick(owner: User, roomId: string, user: User): Promise<void> {
  const body = { membership: 'leave' };
  user.setups.overtake(roomId, user);
  await owner.need('set_membership', { roomId, userId: user.id, body });
  await requireMembership(owner, roomId, user, 'leave');
}

/** The owner bans a user. @throws Broken unless it is banned then */
export async function ban(owner: User, roomId: string, user: User): Promise<void> {
  user.setups.overtake(roomId, user);
  await owner.need('ban', { roomId, body: { user_id: user.id } });
  await requireMembership(owner, roomId, user, 'ban');
}

/**
 * Has a setup checked. A server may forget who left (GMEM-08 has cases of its own), so nobody who is forgotten has failed
 * to leave. @throws Broken unless the user has the membership that the setup should have given it
 */
export const requireMembership = (
  reader: User,
  roomId: string,
  user: User,
  membership: string | null,
): Promise<void> => requireMemberships(reader, roomId, [user], membership);

/** The same of several users, who are listed together. */
const requireMemberships = (
  reader: User,
  roomId: string,
  users: readonly User[],
  membership: string | null,
): Promise<void> => {
  const memberships = membership === 'leave' ? [membership, null] : [membership];
  return reader.setups.expect(...users.map((user) => ({ reader, roomId, user, memberships })));
};

/**
 * Whether get_members or get_membership shows one of some memberships; null stands for none. One of the two is enough,
 * because a view that is wrong alone has cases of its own. The list is read first: an unchanged check that follows does
 * not read it again.
 */
export async function hasMembership(
  reader: User,
  roomId: string,
  user: User,
  ...memberships: readonly (string | null)[]
): Promise<boolean> {
  const listed = listedMembership(await reader.call('get_members', { roomId }), user);
  if (listed !== undefined && memberships.includes(listed)) return true;
  return memberships.includes(await membershipOf(reader, roomId, user.id));
}

/** A user's membership in an answer of get_members; null where it is not listed, undefined where there is no list. */
export function listedMembership(
  { status, json }: Pick<Reply, 'status' | 'json'>,
  user: User,
): string | null | undefined {
  const chunk = at(json, 'chunk');
  if (status !== 200 || !isArray(chunk)) return undefined;
  const entry = chunk.find((event) => at(event, 'state_key') === user.id);
  const membership = at(at(entry, 'content'), 'membership');
  return typeof membership === 'string' ? membership : null;
}

/** A user's membership as `reader` sees it by `get_membership`; null where there is none. @throws Broken */
export async function membershipOf(
  reader: User,
  roomId: string,
  userId: string,
): Promise<string | null> {
  const reply = await reader.call('get_membership', { roomId, userId });
  if (reply.status === 404) return null;
  const membership = isObject(reply.json) ? reply.json['membership'] : undefined;
  if (reply.status !== 200 || typeof membership !== 'string') {
    throw new Broken(`${reader.name} could not read a membership (status ${reply.status})`);
  }
  return membership;
}

/**
 * Whether somebody is joined: one of the two views says so, for a view that is wrong by itself has cases of its
 * own. @throws Broken when neither can be read
 */
export async function isJoined(reader: User, roomId: string, user: User): Promise<boolean> {
  const alone = await reader.call('get_membership', { roomId, userId: user.id });
  if (alone.status === 200 && at(alone.json, 'membership') === 'join') return true;
  const all = await reader.call('get_members', { roomId });
  const chunk = at(all.json, 'chunk');
  const own = isArray(chunk) ? chunk.filter((e) => at(e, 'state_key') === user.id) : [];
  if (own.some((e) => at(at(e, 'content'), 'membership') === 'join')) return true;
  if (alone.status === 200 || alone.status === 404 || all.status === 200) return false;
  throw new Broken(`${reader.name} could not read who is joined (status ${all.status})`);
}

/** Memberships by user as `get_members` lists them. @throws Broken */
export async function membersOf(
  reader: User,
  roomId: string,
): Promise<ReadonlyMap<string, string>> {
  const { chunk } = await reader.need('get_members', { roomId });
  return new Map(chunk.map((event) => [wordOf(event['state_key']), event.content.membership]));
}

/** The topic as `get_topic` reads it; null where there is none. @throws Broken */
export async function topicOf(reader: User, roomId: string): Promise<string | null> {
  const reply = await reader.call('get_topic', { roomId });
  if (reply.status === 404) return null;
  const topic = isObject(reply.json) ? reply.json['topic'] : undefined;
  if (reply.status === 200 && typeof topic === 'string') return topic;
  throw new Broken(`${reader.name} could not read the topic (status ${reply.status})`);
}

/** The path of one piece of state below the base path; without a key, the form that leaves it out. */
export const statePath = (roomId: string, type: string, key?: string): string =>
  ['', 'rooms', roomId, 'state', type, ...(key === undefined ? [] : [key])]
    .map(encodePart)
    .join('/');

/** Reads one piece of state by the undeclared GET (DEF-21). */
export const getState = (
  reader: User,
  roomId: string,
  type: string,
  key?: string,
): Promise<Reply> => reader.send({ method: 'GET', path: statePath(roomId, type, key) });

/**
 * The content of one piece of state, by the undeclared GET where the target offers it and else from the list of
 * all state: the declaration names no way to read a content back (DEF-09, DEF-21). Null where there is none.
 */
export async function contentOf(
  reader: User,
  roomId: string,
  type: string,
  key: string,
): Promise<JsonObject | null> {
  const reply = await getState(reader, roomId, type, key === '' ? undefined : key);
  if (reply.status === 200 && isObject(reply.json)) return reply.json;
  const listed = await reader.need('get_state_events', { roomId });
  const event = listed.find((e) => e.type === type && e['state_key'] === key);
  return isObject(event?.['content']) ? event['content'] : null;
}
