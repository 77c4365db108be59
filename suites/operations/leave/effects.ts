import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, leave, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { assertMembership } from '../shared/membership-views.ts';

const hello = { msgtype: 'm.text', body: 'Hello' };

/** What a user who left can no longer do. */
export const effects = {
  'who-left-cannot-send': {
    title: 'A user who left cannot send a message to the room',
    requires: ['LEAVE-03'],
    async run({ users, must }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, leaver);
      await leaver.need('send_message', { roomId, body: hello });
      await leave(owner, roomId, leaver);

      const message = { roomId, body: hello };
      await must.refuse(403, leaver, 'send_message', message, { observer: owner });

      await bring(owner, roomId, leaver);
      await leaver.need('send_message', message);
    },
  },
  'who-left-a-private-room-needs-a-new-invite': {
    title: 'A user who left a private room needs a new invite to join it again',
    requires: ['LEAVE-09'],
    async run({ users, must }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, leaver);
      await leave(owner, roomId, leaver);
      const before = await membershipOf(owner, roomId, leaver.id);

      await must.refuse(403, leaver, 'join_room', { roomId }, { observer: owner });
      must.equal(
        await membershipOf(owner, roomId, leaver.id),
        before,
        'membership after the refusal',
      );

      await must.allow(owner, 'invite', { roomId, body: { user_id: leaver.id } });
      await must.allow(leaver, 'join_room', { roomId });
      await assertMembership(must, 'LEAVE-09', owner, { roomId, user: leaver, membership: 'join' });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
