import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, invite, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import { assertMembership } from '../shared/membership-views.ts';
import { ownMembershipCases } from '../shared/own-membership-cases.ts';

/** An invited user can join, anyone can join a public room, and a member can join again. */
export const success = {
  ...ownMembershipCases(
    'join_room',
    { success: 'invited-user-joins', bodyless: 'join-without-a-body' },
    'An invited user can join a private room',
    { method: 'JOIN-01', answer: 'JOIN-02', body: 'JOIN-05' },
    invite,
  ),
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
