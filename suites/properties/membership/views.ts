import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { askPage } from '../../../harness/world/pages.ts';

/** A user's membership in one view: null where there is no record, undefined where the view cannot be read. */
export type Seen = string | null | undefined;

/** Memberships by user id, in the order of the list; null where the list cannot be read. */
export type Listed = readonly (readonly [userId: string, membership: string])[] | null;

/** What `get_membership` tells. @throws Broken where the target says that it failed itself */
export async function seenBy(reader: User, roomId: string, userId: string): Promise<Seen> {
  const reply = await reader.call('get_membership', { roomId, userId });
  if (reply.status === 404) return null;
  if (reply.status >= 500) throw new Broken(`get_membership was answered ${reply.status}`);
  const membership = at(reply.json, 'membership');
  return isSuccess(reply) && typeof membership === 'string' ? membership : undefined;
}

/** What `get_members` lists. @throws Broken where the target says that it failed itself */
export async function listedBy(reader: User, roomId: string): Promise<Listed> {
  const reply = await reader.call('get_members', { roomId });
  if (reply.status >= 500) throw new Broken(`get_members was answered ${reply.status}`);
  return isSuccess(reply) ? memberships(at(reply.json, 'chunk')) : null;
}

/** What `get_state_events` lists. */
export async function inState(reader: User, roomId: string): Promise<Listed> {
  const reply = await reader.call('get_state_events', { roomId });
  return isSuccess(reply) ? memberships(reply.json) : null;
}

/** What the state of initialSync lists. */
export async function inSync(reader: User, roomId: string): Promise<Listed> {
  const reply = await reader.call('get_room_sync_data', { roomId });
  return isSuccess(reply) ? memberships(at(reply.json, 'state')) : null;
}

/** More events than a run makes, so that one page shows all of them. */
const everything = 200;

/** Changes in the order of the page, newest first; null where the page does not reach back to the creation. */
export async function inMessages(reader: User, roomId: string): Promise<Listed> {
  const reply = await askPage(reader, roomId, { limit: everything });
  const chunk = at(reply.json, 'chunk');
  if (!isSuccess(reply) || !Array.isArray(chunk)) return null;
  const whole = chunk.some((event) => at(event, 'type') === 'm.room.create');
  return whole ? memberships(chunk) : null;
}

/** The memberships among some events. */
function memberships(events: unknown): Listed {
  if (!Array.isArray(events)) return null;
  return events.flatMap((event: unknown) => {
    const [type, userId] = [at(event, 'type'), at(event, 'state_key')];
    const membership = at(at(event, 'content'), 'membership');
    const isMember = type === 'm.room.member' || type === undefined;
    return isMember && typeof userId === 'string' && typeof membership === 'string'
      ? [[userId, membership] as const]
      : [];
  });
}

/** A user's membership in a list: the one entry, null where there is none, undefined where there is no list. */
export const findIn = (list: Listed, userId: string): Seen =>
  list === null ? undefined : (list.findLast(([id]) => id === userId)?.[1] ?? null);
