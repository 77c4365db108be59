import type { Must } from '../../../harness/judge/must.ts';
import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import {
  bring,
  hasMembership,
  invite,
  membershipOf,
  privateRoom,
} from '../../../harness/world/rooms.ts';
import { change, setMembership } from '../shared/membership-requests.ts';

/** Each user has the expected membership in at least one of the two views. */
async function assertMemberships(
  must: Must,
  reader: User,
  roomId: string,
  expected: readonly (readonly [User, string | null])[],
): Promise<void> {
  for (const [user, membership] of expected) {
    const seen = await hasMembership(reader, roomId, user, membership);
    const what = `membership of ${user.name} as ${reader.name} sees it`;
    must.that(seen, what, membership ?? 'none', 'another, by get_membership and get_members');
  }
}

/** A change of membership applies only to the user and to the room of the request. */
export const effects = {
  'changes-the-user-named': {
    title: 'set_membership changes the membership of the user in the path and of nobody else',
    requires: ['SMEM-07', 'SMEM-15', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest, other] = await users('owner', 'guest', 'other');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, other);

      const reply = await owner.call('set_membership', change(roomId, guest, 'invite'));
      must.on('SMEM-15').succeed(reply);
      await assertMemberships(must, owner, roomId, [
        [owner, 'join'],
        [other, 'invite'],
      ]);
      await assertMemberships(must.on('SMEM-03'), owner, roomId, [[guest, 'invite']]);
      const joined = await other.call('set_membership', change(roomId, other, 'join'));
      must.on('SMEM-03').succeed(joined);
      await assertMemberships(must, owner, roomId, [
        [owner, 'join'],
        [guest, 'invite'],
      ]);
      await assertMemberships(must.on('SMEM-03'), owner, roomId, [[other, 'join']]);
    },
  },
  'changes-the-room-named': {
    title: 'set_membership changes the membership in the room of the path and in no other room',
    requires: ['SMEM-08', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const set = async (actor: User, roomId: string, membership: string): Promise<void> => {
        const other = roomId === kitchen ? cellar : kitchen;
        const before = await membershipOf(owner, other, guest.id);
        const reply = await actor.call('set_membership', change(roomId, guest, membership));
        must.on('SMEM-03').succeed(reply);
        await assertMemberships(must, owner, other, [[guest, before]]);
        await assertMemberships(must.on('SMEM-03'), owner, roomId, [[guest, membership]]);
      };

      await set(owner, kitchen, 'invite');
      await set(owner, cellar, 'invite');
      await set(guest, cellar, 'join');
      await set(guest, kitchen, 'join');
      await set(guest, kitchen, 'leave');
    },
  },
  'bans-from-the-room-named': {
    title: 'A ban by set_membership applies only to the room of the path',
    requires: ['SMEM-08', 'SMEM-19'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, guest);
      await bring(owner, cellar, guest);

      must.on('SMEM-19').succeed(await setMembership(owner, kitchen, guest, 'ban'));
      await assertMemberships(must, owner, cellar, [[guest, 'join']]);
      await assertMemberships(must.on('SMEM-19'), owner, kitchen, [[guest, 'ban']]);
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
