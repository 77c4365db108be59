import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { isUnrouted, someOf } from '../../../harness/world/answers.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { assertShown, viewRequirements } from '../shared/membership-views.ts';

/** The creator is the only member of a new room. */
async function onlyMember(must: Must, creator: User, roomId: string): Promise<void> {
  const listing = await creator.call('get_members', { roomId });
  const shut = (listing.status === 403 || listing.status === 404) && !isUnrouted(listing);
  must.that(!shut, 'status of get_members for the creator', 'status 200', listing.status);
  const { chunk } = await creator.need('get_members', { roomId });
  const others = someOf(chunk, 'member in the list')
    .filter((e) => e['room_id'] === roomId && typeof e['state_key'] === 'string')
    .map((e) => e['state_key'])
    .filter((id) => id !== creator.id);
  must.equal(others, [], 'members of a new room besides its creator');
}

/** Something that the creator of a room may do in it, perhaps to a member. */
const allowed = (
  does: string,
  request: (must: Must, owner: User, roomId: string, member: User) => Promise<unknown>,
): CaseBody => ({
  title: `The creator of a new room can ${does}`,
  requires: ['CREATE-25'],
  async run({ users, must }) {
    const [owner, member] = await users('owner', 'member');
    const roomId = await privateRoom(owner);

    await request(must, owner, roomId, member);
  },
});

/** The creator of a room is its first member and may do everything in it. */
export const creation: Readonly<Record<string, CaseBody>> = {
  'creator-is-joined': {
    title: 'The creator of a room is its first and only member',
    requires: ['CREATE-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const roomId = await privateRoom(owner);

      await onlyMember(must, owner, roomId);
      const standing = { roomId, user: owner, membership: 'join' };
      await assertShown(must, 'CREATE-03', standing, owner);
    },
  },
  'each-room-is-a-new-one': {
    title: 'Every createRoom makes a new room',
    requires: ['CREATE-03'],
    async run({ users, must }) {
      const [owner, other] = await users('owner', 'other');

      const rooms: string[] = [];
      for (const creator of [owner, owner, other, owner, owner]) {
        const roomId = await privateRoom(creator, { name: 'Same name' });
        await onlyMember(must, creator, roomId);
        rooms.push(roomId);
      }

      const distinct = new Set(rooms);
      must.that(distinct.size === rooms.length, 'ids of five rooms', 'five different ids', rooms);
    },
  },
  'creator-sets-the-topic': allowed('set its topic', async (must, owner, roomId) => {
    must.succeed(await owner.call('set_topic', { roomId, body: { topic: 'Tea' } }));
  }),
  'creator-sets-state': allowed('set any state', async (must, owner, roomId) => {
    const state = { roomId, eventType: 'com.example.conf', body: { v: 1 } };
    must.succeed(await owner.call('send_state_event', { ...state, stateKey: 'k' }));
  }),
  'creator-bans': allowed('ban a member', async (must, owner, roomId, member) => {
    await bring(owner, roomId, member);
    must.succeed(await owner.call('ban', { roomId, body: { user_id: member.id } }));
  }),
  'creator-kicks': allowed('kick a member', async (must, owner, roomId, member) => {
    await bring(owner, roomId, member);
    const change = { roomId, userId: member.id, body: { membership: 'leave' } };
    must.succeed(await owner.call('set_membership', change));
  }),
};
