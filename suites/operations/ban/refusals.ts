import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, kick, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { tokenCases } from '../shared/tokens.ts';
import { userBodyCases } from '../shared/user-bodies.ts';

/** Who cannot ban (BAN-05, BAN-06), beyond the cells of the membership table. */
export const refusals = {
  'member-cannot-ban-with-a-txn-id': {
    title: 'A member with the default power level cannot ban anyone (PUT /ban/{txnId})',
    requires: ['BAN-05'],
    async run({ users, must, fresh }) {
      const [owner, member, target, other] = await users('owner', 'member', 'target', 'other');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, target, other);
      // A target that does not serve this PUT violates BAN-04, which another case judges.
      await owner.need('ban', { roomId, body: { user_id: other.id }, txnId: fresh() });
      const request = { roomId, body: { user_id: target.id } };
      const before = await membershipOf(owner, roomId, target.id);

      const withTxnId = { ...request, txnId: fresh() };
      await must.refuse(403, member, 'ban', withTxnId, { observer: owner });
      must.equal(await membershipOf(owner, roomId, target.id), before, 'membership of the target');

      await owner.need('ban', { ...request, txnId: fresh() });
    },
  },
  'member-cannot-ban-the-creator-or-itself': {
    title: 'A member with the default power level cannot ban the creator of the room or itself',
    requires: ['BAN-05'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const memberships = async (): Promise<unknown> => [
        await membershipOf(member, roomId, owner.id),
        await membershipOf(owner, roomId, member.id),
      ];
      const before = await memberships();

      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, member, 'ban', creator, { observer: owner });
      const itself = { roomId, body: { user_id: member.id } };
      await must.refuse(403, member, 'ban', itself, { observer: owner });
      must.equal(await memberships(), before, 'memberships of the creator and of the member');

      await owner.need('ban', itself);
    },
  },
  'kicked-user-cannot-ban': outsider('A user who was kicked', async (owner, actor) => {
    const roomId = await privateRoom(owner);
    await bring(owner, roomId, actor);
    await kick(owner, roomId, actor);
    return roomId;
  }),
  'creator-of-another-room-cannot-ban': outsider(
    'The creator of another room',
    async (owner, actor) => {
      await privateRoom(actor);
      return privateRoom(owner);
    },
  ),
  ...userBodyCases(
    'ban',
    { object: 'BAN-09', userId: 'BAN-10', userIdModel: 'MODEL-33', present: 'BAN-11' },
    async (owner, target) => {
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, target);
      return roomId;
    },
  ),
  ...tokenCases('ban', async (owner, other) => {
    const roomId = await privateRoom(owner);
    await bring(owner, roomId, other);
    return { args: { roomId, body: { user_id: other.id } } };
  }),
} satisfies Readonly<Record<string, CaseBody>>;

/** A user who is not in the room can ban neither a member nor itself. @param arrange makes the room. @returns its id */
function outsider(who: string, arrange: (owner: User, actor: User) => Promise<string>): CaseBody {
  return {
    title: `${who} cannot ban anyone from a private room`,
    requires: ['BAN-06'],
    async run({ users, must }) {
      const [owner, actor, target] = await users('owner', 'outsider', 'target');
      const roomId = await arrange(owner, actor);
      await bring(owner, roomId, target);
      const request = { roomId, body: { user_id: target.id } };
      const before = await membershipOf(owner, roomId, target.id);

      await must.refuse(403, actor, 'ban', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, target.id), before, 'membership of the target');
      const itself = { roomId, body: { user_id: actor.id } };
      await must.refuse(403, actor, 'ban', itself, { observer: owner });

      await owner.need('ban', request);
    },
  };
}
