import type { Reply, User } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { change } from './scenes.ts';

const set = (actor: User, roomId: string, user: User, membership: string): Promise<Reply> => {
  const options = membership === 'ban' ? { wrong: true as const } : {};
  return actor.call('set_membership', change(roomId, user, membership), options);
};

const taken = (reply: Reply): string => (isSuccess(reply) ? 'allowed' : 'refused');

/** What the table leaves free, each recorded next to a change that is owed. */
export const readings: Readonly<Record<string, CaseBody>> = {
  'invite-may-be-declined': {
    title: 'An invited user may or may not decline by setting its membership to leave',
    requires: ['SMEM-15'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      must.succeed(await set(owner, roomId, guest, 'invite'));
      reading('decline-invite', taken(await set(guest, roomId, guest, 'leave')));
    },
  },
  'leaving-twice-may-be-refused': {
    title: 'A user who left may or may not leave again',
    requires: ['SMEM-17'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, guest);

      must.succeed(await set(guest, roomId, guest, 'leave'));
      reading('leave-again', taken(await set(guest, roomId, guest, 'leave')));
    },
  },
  'stranger-may-be-banned': {
    title: 'The creator may or may not ban somebody who never was in the room',
    requires: ['SMEM-19'],
    async run({ users, must, reading }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await set(owner, roomId, member, 'ban'));
      reading('ban-of-a-stranger', taken(await set(owner, roomId, stranger, 'ban')));
    },
  },
  'banned-user-may-be-invited': {
    title: 'The creator may or may not invite a banned user without lifting the ban first',
    requires: ['SMEM-19'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await set(owner, roomId, member, 'ban'));
      reading('invite-of-the-banned', taken(await set(owner, roomId, member, 'invite')));
    },
  },
  'member-may-invite-into-a-public-room': {
    title: 'A member of default power may or may not invite into a public room',
    requires: ['SMEM-15'],
    async run({ users, must, reading }) {
      const [owner, member, guest, stranger] = await users('owner', 'member', 'guest', 'stranger');
      const roomId = await publicRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await set(owner, roomId, guest, 'invite'));
      reading(
        'member-invites-in-public-room',
        taken(await set(member, roomId, stranger, 'invite')),
      );
    },
  },
  'knock-may-be-refused': {
    title: 'A knock may be taken, refused or not understood, and the creator stays joined',
    requires: ['MODEL-07'],
    async run({ users, must, reading }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);

      const reply = await set(stranger, roomId, stranger, 'knock');
      reading('knock', String(reply.status));
      const member = await owner.need('get_membership', { roomId, userId: owner.id });
      const owed = ['invite', 'join', 'leave', 'knock', 'ban'];
      must.that(
        owed.includes(member.membership),
        'membership',
        'one of the enum',
        member.membership,
      );
    },
  },
};
