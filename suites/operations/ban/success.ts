import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess, isUnrouted } from '../../../harness/world/answers.ts';
import {
  ban,
  bring,
  enter,
  invite,
  membershipOf,
  privateRoom,
  publicRoom,
} from '../../../harness/world/rooms.ts';
import { assertMembership, assertShown, viewRequirements } from '../shared/membership-views.ts';
import { voidAnswer } from '../shared/void-answers.ts';

/** The creator can ban a member or an invited user, with a reason or without. */
export const success = {
  'owner-bans-member': {
    title: 'The creator of a room can ban a member, named by the whole user id, without a reason',
    requires: ['BAN-01', 'BAN-02', 'BAN-07', 'BAN-09', 'BAN-10', 'BAN-12', 'MODEL-33', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, target] = await users('owner', 'target');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, target);

      const reply = await owner.call('ban', { roomId, body: { user_id: target.id } });

      must.on('BAN-07').violatedIf(reply.status === 415, 'a JSON body', 'understood', 'status 415');
      if (!isSuccess(reply)) {
        const withReason = { roomId, body: { user_id: target.id, reason: 'Rude' } };
        const isTheReason = isSuccess(await owner.call('ban', withReason));
        must.on('BAN-12').violatedIf(isTheReason, 'a ban without a reason', 'accepted', 'refused');
      }
      // Where the operation is served, status 400 can only be about the body, which holds nothing but the user id.
      const forUserId = reply.status === 400 && !isUnrouted(reply);
      must
        .on('BAN-10')
        .violatedIf(forUserId, 'a body with a whole user id', 'accepted', 'status 400');
      must.on('BAN-01').succeed(reply);
      must.on('BAN-07').succeed(reply);
      must.on('BAN-02').conform('ban', reply);
      must.on('BAN-09').succeed(reply);
      must.on('BAN-10').succeed(reply);
      must.on('BAN-12').succeed(reply);
      must.on('MODEL-33').succeed(reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidAnswer(reply));
    },
  },
  'owner-bans-with-a-reason': {
    title: 'A ban with a reason, plain or unusual, has the same effect as a ban without one',
    requires: ['BAN-12', 'MODEL-34', 'BAN-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner, without, plain, unusual] = await users('owner', 'without', 'plain', 'unusual');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, without, plain, unusual);
      await ban(owner, roomId, without);
      await assertShown(must, 'BAN-03', { roomId, user: without, membership: 'ban' }, owner);
      const reasons = [
        [plain, 'Ate all the cake'],
        [unusual, 'A\u00df den \u2028 Kuchen:\n"\u{1f370}"\t<b>\\ \''.padEnd(300, '.')],
      ] as const;

      for (const [user, reason] of reasons) {
        const reply = await owner.call('ban', { roomId, body: { user_id: user.id, reason } });

        must.on('BAN-12').succeed(reply);
        must.on('MODEL-34').succeed(reply);
      }
      const membership = await membershipOf(owner, roomId, unusual.id);
      must.equal(membership, 'ban', 'membership with an unusual reason');
      await assertShown(must, 'BAN-12', { roomId, user: plain, membership: 'ban' }, owner);
    },
  },
  'invited-user-can-be-banned': {
    title: 'The creator of a room can ban an invited user',
    requires: ['BAN-01', 'BAN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      await must.allow(owner, 'ban', { roomId, body: { user_id: guest.id } });

      await assertMembership(must, 'BAN-03', owner, { roomId, user: guest, membership: 'ban' });
    },
  },
  'banned-user-joins-another-room': {
    title: 'A user who is banned from one public room can join another',
    requires: ['BAN-08'],
    async run({ users, must }) {
      const [owner, banned] = await users('owner', 'banned');
      const roomId = await publicRoom(owner);
      const other = await publicRoom(owner);
      await enter(owner, roomId, banned);
      // Public rooms can be closed to strangers, which JOIN-09 is about.
      await invite(owner, other, banned);

      await ban(owner, roomId, banned);

      await must.allow(banned, 'join_room', { roomId: other });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
