import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, invite, leave, privateRoom } from '../../../harness/world/rooms.ts';
import { change } from '../shared/membership-requests.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Which changes of membership are refused with 403, each with its control; the membership table has every prior state. */
export const refusals = {
  'outsider-cannot-invite': {
    title: 'A user who is not in the room cannot invite anyone into it',
    requires: ['SMEM-11', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, outsider, guest] = await users('owner', 'outsider', 'guest');
      const roomId = await privateRoom(owner);

      const invited = change(roomId, guest, 'invite');
      await must.refuse(403, outsider, 'set_membership', invited, { observer: owner });
      must.on('SMEM-15').succeed(await owner.call('set_membership', invited));
    },
  },
  'member-of-another-room-cannot-invite': {
    title: 'A member of another room of the same creator cannot invite anyone into this room',
    requires: ['SMEM-11', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, neighbour, guest] = await users('owner', 'neighbour', 'guest');
      const elsewhere = await privateRoom(owner);
      const roomId = await privateRoom(owner);
      await bring(owner, elsewhere, neighbour);

      const invited = change(roomId, guest, 'invite');
      await must.refuse(403, neighbour, 'set_membership', invited, { observer: owner });
      must.on('SMEM-15').succeed(await owner.call('set_membership', invited));
    },
  },
  'member-cannot-be-invited': {
    title: 'A user who is a member of the room already cannot be invited into it',
    requires: ['SMEM-12', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const invited = change(roomId, member, 'invite');
      await must.refuse(403, owner, 'set_membership', invited, { observer: owner });
      await leave(owner, roomId, member);
      must.on('SMEM-03').succeed(await owner.call('set_membership', invited));
    },
  },
  'creator-cannot-be-invited': {
    title: 'The creator of the room cannot be invited into it, neither by itself nor by a member',
    requires: ['SMEM-12', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const invited = change(roomId, owner, 'invite');
      await must.refuse(403, owner, 'set_membership', invited, { observer: member });
      await must.refuse(403, member, 'set_membership', invited, { observer: member });
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', change(roomId, guest, 'invite')));
    },
  },
  'nobody-joins-for-another': {
    title: 'The creator cannot make an invited user join; the invited user can join by itself',
    requires: ['SMEM-13', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const joined = change(roomId, guest, 'join');
      await must.refuse(403, owner, 'set_membership', joined, { observer: owner });
      must.on('SMEM-16').succeed(await guest.call('set_membership', joined));
    },
  },
  'nobody-repeats-the-join-of-another': {
    title: 'Nobody can set the membership of a member to join, although it would stay as it is',
    requires: ['SMEM-13', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, member);
      const joined = change(roomId, member, 'join');
      must.on('SMEM-16').succeed(await member.call('set_membership', joined));

      await must.refuse(403, stranger, 'set_membership', joined, { observer: owner });
      await must.refuse(403, owner, 'set_membership', joined, { observer: owner });
    },
  },
  'uninvited-user-cannot-join': {
    title: 'A user cannot join a private room into which only other users are invited',
    requires: ['SMEM-14', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, stranger, guest] = await users('owner', 'stranger', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const joined = change(roomId, stranger, 'join');
      await must.refuse(403, stranger, 'set_membership', joined, { observer: owner });
      await invite(owner, roomId, stranger);
      must.on('SMEM-16').succeed(await stranger.call('set_membership', joined));
    },
  },
  'invite-elsewhere-opens-nothing': {
    title:
      'An invite into one private room does not let a user join another room of the same creator',
    requires: ['SMEM-14', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const elsewhere = await privateRoom(owner);
      const roomId = await privateRoom(owner);
      await invite(owner, elsewhere, guest);

      const joined = change(roomId, guest, 'join');
      await must.refuse(403, guest, 'set_membership', joined, { observer: owner });
      await invite(owner, roomId, guest);
      must.on('SMEM-16').succeed(await guest.call('set_membership', joined));
    },
  },
  'creator-is-not-kicked': {
    title: 'A member cannot kick the creator of the room; the creator can kick that member',
    requires: ['SMEM-20'],
    async run({ users, must }) {
      const [owner, member, other] = await users('owner', 'member', 'other');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, other);

      const kicked = change(roomId, owner, 'leave');
      await must.refuse(403, member, 'set_membership', kicked, { observer: other });
      must.succeed(await owner.call('set_membership', change(roomId, member, 'leave')));
    },
  },
  'only-power-kicks': {
    title: 'Neither another member nor a stranger can kick a member; the creator can',
    requires: ['SMEM-20'],
    async run({ users, must }) {
      const [owner, target, member, stranger] = await users(
        'owner',
        'target',
        'member',
        'stranger',
      );
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, target, member);

      const kicked = change(roomId, target, 'leave');
      await must.refuse(403, member, 'set_membership', kicked, { observer: owner });
      await must.refuse(403, stranger, 'set_membership', kicked, { observer: owner });
      must.succeed(await owner.call('set_membership', kicked));
    },
  },
  ...tokenCases('set_membership', async (owner, other) => ({
    args: change(await privateRoom(owner), other, 'invite'),
  })),
} satisfies Readonly<Record<string, CaseBody>>;
