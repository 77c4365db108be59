import type { CaseBody } from '../../../harness/run/case.ts';
import { backwards } from '../../../harness/world/pages.ts';
import { bring, invite, privateRoom } from '../../../harness/world/rooms.ts';

/** What a user who joined can do. */
export const effects = {
  'who-joined-reads-and-sends': {
    title: 'A user who joined can read the messages of the room and send to it',
    requires: ['JOIN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
      const body = { msgtype: 'm.text', body: 'Is anybody there?' };
      await owner.need('send_message', { roomId, body });

      await guest.need('join_room', { roomId });

      const limit = { roomId, limit: 100 };
      await owner.need('get_messages', limit, backwards);
      must.succeed(await guest.call('get_messages', limit, backwards));
      must.succeed(await guest.call('send_message', { roomId, body }));
    },
  },
  'who-came-back-reads-and-sends': {
    title: 'A user who left and joined again can read the messages of the room and send to it',
    requires: ['JOIN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);
      await guest.need('leave', { roomId });
      await invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const body = { msgtype: 'm.text', body: 'Is anybody still there?' };
      await owner.need('send_message', { roomId, body });
      must.succeed(await guest.call('get_messages', { roomId, limit: 100 }, backwards));
      must.succeed(await guest.call('send_message', { roomId, body }));
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
