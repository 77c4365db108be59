import { encodePart } from '../../../harness/document/routes.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, kick, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { tokenCases } from '../shared/tokens.ts';
import { userBodyCases } from '../shared/user-bodies.ts';

/** Who cannot invite (INV-11) and who cannot be invited (INV-12), beyond the cells of the membership table. */
export const refusals = {
  'put-without-txn-id-is-refused': {
    title: 'A PUT to /invite without a txnId is refused and invites nobody',
    requires: ['INV-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const body = { user_id: guest.id };
      const path = `/rooms/${encodePart(roomId)}/invite`;

      await must.unchanged(
        owner,
        roomId,
        async () => {
          must.status(await owner.send({ method: 'PUT', path, body }), 'refused');
        },
        'invite',
      );
      await owner.need('invite', { roomId, body });
    },
  },
  'stranger-cannot-invite-with-a-txn-id': {
    title: 'A stranger cannot invite anyone into a private room (PUT /invite/{txnId})',
    requires: ['INV-11'],
    async run({ users, must, fresh }) {
      const [owner, stranger, guest, other] = await users('owner', 'stranger', 'guest', 'other');
      const roomId = await privateRoom(owner);
      // A target that does not serve this PUT violates INV-04, which another case judges.
      await owner.need('invite', { roomId, body: { user_id: other.id }, txnId: fresh() });
      const request = { roomId, body: { user_id: guest.id } };
      const before = await membershipOf(owner, roomId, guest.id);
      const read = await guest.call('get_members', { roomId });

      const withTxnId = { ...request, txnId: fresh() };
      await must.refuse(403, stranger, 'invite', withTxnId, { observer: owner });
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the guest');
      const later = await guest.call('get_members', { roomId });
      must.equal(
        later.status,
        read.status,
        'status of the list of members that the guest asks for',
      );

      await owner.need('invite', { ...request, txnId: fresh() });
    },
  },
  'member-cannot-invite-who-is-in-the-room': {
    title: 'A member with the default power level cannot invite another member or the creator',
    requires: ['INV-12'],
    async run({ users, must }) {
      const [owner, member, other, guest] = await users('owner', 'member', 'other', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, other);

      const another = { roomId, body: { user_id: other.id } };
      await must.refuse(403, member, 'invite', another, { observer: owner });
      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, member, 'invite', creator, { observer: other });

      await owner.need('invite', { roomId, body: { user_id: guest.id } });
    },
  },
  'nobody-invites-oneself': {
    title: 'Neither the creator of a room nor a member of it can invite itself',
    requires: ['INV-12'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const creator = { roomId, body: { user_id: owner.id } };
      await must.refuse(403, owner, 'invite', creator, { observer: member });
      const itself = { roomId, body: { user_id: member.id } };
      await must.refuse(403, member, 'invite', itself, { observer: owner });

      await owner.need('invite', { roomId, body: { user_id: guest.id } });
    },
  },
  'kicked-user-cannot-invite': {
    title: 'A user who was kicked from a private room cannot invite anyone into it',
    requires: ['INV-11'],
    async run({ users, must }) {
      const [owner, kicked, guest] = await users('owner', 'kicked', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, kicked);
      await kick(owner, roomId, kicked);
      const request = { roomId, body: { user_id: guest.id } };
      const before = await membershipOf(owner, roomId, guest.id);

      await must.refuse(403, kicked, 'invite', request, { observer: owner });
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the guest');
      const itself = { roomId, body: { user_id: kicked.id } };
      await must.refuse(403, kicked, 'invite', itself, { observer: owner });

      await owner.need('invite', request);
    },
  },
  ...userBodyCases(
    'invite',
    { object: 'INV-08', userId: 'INV-09', userIdModel: 'MODEL-32', present: 'INV-10' },
    (owner) => privateRoom(owner),
  ),
  ...tokenCases('invite', async (owner, other) => ({
    args: { roomId: await privateRoom(owner), body: { user_id: other.id } },
  })),
} satisfies Readonly<Record<string, CaseBody>>;
