import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import {
  ban,
  enter,
  invite,
  kick,
  leave,
  membershipOf,
  membersOf,
  privateRoom,
  publicRoom,
  openRoomWith,
} from '../../../harness/world/rooms.ts';
import { isSuccess, someOf } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** The declared values, and ban, which the declaration forgets (DEF-01). */
const memberships: readonly string[] = ['invite', 'join', 'leave', 'knock', 'ban'];

/** @throws Broken where a value is none that is declared, which is reported against MODEL-07 */
function requireMemberships(read: readonly (string | null)[]): void {
  if (!read.every((one) => one === null || memberships.includes(one)))
    throw new Broken('the memberships are not among the declared values');
}

/** The membership is the expected one, unless the list of members shows another one too. */
async function isCurrent(
  must: Must,
  reader: User,
  roomId: string,
  user: User,
  membership: string,
): Promise<void> {
  const read = await membershipOf(reader, roomId, user.id);
  // If the list shows another one too, the change had no effect, which the cases of the change report.
  const what = `membership of ${user.name} that ${reader.name} reads`;
  if (read !== membership && (await membersOf(reader, roomId)).get(user.id) !== membership)
    throw new Broken(`the ${what} is not the one of the setup`);
  must.equal(read, membership, what);
}

const stillFound = (
  who: string,
  end: (owner: User, roomId: string, user: User) => Promise<unknown>,
): CaseBody => ({
  title: `${who} still has a membership, which is leave`,
  requires: ['GMEM-08', 'GMEM-03'],
  async run({ users, must }) {
    const [owner, member] = await users('owner', 'member');
    const roomId = await openRoomWith(owner, member);
    await end(owner, roomId, member);

    const reply = await owner.call('get_membership', { roomId, userId: member.id });
    if (!isSuccess(reply)) must.succeed(reply);
    await isCurrent(must.on('GMEM-03'), owner, roomId, member, 'leave');
    must.succeed(reply);
  },
});

/** Reading the membership of a user in a room. */
export const success: Readonly<Record<string, CaseBody>> = {
  'creator-reads-own-membership': {
    title: 'The creator of a room reads their own membership',
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
      const roomId = await openRoomWith(owner, member);

      must.succeed(await member.call('get_membership', { roomId, userId: owner.id }));
    },
  },
  'follows-each-change': {
    title: 'get_membership returns the current membership after each invite, join, leave and ban',
    requires: ['GMEM-03'],
    async run({ users, must }) {
      const [owner, guest, watcher] = await users('owner', 'guest', 'watcher');
      const roomId = await openRoomWith(owner, watcher);
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
  'membership-is-a-declared-value': {
    title: 'Every membership, read or listed, is one of the declared values or ban',
    requires: ['MODEL-07'],
    async run({ users, must }) {
      const [owner, invited, left, banned] = await users('owner', 'invited', 'left', 'banned');
      const roomId = await openRoomWith(owner, left, banned);
      await leave(owner, roomId, left);
      await ban(owner, roomId, banned);
      await invite(owner, roomId, invited);
      const read: (string | null)[] = [];
      for (const user of [owner, invited, left, banned]) {
        read.push(await membershipOf(owner, roomId, user.id));
      }
      const listed = [...(await membersOf(owner, roomId)).values()];

      // A membership that is missing is reported against GMEM-08 and MEMB-04.
      const there = [...read, ...listed].filter((m) => m !== null);
      for (const membership of someOf(there, 'membership')) {
        const expected = `one of ${memberships.join(', ')}`;
        must.that(memberships.includes(membership), 'a membership', expected, membership);
      }
    },
  },
  'each-user-has-its-own-membership': {
    title: 'get_membership returns the membership of the user in the path, not of the caller',
    requires: ['GMEM-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const read = [
        await membershipOf(owner, roomId, owner.id),
        await membershipOf(owner, roomId, guest.id),
      ];
      requireMemberships(read);
      must.equal(read, ['join', 'invite'], 'memberships of the creator and the guest');
    },
  },
  'each-room-has-its-own-membership': {
    title: 'get_membership returns the membership in the room in the path',
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
      requireMemberships(read);
      const what = 'memberships of both users in both rooms';
      must.equal(read, ['invite', 'join', 'join', 'invite'], what);

      const third = await publicRoom(owner);
      await enter(owner, third, guest);
      const now = [
        await membershipOf(owner, roomId, guest.id),
        await membershipOf(owner, third, guest.id),
      ];
      must.equal(now, ['invite', 'join'], 'memberships of a user in two rooms of one creator');
    },
  },
  'user-who-left-is-still-found': stillFound('A user who left', leave),
  'kicked-user-is-still-found': stillFound('A user who was kicked', kick),
};
