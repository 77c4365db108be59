import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { Request } from '../../../harness/model/room.ts';
import type { World } from '../../../harness/run/case.ts';
import type { Offers } from './drawing.ts';
import { cast, type Name, type Way } from './steps.ts';
import {
  findIn,
  inMessages,
  inState,
  inSync,
  type Listed,
  listedBy,
  type Seen,
  seenBy,
} from './views.ts';

export type Users = Readonly<Record<Name, User>>;

/** The views of a room that can be trusted. What is not among them is judged by scripted cases, not here. */
export type Views = Readonly<Record<View, boolean>>;
export type View = 'member' | 'members' | 'state' | 'sync' | 'messages';

/** The target as a search takes it. */
export interface Known {
  readonly users: Users;
  readonly views: Views;
  readonly offers: Offers;
  readonly fresh: () => string;
}

type Ask = Request & { readonly actor: Name; readonly target: Name };

/** A request by one way; a ban by the long form is outside the declared enum (DEF-01). */
export function ask(
  users: Users,
  roomId: string,
  { actor, target, requested }: Ask,
  way: Way,
  txnId: string,
): Promise<Reply> {
  const [user, other] = [users[actor], users[target]];
  if (way === 'put') {
    const change = { roomId, userId: other.id, body: { membership: requested } };
    return user.call('set_membership', change, requested === 'ban' ? { wrong: true } : {});
  }
  const id = way === 'txn' ? { txnId } : {};
  switch (requested) {
    case 'invite':
    case 'ban':
      return user.call(requested, { roomId, body: { user_id: other.id }, ...id });
    case 'join':
      return user.call('join_room', { roomId, ...id });
    case 'leave':
      return user.call('leave', { roomId, ...id });
  }
}

/** Who is moved by which way in the scene. */
const movers = [
  ['bob', 'put'],
  ['carol', 'post'],
  ['dave', 'txn'],
] as const;

/**
 * Finds out in one scene by which ways every request can be made and which views show what came of it. Whatever
 * is missing or plainly wrong is left out of the search: scripted cases say so, and one fault is blamed once.
 * @throws Broken where no room can be made, or nothing shows who is in it
 */
export async function getToKnow(world: World, leased: readonly User[]): Promise<Known> {
  const [alice, bob, carol, dave] = leased;
  if (alice === undefined || bob === undefined || carol === undefined || dave === undefined) {
    throw new RangeError(`the search needs ${cast.join(', ')}`);
  }
  const users: Users = { alice, bob, carol, dave };
  const roomId = await privateRoom(alice);
  const good = new Set<string>();
  const trusted = { member: true, members: true, state: true, sync: true, messages: true };

  const request = async (requested: Ask['requested'], target: Name, way: Way): Promise<void> => {
    const other = requested === 'invite' || requested === 'ban';
    const move: Ask = { actor: other ? 'alice' : target, target, requested };
    const txnId = world.fresh();
    const worked = isSuccess(await ask(users, roomId, move, way, txnId));
    const again = way !== 'txn' || isSuccess(await ask(users, roomId, move, way, txnId));
    if (worked && again) good.add(`${requested} ${way}`);
  };
  /** Everybody should have the record. A way that did not bring it about is dropped, a view that hides it too. */
  const look = async (record: string | null, requested: Ask['requested'] | null): Promise<void> => {
    const album = await takeAlbum(alice, roomId, [bob, carol, dave]);
    for (const [i, [name, way]] of movers.entries()) {
      const shown = viewNames.map((view) => [view, album(view, users[name].id, i)] as const);
      const known = shown.filter(([view]) => view === 'member' || view === 'members');
      if (!known.some(([, seen]) => seen === record)) good.delete(`${requested} ${way}`);
      else for (const [view, seen] of shown) if (seen !== record) trusted[view] = false;
    }
  };

  await look(null, null);
  for (const requested of ['invite', 'join', 'leave'] as const) {
    for (const [name, way] of movers) await request(requested, name, way);
    await look(requested, requested);
    // Whom a way did not move, another one may.
    for (const [name, way] of movers) {
      if (!good.has(`${requested} ${way}`)) {
        await request(requested, name, way === 'put' ? 'post' : 'put');
      }
    }
  }
  for (const [name, way] of movers) {
    const shortForm: Way = good.has('join post') ? 'post' : 'put';
    await request('invite', name, good.has('invite post') ? 'post' : 'put');
    await request('join', name, shortForm);
    await request('ban', name, way);
  }
  await look('ban', 'ban');
  if (!trusted.member && !trusted.members) {
    throw new Broken('neither get_membership nor get_members can be relied on to show memberships');
  }
  return {
    users,
    views: trusted,
    offers: (requested, way) => good.has(`${requested} ${way}`),
    fresh: world.fresh,
  };
}

const viewNames = ['member', 'members', 'state', 'sync', 'messages'] as const;

/** Reads every view once. @returns what a view shows of a user, who is the `i`th */
async function takeAlbum(
  reader: User,
  roomId: string,
  others: readonly User[],
): Promise<(view: View, userId: string, i: number) => Seen> {
  const member = await Promise.all(others.map(({ id }) => seenBy(reader, roomId, id)));
  const messages = await inMessages(reader, roomId);
  const lists: Record<Exclude<View, 'member'>, Listed> = {
    members: await listedBy(reader, roomId),
    state: await inState(reader, roomId),
    sync: await inSync(reader, roomId),
    // Of a page that begins with the newest event the first entry counts.
    messages: messages === null ? null : messages.toReversed(),
  };
  return (view, userId, i) => (view === 'member' ? member[i] : findIn(lists[view], userId));
}
