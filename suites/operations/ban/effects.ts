import type { CaseBody } from '../../../harness/run/case.ts';
import {
  ban,
  bring,
  enter,
  membershipOf,
  privateRoom,
  publicRoom,
} from '../../../harness/world/rooms.ts';

const hello = { msgtype: 'm.text', body: 'Hello' };

/** What a banned user can no longer do (BAN-14). */
export const effects = {
  'banned-user-cannot-send': {
    title: 'A banned user cannot send a message to the room',
    requires: ['BAN-14'],
    async run({ users, must }) {
      const [owner, banned, member] = await users('owner', 'banned', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, banned, member);
      await banned.need('send_message', { roomId, body: hello });
      await ban(owner, roomId, banned);

      const message = { roomId, body: hello };
      await must.refuse(403, banned, 'send_message', message, { observer: owner });

      await member.need('send_message', message);
    },
  },
  'banned-user-cannot-come-back': {
    title: 'A banned user cannot join a public room, even after other users have joined and left',
    requires: ['BAN-14'],
    async run({ users, must }) {
      const [owner, banned, visitor] = await users('owner', 'banned', 'visitor');
      const roomId = await publicRoom(owner);
      await enter(owner, roomId, banned);
      await ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      await enter(owner, roomId, visitor);
      await visitor.need('leave', { roomId });
      await enter(owner, roomId, visitor);
      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      must.equal(
        await membershipOf(owner, roomId, banned.id),
        before,
        'membership of the banned user',
      );
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
