import { absentPut } from '../../../harness/judge/known.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { World } from '../../../harness/run/case.ts';
import {
  type Name,
  type NamedRequest,
  type Offers,
  requestChange,
  type Users,
  type Way,
} from './membership-requests.ts';
import {
  membershipViews,
  type MembershipView,
  shownMembership,
  takeFirstSnapshot,
  type View,
} from './snapshot.ts';

/** The target as properties of memberships see it: what it offers, and the views that show memberships rightly. */
export interface Known {
  readonly users: Users;
  readonly trusted: ReadonlySet<View>;
  readonly offers: Offers;
}

type Requested = NamedRequest['requested'];

/** Each user tries one way. */
const tries = [
  ['bob', 'set_membership'],
  ['carol', 'post'],
  ['dave', 'txn'],
] as const;

/**
 * Finds out, in one room, in which ways every change can be requested and which views show it. What is missing or
 * plainly wrong is left out of the search, so that one fault is not reported twice: scripted cases judge it.
 * @throws Broken where no room can be created, or no view shows who is in it
 */
export async function probeMemberships(world: World, users: Users): Promise<Known> {
  const { alice, bob, carol, dave } = users;
  const roomId = await privateRoom(alice);
  const working = new Set<string>();
  const trusted = new Set<View>(membershipViews);

  const request = async (requested: Requested, target: Name, way: Way): Promise<void> => {
    const operation = requested === 'join' ? 'join_room' : requested;
    if (way === 'txn' && absentPut(world.profile, alice.known, operation) !== undefined) return;
    const isAlices = requested === 'invite' || requested === 'ban';
    const change = { actor: isAlices ? 'alice' : target, target, requested } as const;
    const txnId = world.fresh();
    const succeeds = async (): Promise<boolean> =>
      isSuccess(await requestChange(users, roomId, change, way, txnId));
    // A request with a txnId must succeed again when it is repeated.
    if ((await succeeds()) && (way !== 'txn' || (await succeeds())))
      working.add(`${requested} ${way}`);
  };
  /** Everybody should have the record now. A way that did not bring it about is dropped, or else a view that hides it. */
  const check = async (record: string | null, requested: Requested | null): Promise<void> => {
    const subjects = { users: [bob.id, carol.id, dave.id] };
    const snapshot = await takeFirstSnapshot(alice, roomId, membershipViews, subjects);
    for (const [name, way] of tries) {
      const shows = (view: MembershipView): boolean =>
        shownMembership(snapshot, view, users[name].id) === record;
      if (!shows('member') && !shows('members')) working.delete(`${requested} ${way}`);
      else for (const view of membershipViews) if (!shows(view)) trusted.delete(view);
    }
  };

  await check(null, null);
  for (const requested of ['invite', 'join', 'leave'] as const) {
    for (const [name, way] of tries) await request(requested, name, way);
    await check(requested, requested);
    // Where one way did not work, another one may, so that the user goes on with the others.
    for (const [name, way] of tries) {
      if (working.has(`${requested} ${way}`)) continue;
      await request(requested, name, way === 'set_membership' ? 'post' : 'set_membership');
    }
  }
  const byPost = (requested: Requested): Way =>
    working.has(`${requested} post`) ? 'post' : 'set_membership';
  for (const [name, way] of tries) {
    await request('invite', name, byPost('invite'));
    await request('join', name, byPost('join'));
    await request('ban', name, way);
  }
  await check('ban', 'ban');
  if (!trusted.has('member') && !trusted.has('members'))
    throw new Broken('neither get_membership nor get_members shows memberships rightly');
  return { users, trusted, offers: (requested, way) => working.has(`${requested} ${way}`) };
}
