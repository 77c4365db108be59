import {
  ban,
  bring,
  enter,
  invite,
  leave,
  membersOf,
  privateRoom,
  openRoomWith,
} from '../../../harness/world/rooms.ts';
import { someOf } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { newEntry } from '../shared/state-entries.ts';

/** The users that the list holds. */
export const success: Readonly<Record<string, CaseBody>> = {
  'everybody-with-a-record-is-listed': {
    title:
      'get_members lists users who joined, are invited, left or are banned, each with that membership',
    requires: ['MEMB-04'],
    async run({ users, must }) {
      const [owner, guest, leaver, banned] = await users('owner', 'guest', 'leaver', 'banned');
      const roomId = await openRoomWith(owner, leaver, banned);
      await invite(owner, roomId, guest);
      await leave(owner, roomId, leaver);
      await ban(owner, roomId, banned);

      const listed = await membersOf(owner, roomId);

      const expected = [
        { user: owner, membership: 'join' },
        { user: guest, membership: 'invite' },
        { user: leaver, membership: 'leave' },
        { user: banned, membership: 'ban' },
      ];
      for (const { user, membership } of expected) {
        const seen = listed.get(user.id) ?? null;
        must.equal(seen, membership, `membership of ${user.name} in the list`);
      }
    },
  },
  'list-follows-every-change': {
    title:
      'The list shows every change of a membership to another member: invite, join, leave, join, ban',
    requires: ['MEMB-04'],
    async run({ users, must }) {
      const [owner, reader, guest] = await users('owner', 'reader', 'guest');
      const roomId = await openRoomWith(owner, reader);

      const steps = [
        { change: () => invite(owner, roomId, guest), membership: 'invite' },
        { change: () => enter(owner, roomId, guest), membership: 'join' },
        { change: () => leave(owner, roomId, guest), membership: 'leave' },
        { change: () => bring(owner, roomId, guest), membership: 'join' },
        { change: () => ban(owner, roomId, guest), membership: 'ban' },
      ];
      for (const { change, membership } of steps) {
        await change();
        const seen = (await membersOf(reader, roomId)).get(guest.id) ?? null;
        must.equal(seen, membership, 'membership of the guest in the list');
      }
    },
  },
  'each-room-has-its-own-members': {
    title: 'get_members lists the members of the room in the path and of no other room',
    requires: ['MEMB-06'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, alice);
      await bring(owner, cellar, bob);

      const rooms = [
        { roomId: kitchen, people: [owner.id, alice.id] },
        { roomId: cellar, people: [owner.id, bob.id] },
      ];
      for (const { roomId, people } of rooms) {
        const { chunk } = await owner.need('get_members', { roomId });
        // An id that is that of no room is reported against MODEL-27.
        const other = roomId === kitchen ? cellar : kitchen;
        const elsewhere = chunk.filter((entry) => entry['room_id'] === other);
        must.equal(elsewhere, [], 'members of other rooms in the list');
        const keys = chunk.map((entry) => entry['state_key']).filter((key) => key !== undefined);
        // A list that names nobody shows nothing of this room or another.
        const others = someOf(keys, 'named member').filter(
          (key) => !people.some((id) => id === key),
        );
        must.equal(others, [], 'listed users who were never in the room');
      }
    },
  },
  'each-user-is-listed-once': {
    title: 'A user whose membership changed several times is listed once',
    requires: ['MEMB-11'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await openRoomWith(owner, guest);
      await leave(owner, roomId, guest);
      await bring(owner, roomId, guest);

      const { chunk } = await owner.need('get_members', { roomId });

      const keys = someOf(chunk, 'member in the list').map((entry) => entry['state_key']);
      if (!keys.includes(guest.id) && !keys.includes(undefined))
        return must.notApplicable('MEMB-11', 'the user is not listed at all, see MEMB-04');
      const once = keys.includes(undefined) ? keys.length <= 2 : keys.length === new Set(keys).size;
      must.that(once, 'users in the list', 'each of them once', keys);
    },
  },
  'other-state-is-no-member': {
    title: 'State of another type, with a user id as its key, adds no entry to the list of members',
    requires: ['MEMB-11'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const listed = async (): Promise<number> =>
        someOf((await owner.need('get_members', { roomId })).chunk, 'member in the list').length;
      const before = await listed();
      const body = { membership: 'join' };

      await owner.need('send_state_event', { ...newEntry(roomId, fresh, owner.id), body });

      must.equal(await listed(), before, 'number of entries after setting other state');
    },
  },
};
