import type { CaseBody } from '../../../harness/run/case.ts';
import { membershipOf, privateRoom } from '../../../harness/world/rooms.ts';

/** The alternative form PUT /invite/{txnId}. */
export const transactions = {
  'put-with-txn-id-invites': {
    title:
      'PUT /invite/{txnId} does what POST /invite does, and changes nothing when it is repeated',
    requires: ['INV-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await owner.need('invite', { roomId, body: { user_id: posted.id } });
      const withTxnId = { roomId, body: { user_id: put.id }, txnId: fresh() };

      await must.allow(owner, 'invite', withTxnId);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(owner, 'invite', withTxnId));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-leaves-the-joined-guest-in': {
    title:
      'A PUT /invite/{txnId} that is repeated after the guest joined succeeds and changes nothing',
    requires: ['INV-04'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const withTxnId = { roomId, body: { user_id: guest.id }, txnId: fresh() };
      await owner.need('invite', withTxnId);
      await guest.need('join_room', { roomId });
      const before = await membershipOf(owner, roomId, guest.id);

      await must.unchanged(owner, roomId, () => must.allow(owner, 'invite', withTxnId));
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership after a replay');
    },
  },
  'put-without-txn-id-is-refused': {
    title: 'A PUT to /invite without a txnId is refused and invites nobody',
    requires: ['INV-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const body = { user_id: guest.id };
      const path = `/rooms/${encodeURIComponent(roomId)}/invite`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'PUT', path, body }), 'refused');
      });
      await owner.need('invite', { roomId, body });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
