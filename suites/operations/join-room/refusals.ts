import type { CaseBody } from '../../../harness/run/case.ts';
import { ban, invite, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Who cannot join (JOIN-08, JOIN-11), beyond the cells of the membership table. */
export const refusals = {
  'uninvited-user-cannot-join-with-a-txn-id': {
    title: 'A user who is not invited cannot join a private room (PUT /join/{txnId})',
    requires: ['JOIN-08'],
    async run({ users, must, fresh }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const other = await privateRoom(owner);
      await invite(owner, other, stranger);
      // A target that does not serve this PUT violates JOIN-04, which another case judges.
      await stranger.need('join_room', { roomId: other, txnId: fresh() });
      const roomId = await privateRoom(owner);

      const withTxnId = { roomId, txnId: fresh() };
      await must.refuse(403, stranger, 'join_room', withTxnId, { observer: owner });

      await invite(owner, roomId, stranger);
      await stranger.need('join_room', { roomId, txnId: fresh() });
    },
  },
  'invite-of-another-does-not-open-the-room': {
    title:
      'An invite of another user, or into another room, does not let a user join a private room',
    requires: ['JOIN-08'],
    async run({ users, must }) {
      const [owner, stranger, guest] = await users('owner', 'stranger', 'guest');
      const other = await privateRoom(owner);
      await invite(owner, other, stranger);
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      await must.refuse(403, stranger, 'join_room', { roomId }, { observer: owner });

      await stranger.need('join_room', { roomId: other });
      await guest.need('join_room', { roomId });
    },
  },
  'ban-takes-back-an-invite': {
    title: 'A user who was banned while invited cannot join',
    requires: ['JOIN-11'],
    async run({ users, must }) {
      const [owner, banned, guest] = await users('owner', 'banned', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, banned, guest);
      await ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      const after = await membershipOf(owner, roomId, banned.id);
      must.equal(after, before, 'membership of the banned user');

      await guest.need('join_room', { roomId });
    },
  },
  ...tokenCases('join_room', async (owner, other) => {
    const roomId = await privateRoom(owner);
    await invite(owner, roomId, other);
    return { args: { roomId }, actor: other };
  }),
} satisfies Readonly<Record<string, CaseBody>>;
