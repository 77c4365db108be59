import type { CallOptions } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, invite, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import { assertMembership } from '../shared/membership-views.ts';
import { voidAnswer } from '../shared/void-answers.ts';

const bodyless: CallOptions = { bodyless: true };

/** A join succeeds, into the room of the request alone, and may be repeated. */
export const success = {
  'invited-user-joins': {
    title: 'An invited user can join a private room',
    requires: ['JOIN-01', 'JOIN-02', 'JOIN-05', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const reply = await guest.call('join_room', { roomId, body: {} });

      // If the join works without a body and not with one, it is refused because of the body.
      const forBody =
        !isSuccess(reply) && isSuccess(await guest.call('join_room', { roomId }, bodyless));
      must.on('JOIN-05').that(!forBody, 'a JSON body', 'understood', 'refused');
      must.on('JOIN-01').succeed(reply);
      must.on('JOIN-02').conform('join_room', reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidAnswer(reply));
    },
  },
  'invited-user-joins-a-public-room': {
    title: 'An invited user can join a public room',
    requires: ['JOIN-01'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      await invite(owner, roomId, guest);

      await must.allow(guest, 'join_room', { roomId });
    },
  },
  'join-without-a-body': {
    title: 'A join with an empty object as its body works; one without a body may be refused',
    requires: ['JOIN-05'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const reply = await guest.call('join_room', { roomId }, bodyless);

      reading('bodyless-join', isSuccess(reply) ? 'accepted' : 'refused');
      const another = await privateRoom(owner);
      await invite(owner, another, guest);
      const withBody = await guest.call('join_room', { roomId: another, body: {} });
      // If neither join works, the body is not the reason.
      const good = isSuccess(withBody) || !isSuccess(reply);
      must.that(good, 'a join with an empty object', 'accepted', withBody.status);
    },
  },
  'anyone-joins-a-public-room': {
    title: 'A user who is not invited can join a public room',
    requires: ['JOIN-09'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      // The user can join rooms in general, so that a failure below is due to the room being public.
      await bring(owner, await privateRoom(owner), stranger);
      const roomId = await publicRoom(owner);

      await must.allow(stranger, 'join_room', { roomId });

      const joined = { roomId, user: stranger, membership: 'join' };
      await assertMembership(must, 'JOIN-09', owner, joined);
      await assertMembership(must, 'JOIN-09', stranger, joined);
    },
  },
  'joining-twice-is-harmless': {
    title: 'A member can join the room again, and is listed once',
    requires: ['JOIN-10'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const body = { msgtype: 'm.text', body: 'Still here' };
      await member.need('send_message', { roomId, body });
      const before = await owner.need('get_members', { roomId });

      await must.allow(member, 'join_room', { roomId });
      await must.allow(owner, 'join_room', { roomId });

      await assertMembership(must, 'JOIN-10', owner, { roomId, user: member, membership: 'join' });
      await assertMembership(must, 'JOIN-10', member, { roomId, user: owner, membership: 'join' });
      const after = await owner.need('get_members', { roomId });
      // If a user was listed twice before, the second join is not the reason.
      if (before.chunk.length === 2) {
        must.equal(after.chunk.length, 2, 'members listed in a room of two');
      }
      must.succeed(await member.call('send_message', { roomId, body }));
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
