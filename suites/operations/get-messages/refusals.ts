import { isSuccess } from '../../../harness/world/answers.ts';
import { askPage, backwards, endOf, page, say, startOf } from '../../../harness/world/pages.ts';
import { ban, privateRoom, privateRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { changeLater, judgeDeparted } from '../shared/departed.ts';
import { forbiddenCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Wrong parameters, users who may not read a private room, and requests without a valid token. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'limit-that-is-no-integer-is-refused': {
    title: 'A limit that is not an integer is answered 400',
    requires: ['MSGS-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'one');

      const wrong = { wrong: true, observer: null, ...backwards } as const;
      for (const limit of ['abc', '3x', 'x3', '3.5', '0x3', '3e0', 'null']) {
        await must.refuse(400, owner, 'get_messages', { roomId, limit }, wrong);
      }
      await owner.need('get_messages', { roomId, limit: 3 }, backwards);
    },
  },
  'from-that-is-no-token-is-refused': {
    title: 'A from that is not a page token is answered 400, and such a to no server error',
    requires: ['MSGS-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'one', 'two');

      for (const dir of ['b', null] as const) {
        must.status(await askPage(owner, roomId, { from: 'garbage', limit: 3, dir }), 400);
      }
      const from = endOf(await page(owner, roomId, { limit: 2 }));
      const stopped = await askPage(owner, roomId, { to: 'garbage', limit: 3 });
      must.that(stopped.status < 500, 'answer to such a to', 'a success or a 4xx', stopped.status);
      await owner.need('get_messages', { roomId, from, limit: 2 }, backwards);
    },
  },
  // Nothing is required of users who left, nor of public rooms.
  ...forbiddenCases(
    { id: 'read', text: 'read its messages', requirement: 'MSGS-15' },
    ['stranger', 'invited-user'],
    async ({ must }, { owner, user, roomId, admit }) => {
      await say(owner, roomId, 'secret');
      const args = { roomId, limit: 5 };
      await owner.need('get_messages', args, backwards);

      await must.refuse(403, user, 'get_messages', args, { observer: owner, ...backwards });
      const older = { ...args, from: endOf(await page(owner, roomId, { limit: 1 })) };
      await must.refuse(403, user, 'get_messages', older, { observer: null, ...backwards });
      await admit?.();
      await user.need('get_messages', args, backwards);
    },
  ),
  'banned-user-cannot-read': {
    title:
      'A banned user cannot read what is sent after the ban, not even with a token from before it',
    requires: ['MSGS-15'],
    async run({ users, must, reading }) {
      const [owner, guest, later] = await users('owner', 'guest', 'later');
      const roomId = await privateRoomWith(owner, guest);
      await say(owner, roomId, 'one', 'two', 'three');
      const before = await page(guest, roomId, { limit: 2 });
      await ban(owner, roomId, guest);
      const hidden = await changeLater(owner, roomId, later);

      const newest = await askPage(guest, roomId, { limit: 5 });
      judgeDeparted(must, newest, hidden);
      for (const from of [startOf(before), endOf(before)]) {
        const onwards = await askPage(guest, roomId, { limit: 5, from, dir: 'f' });
        judgeDeparted(must, onwards, hidden);
      }
      reading('reading-after-ban', isSuccess(newest) ? 'as-of-ban' : 'refused');
    },
  },
  'older-pages-are-refused-without-token': {
    title: 'A page that begins at a token of an earlier page is refused without an access token',
    requires: ['META-10', 'CONV-02', 'CONV-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await say(owner, roomId, 'one', 'two', 'three');
      const from = endOf(await page(owner, roomId, { limit: 2 }));
      const args = { roomId, from, limit: 2 };

      const none = { token: 'none', observer: null, ...backwards } as const;
      const reply = await must.refuse('refused', owner, 'get_messages', args, none);
      must.on('CONV-02').status(reply, [401, 403]);
      const unknown = { ...none, token: 'unknown' } as const;
      await must.on('CONV-03').refuse([401, 403], owner, 'get_messages', args, unknown);
      await owner.need('get_messages', args, backwards);
    },
  },
  ...tokenCases('get_messages', async (owner) => {
    const roomId = await privateRoom(owner);
    await say(owner, roomId, 'secret');
    return { args: { roomId, limit: 5 }, ...backwards };
  }),
};
