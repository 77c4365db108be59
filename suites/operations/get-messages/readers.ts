import { endOf, page, say } from '../../../harness/world/pages.ts';
import { ban, bring, ensureMembership, invite, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** Who may not read the messages of a private room (MSGS-15); of who left, and of public rooms, nothing is owed. */
export const getMessagesReaders: Readonly<Record<string, CaseBody>> = {
  'stranger-cannot-read': {
    title: 'A user who never was in a private room cannot read its messages',
    requires: ['MSGS-15'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'secret');
      await owner.need('get_messages', { roomId, limit: 5 });

      await must.refuse(403, stranger, 'get_messages', { roomId, limit: 5 }, { observer: owner });
      await bring(owner, roomId, stranger);
      await stranger.need('get_messages', { roomId, limit: 5 });
    },
  },
  'invited-user-cannot-read': {
    title: 'An invited user cannot read the messages of a private room before joining',
    requires: ['MSGS-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'secret');
      await invite(owner, roomId, guest);
      await owner.need('get_messages', { roomId, limit: 5 });

      await must.refuse(403, guest, 'get_messages', { roomId, limit: 5 }, { observer: owner });
      await guest.need('join_room', { roomId });
      await guest.need('get_messages', { roomId, limit: 5 });
    },
  },
  'banned-user-cannot-read': {
    title:
      'A banned user cannot read the messages of a private room, not even with a token from before',
    requires: ['MSGS-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);
      await say(owner, roomId, 'one', 'two', 'three');
      const from = endOf(await page(guest, roomId, { limit: 2 }));
      await ban(owner, roomId, guest);
      await ensureMembership(owner, roomId, guest, 'ban');

      const frame = { observer: owner, undeclared: { dir: 'b' } };
      await must.refuse(403, guest, 'get_messages', { roomId, limit: 5 }, frame);
      await must.refuse(403, guest, 'get_messages', { roomId, limit: 5, from }, frame);
    },
  },
};
