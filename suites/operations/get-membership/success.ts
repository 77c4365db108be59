import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import {
  ban,
  bring,
  invite,
  kick,
  leave,
  membersOf,
  membershipOf,
  privateRoom,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** What the declaration lists, and the one value that it forgets (DEF-01). */
const memberships: readonly string[] = ['invite', 'join', 'leave', 'knock', 'ban'];

/** The membership read is the expected one, or else the room's list of members doesn't have it either. */
async function isCurrent(
  must: Must,
  reader: User,
  roomId: string,
  user: User,
  membership: string,
): Promise<void> {
  const read = await membershipOf(reader, roomId, user.id);
  // Where the list disagrees too the act had no effect: that is judged where the act is.
  const alone =
    read !== membership && (await membersOf(reader, roomId)).get(user.id) === membership;
  must.that(!alone, `membership of ${user.name} as ${reader.name} reads it`, membership, read);
}

/** Reading the membership of a user in a room. */
export const success: Readonly<Record<string, CaseBody>> = {
  'creator-reads-itself': {
    title: 'The creator reads its own membership',
    requires: ['GMEM-01', 'GMEM-02', 'MODEL-06', 'MODEL-07', 'GMEM-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('get_membership', { roomId, userId: owner.id });
      must.on('GMEM-01').succeed(reply);
      const { membership } = must.on('GMEM-02').conform('get_membership', reply);
      must
        .on('MODEL-06')
        .that(typeof membership === 'string', 'membership', 'a string', membership);
      const known = memberships.includes(membership);
      must.on('MODEL-07').that(known, 'membership', `one of ${memberships.join(', ')}`, membership);
      must.on('GMEM-03').equal(membership, 'join', 'membership of the creator');
    },
  },
  'member-reads-the-creator': {
    title: 'A joined member reads the membership of the creator',
    requires: ['GMEM-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await member.call('get_membership', { roomId, userId: owner.id }));
    },
  },
  'follows-each-change': {
    title: 'The membership read is the current one after each invite, join, leave and ban',
    requires: ['GMEM-03'],
    async run({ users, must }) {
      const [owner, guest, watcher] = await users('owner', 'guest', 'watcher');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, watcher);
      const isNow = async (membership: string, ...readers: readonly User[]): Promise<void> => {
        for (const reader of readers) await isCurrent(must, reader, roomId, guest, membership);
      };

      await invite(owner, roomId, guest);
      await isNow('invite', owner, watcher);
      await guest.need('join_room', { roomId });
      await isNow('join', owner, watcher, guest);
      await leave(owner, roomId, guest);
      await isNow('leave', owner, watcher);
      await invite(owner, roomId, guest);
      await isNow('invite', owner, watcher);
      await guest.need('join_room', { roomId });
      await isNow('join', owner, watcher, guest);
      await ban(owner, roomId, guest);
      await isNow('ban', owner, watcher);
    },
  },
  'says-only-what-the-enum-knows': {
    title: 'Every membership that is read or listed is one of the enum, or ban',
    requires: ['MODEL-07'],
    async run({ users, must }) {
      const [owner, invited, left, banned] = await users('owner', 'invited', 'left', 'banned');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, left, banned);
      await leave(owner, roomId, left);
      await ban(owner, roomId, banned);
      await invite(owner, roomId, invited);
      const read: (string | null)[] = [];
      for (const user of [owner, invited, left, banned]) {
        read.push(await membershipOf(owner, roomId, user.id));
      }
      const listed = [...(await membersOf(owner, roomId)).values()];

      // Where nobody is found there is no membership to judge; GMEM-08 and MEMB-04 ask for it.
      for (const membership of [...read, ...listed].filter((m) => m !== null)) {
        const owed = `one of ${memberships.join(', ')}`;
        must.that(memberships.includes(membership), 'a membership', owed, membership);
      }
    },
  },
  'each-user-has-its-own-membership': {
    title: 'The membership read is that of the user asked for, not that of the caller',
    requires: ['GMEM-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const read = [
        await membershipOf(owner, roomId, owner.id),
        await membershipOf(owner, roomId, guest.id),
      ];
      must.equal(read, ['join', 'invite'], 'memberships of the creator and the guest');
    },
  },
  'each-room-has-its-own-membership': {
    title: 'The membership read is that in the room asked for',
    requires: ['GMEM-06'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const ofTheGuest = await privateRoom(guest);
      await invite(owner, roomId, guest);
      await invite(guest, ofTheGuest, owner);

      const read = [
        await membershipOf(owner, roomId, guest.id),
        await membershipOf(guest, ofTheGuest, guest.id),
        await membershipOf(owner, roomId, owner.id),
        await membershipOf(guest, ofTheGuest, owner.id),
      ];
      const what = 'memberships of each user in the room of the other and in its own';
      must.equal(read, ['invite', 'join', 'join', 'invite'], what);
    },
  },
  'who-left-is-still-found': {
    title: 'A user who left is still found, with the membership leave',
    requires: ['GMEM-08', 'GMEM-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await leave(owner, roomId, member);

      must.succeed(await owner.call('get_membership', { roomId, userId: member.id }));
      await isCurrent(must.on('GMEM-03'), owner, roomId, member, 'leave');
    },
  },
  'who-was-kicked-is-still-found': {
    title: 'A user who was made to leave is still found, with the membership leave',
    requires: ['GMEM-08', 'GMEM-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await kick(owner, roomId, member);

      must.succeed(await owner.call('get_membership', { roomId, userId: member.id }));
      await isCurrent(must.on('GMEM-03'), owner, roomId, member, 'leave');
    },
  },
};
