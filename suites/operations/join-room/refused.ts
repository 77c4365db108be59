import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import * as scene from '../shared/membership-scenes.ts';

/** Who cannot join: the uninvited (JOIN-08) and the banned (JOIN-11). */
export const joinRefusals = {
  'uninvited-user-cannot-join-a-private-room': {
    title: 'A user nobody invited cannot join a private room',
    requires: ['JOIN-08'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);
      const before = await membershipOf(owner, roomId, stranger.id);

      await must.refuse(403, stranger, 'join_room', { roomId }, { observer: owner });
      const after = await membershipOf(owner, roomId, stranger.id);
      must.equal(after, before, 'membership of the stranger');

      await scene.invite(owner, roomId, stranger);
      await stranger.need('join_room', { roomId });
    },
  },
  'uninvited-user-cannot-join-by-put': {
    title: 'A user nobody invited cannot join a private room by a PUT with a txnId either',
    requires: ['JOIN-08'],
    async run({ users, must, fresh }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const other = await privateRoom(owner);
      await scene.invite(owner, other, stranger);
      // Where there is no such PUT, JOIN-04 says so.
      await stranger.need('join_room', { roomId: other, txnId: fresh() });
      const roomId = await privateRoom(owner);

      const twin = { roomId, txnId: fresh() };
      await must.refuse(403, stranger, 'join_room', twin, { observer: owner });

      await scene.invite(owner, roomId, stranger);
      await stranger.need('join_room', { roomId, txnId: fresh() });
    },
  },
  'invite-of-another-does-not-open-the-room': {
    title: 'A user cannot join a private room on an invite of somebody else or into another room',
    requires: ['JOIN-08'],
    async run({ users, must }) {
      const [owner, stranger, guest] = await users('owner', 'stranger', 'guest');
      const other = await privateRoom(owner);
      await scene.invite(owner, other, stranger);
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);

      await must.refuse(403, stranger, 'join_room', { roomId }, { observer: owner });

      await stranger.need('join_room', { roomId: other });
      await guest.need('join_room', { roomId });
    },
  },
  'banned-user-cannot-join-a-public-room': {
    title: 'A banned user cannot join a public room',
    requires: ['JOIN-11'],
    async run({ users, must }) {
      const [owner, banned, visitor] = await users('owner', 'banned', 'visitor');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, banned);
      await scene.ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      const after = await membershipOf(owner, roomId, banned.id);
      must.equal(after, before, 'membership of the banned');

      await visitor.need('join_room', { roomId });
    },
  },
  'banned-user-cannot-join-a-private-room': {
    title: 'A banned user cannot join a private room',
    requires: ['JOIN-11'],
    async run({ users, must }) {
      const [owner, banned, guest] = await users('owner', 'banned', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, banned);
      await scene.ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      const after = await membershipOf(owner, roomId, banned.id);
      must.equal(after, before, 'membership of the banned');

      await scene.invite(owner, roomId, guest);
      await guest.need('join_room', { roomId });
    },
  },
  'ban-takes-back-an-invite': {
    title: 'A user who was banned while invited cannot join',
    requires: ['JOIN-11'],
    async run({ users, must }) {
      const [owner, banned, guest] = await users('owner', 'banned', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, banned, guest);
      await scene.ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse(403, banned, 'join_room', { roomId }, { observer: owner });
      const after = await membershipOf(owner, roomId, banned.id);
      must.equal(after, before, 'membership of the banned');

      await guest.need('join_room', { roomId });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
