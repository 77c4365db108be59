import type { Must } from '../../../harness/judge/must.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import {
  bring,
  hasMembership,
  invite,
  membershipOf,
  privateRoom,
} from '../../../harness/world/rooms.ts';
import { change, setMembership } from '../shared/membership-requests.ts';

/** Memberships that users must have in a room; null stands for none. */
interface Memberships {
  readonly roomId: string;
  readonly of: readonly (readonly [User, string | null])[];
}

/**
 * What the request is about has changed, and nothing else has. A change without an effect shows nothing about its scope,
 * so that what was kept proves something only then; what was not kept is a violation in any case.
 */
async function assertScope(
  must: { readonly scope: Must; readonly effect: Must },
  reader: User,
  kept: Memberships,
  changed: Memberships,
): Promise<void> {
  const lost = await missing(reader, kept);
  const what = `memberships that ${reader.name} no longer sees`;
  must.scope.violatedIf(lost.length > 0, what, 'none', lost);
  must.effect.equal(await missing(reader, changed), [], `changes that ${reader.name} does not see`);
  must.scope.equal(lost, [], what);
}

/** The memberships that neither of the two views shows. */
async function missing(
  reader: User,
  { roomId, of }: Memberships,
): Promise<readonly (readonly [string, string | null])[]> {
  const unseen: (readonly [string, string | null])[] = [];
  for (const [user, membership] of of) {
    if (!(await hasMembership(reader, roomId, user, membership)))
      unseen.push([user.name, membership]);
  }
  return unseen;
}

/**
 * Takes back the invite of another. @returns the answer, where the owner left the room instead and so does not see its
 * members any more; otherwise null
 */
async function leavesInstead(owner: User, other: User, roomId: string): Promise<Reply | null> {
  const sees = async (): Promise<boolean> => isSuccess(await owner.call('get_members', { roomId }));
  const wasIn = await sees();
  const reply = await owner.call('set_membership', change(roomId, other, 'leave'));
  return wasIn && isSuccess(reply) && !(await sees()) ? reply : null;
}

/** @throws Broken where a guest who left the kitchen is not invited again either after leaving the other room */
async function requireRefusedFor(
  other: string,
  { owner, guest, kitchen }: { owner: User; guest: User; kitchen: string },
): Promise<void> {
  await setMembership(guest, other, guest, 'leave');
  if (!isSuccess(await owner.call('set_membership', change(kitchen, guest, 'invite'))))
    throw new Broken('whoever left is not invited again, wherever else they are');
}

/** A change of membership applies only to the user and to the room of the request. */
export const effects = {
  'changes-the-user-named': {
    title: 'set_membership changes the membership of the user in the path and of nobody else',
    requires: ['SMEM-07', 'SMEM-15', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest, other] = await users('owner', 'guest', 'other');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, other);

      const reply = await owner.call('set_membership', change(roomId, guest, 'invite'));
      if (!isSuccess(reply)) {
        const left = await leavesInstead(owner, other, roomId);
        if (left !== null) {
          must.succeed(left);
          const what = 'membership of the caller after a change of another';
          must.violatedIf(true, what, 'join', 'none');
        }
        must.on('SMEM-15').succeed(reply);
      }
      const judges = { scope: must, effect: must.on('SMEM-03') };
      const others = { roomId, of: [[owner, 'join'] as const, [other, 'invite'] as const] };
      await assertScope(judges, owner, others, { roomId, of: [[guest, 'invite']] });
      must.on('SMEM-15').succeed(reply);
      const joined = await other.call('set_membership', change(roomId, other, 'join'));
      must.on('SMEM-03').succeed(joined);
      const rest = { roomId, of: [[owner, 'join'] as const, [guest, 'invite'] as const] };
      await assertScope(judges, owner, rest, { roomId, of: [[other, 'join']] });
    },
  },
  'changes-the-room-named': {
    title: 'set_membership changes the membership in the room of the path and in no other room',
    requires: ['SMEM-08', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const judges = { scope: must, effect: must.on('SMEM-03') };
      const set = async (actor: User, roomId: string, membership: string): Promise<void> => {
        const other = roomId === kitchen ? cellar : kitchen;
        const before = await membershipOf(owner, other, guest.id);
        const reply = await actor.call('set_membership', change(roomId, guest, membership));
        must.on('SMEM-03').succeed(reply);
        const kept = { roomId: other, of: [[guest, before] as const] };
        await assertScope(judges, owner, kept, { roomId, of: [[guest, membership]] });
      };

      await set(owner, kitchen, 'invite');
      await set(owner, cellar, 'invite');
      await set(guest, cellar, 'join');
      await set(guest, kitchen, 'join');
      await set(guest, kitchen, 'leave');
      // Whoever is in one room can still be invited into another.
      const again = await owner.call('set_membership', change(kitchen, guest, 'invite'));
      if (!isSuccess(again)) await requireRefusedFor(cellar, { owner, guest, kitchen });
      must.succeed(again);
    },
  },
  'bans-from-the-room-named': {
    title: 'A ban by set_membership applies only to the room of the path',
    requires: ['SMEM-08', 'SMEM-19'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, guest);
      await bring(owner, cellar, guest);

      must.on('SMEM-19').succeed(await setMembership(owner, kitchen, guest, 'ban'));
      const judges = { scope: must, effect: must.on('SMEM-19') };
      const kept = { roomId: cellar, of: [[guest, 'join'] as const] };
      await assertScope(judges, owner, kept, { roomId: kitchen, of: [[guest, 'ban']] });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
