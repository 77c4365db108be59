import type { Reply } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, privateRoom, publicRoom, requireMembership } from '../../../harness/world/rooms.ts';
import type { ReadingId } from '../../../harness/document/ids.ts';
import type { CaseBody, World } from '../../../harness/run/case.ts';
import { setMembership } from '../shared/membership-requests.ts';

/** Records whether a change was allowed. Only a success and a 403 say so; any other answer is about something else. */
function record(reading: World['reading'], id: ReadingId, reply: Reply): void {
  if (isSuccess(reply)) reading(id, 'allowed');
  else if (reply.status === 403) reading(id, 'refused');
}

/** The readings of what the membership table leaves free, each next to a change that must succeed. */
export const readings: Readonly<Record<string, CaseBody>> = {
  'invite-may-be-declined': {
    title: 'A server may let an invited user decline by set_membership, or refuse it',
    requires: ['SMEM-15'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      must.succeed(await setMembership(owner, roomId, guest, 'invite'));
      await requireMembership(owner, roomId, guest, 'invite');
      record(reading, 'decline-invite', await setMembership(guest, roomId, guest, 'leave'));
    },
  },
  'leaving-twice-may-be-refused': {
    title: 'A server may let a user who left leave again, or refuse it',
    requires: ['SMEM-17'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);

      must.succeed(await setMembership(guest, roomId, guest, 'leave'));
      await requireMembership(owner, roomId, guest, 'leave');
      record(reading, 'leave-again', await setMembership(guest, roomId, guest, 'leave'));
    },
  },
  'stranger-may-be-banned': {
    title: 'A server may let the creator ban a stranger, or refuse it',
    requires: ['SMEM-19'],
    async run({ users, must, reading }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await setMembership(owner, roomId, member, 'ban'));
      await requireMembership(owner, roomId, member, 'ban');
      record(reading, 'ban-of-a-stranger', await setMembership(owner, roomId, stranger, 'ban'));
    },
  },
  'banned-user-may-be-invited': {
    title:
      'A server may let the creator invite a banned user, or refuse it until the ban is lifted',
    requires: ['SMEM-19'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await setMembership(owner, roomId, member, 'ban'));
      await requireMembership(owner, roomId, member, 'ban');
      record(reading, 'invite-of-the-banned', await setMembership(owner, roomId, member, 'invite'));
    },
  },
  'member-may-invite-into-a-public-room': {
    title:
      'A server may let a member with the default power level invite into a public room, or refuse it',
    requires: ['SMEM-15'],
    async run({ users, must, reading }) {
      const [owner, member, guest, stranger] = await users('owner', 'member', 'guest', 'stranger');
      const roomId = await publicRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await setMembership(owner, roomId, guest, 'invite'));
      await requireMembership(owner, roomId, guest, 'invite');
      record(
        reading,
        'member-invites-in-public-room',
        await setMembership(member, roomId, stranger, 'invite'),
      );
    },
  },
  'knock-may-be-refused': {
    title:
      'A server may accept, refuse or not understand a knock, and every membership stays a known one',
    requires: ['MODEL-07'],
    async run({ users, must, reading }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);

      const reply = await setMembership(stranger, roomId, stranger, 'knock');
      reading('knock', String(reply.status));
      const member = await owner.need('get_membership', { roomId, userId: owner.id });
      const memberships = ['invite', 'join', 'leave', 'knock', 'ban'];
      must.that(
        memberships.includes(member.membership),
        'membership',
        'one of the enum',
        member.membership,
      );
    },
  },
};
