import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess, isUnrouted } from '../../../harness/world/answers.ts';
import {
  bring,
  enter,
  invite,
  membershipOf,
  privateRoom,
  publicRoom,
  requireMembership,
} from '../../../harness/world/rooms.ts';
import { assertMembership } from '../shared/membership-views.ts';
import { voidAnswer } from '../shared/void-answers.ts';

/** A member can invite a user, who can then join. */
export const success = {
  'owner-invites': {
    title: 'The creator of a room can invite a user, named by the whole user id',
    requires: ['INV-01', 'INV-02', 'INV-06', 'INV-08', 'INV-09', 'MODEL-32', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await requireMembership(owner, roomId, owner, 'join');

      const reply = await owner.call('invite', { roomId, body: { user_id: guest.id } });

      must.on('INV-06').violatedIf(reply.status === 415, 'a JSON body', 'understood', 'status 415');
      // Where the operation is served, status 400 can only be about the body, which holds nothing but the user id.
      const forUserId = reply.status === 400 && !isUnrouted(reply);
      must
        .on('INV-09')
        .violatedIf(forUserId, 'a body with a whole user id', 'accepted', 'status 400');
      must.on('INV-01').succeed(reply);
      must.on('INV-06').succeed(reply);
      must.on('INV-02').conform('invite', reply);
      must.on('INV-08').succeed(reply);
      must.on('INV-09').succeed(reply);
      must.on('MODEL-32').succeed(reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidAnswer(reply));
    },
  },
  'owner-invites-into-a-public-room': {
    title: 'The creator of a public room can invite a user into it',
    requires: ['INV-01', 'INV-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      await requireMembership(owner, roomId, owner, 'join');

      await must.allow(owner, 'invite', { roomId, body: { user_id: guest.id } });

      await assertMembership(must, 'INV-03', owner, { roomId, user: guest, membership: 'invite' });
    },
  },
  'invite-lets-the-user-in': {
    title: 'An invited user can join the private room',
    requires: ['INV-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      // The user can join rooms in general, so that a failure below is due to the invite.
      await enter(owner, await publicRoom(owner), guest);
      const roomId = await privateRoom(owner);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      await must.allow(guest, 'join_room', { roomId });
      await assertMembership(must, 'INV-03', owner, { roomId, user: guest, membership: 'join' });
    },
  },
  'inviting-twice-is-harmless': {
    title: 'A user can be invited twice by the same user, and stays invited',
    requires: ['INV-13'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
      const before = await membershipOf(owner, roomId, guest.id);

      await must.allow(owner, 'invite', { roomId, body: { user_id: guest.id } });

      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the invited');
    },
  },
  'member-invites-into-private-room': {
    title: 'A member with the default power level can invite a user into a private room',
    requires: ['CONV-23'],
    async run({ users, must, reading }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const body = { user_id: guest.id };
      await must.allow(member, 'invite', { roomId, body });
      const invited = { roomId, user: guest, membership: 'invite' };
      await assertMembership(must, 'CONV-23', owner, invited);
      await assertMembership(must, 'CONV-23', member, invited);

      const open = await publicRoom(owner);
      await bring(owner, open, member);
      const reply = await member.call('invite', { roomId: open, body });
      if (isSuccess(reply)) reading('member-invites-in-public-room', 'allowed');
      else if (reply.status === 403) reading('member-invites-in-public-room', 'refused');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
