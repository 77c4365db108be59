import type { CaseBody } from '../../../harness/run/case.ts';
import { invite, leave, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';

/** The alternative form PUT /join/{txnId}. */
export const transactions = {
  'put-with-txn-id-joins': {
    title: 'PUT /join/{txnId} does what POST /join does, and changes nothing when it is repeated',
    requires: ['JOIN-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, posted, put);
      await posted.need('join_room', { roomId });
      const withTxnId = { roomId, txnId: fresh() };

      await must.allow(put, 'join_room', withTxnId);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(put, 'join_room', withTxnId));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-does-not-bring-back-who-left': {
    title: 'A PUT /join/{txnId} that is repeated after the user left succeeds and changes nothing',
    requires: ['JOIN-04'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
      const withTxnId = { roomId, txnId: fresh() };
      await guest.need('join_room', withTxnId);
      await leave(owner, roomId, guest);
      const before = await membershipOf(owner, roomId, guest.id);

      await must.unchanged(owner, roomId, () => must.allow(guest, 'join_room', withTxnId));
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership after a replay');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
