import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, invite, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';

/** The alternative form PUT /leave/{txnId}. */
export const transactions = {
  'put-with-txn-id-leaves': {
    title: 'PUT /leave/{txnId} does what POST /leave does, and changes nothing when it is repeated',
    requires: ['LEAVE-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, posted, put);
      await posted.need('leave', { roomId });
      const withTxnId = { roomId, txnId: fresh() };

      await must.allow(put, 'leave', withTxnId);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(put, 'leave', withTxnId));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-does-not-decline-a-new-invite': {
    title:
      'A PUT /leave/{txnId} that is repeated after the user was invited again succeeds and changes nothing',
    requires: ['LEAVE-04'],
    async run({ users, must, fresh }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, leaver);
      const withTxnId = { roomId, txnId: fresh() };
      await leaver.need('leave', withTxnId);
      await invite(owner, roomId, leaver);
      const before = await membershipOf(owner, roomId, leaver.id);

      await must.unchanged(owner, roomId, () => must.allow(leaver, 'leave', withTxnId));
      must.equal(await membershipOf(owner, roomId, leaver.id), before, 'membership after a replay');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
