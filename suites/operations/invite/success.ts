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
import {
  assertShown,
  assertShownInState,
  viewRequirements,
  assertMembership,
  stateViewRequirements,
} from '../shared/membership-views.ts';
import { voidAnswer } from '../shared/void-answers.ts';

/** An invite succeeds and takes effect, in the room and for the user of the request alone. */
export const success = {
  'owner-invites': {
    title: 'The creator of a room can invite a user, named by the whole user id',
    requires: ['INV-01', 'INV-02', 'INV-06', 'INV-08', 'INV-09', 'MODEL-32', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await requireMembership(owner, roomId, owner, 'join');

      const reply = await owner.call('invite', { roomId, body: { user_id: guest.id } });

      must.on('INV-06').that(reply.status !== 415, 'a JSON body', 'understood', 'status 415');
      // Where the operation is served, status 400 can only be about the body, which holds nothing but the user id.
      const forUserId = reply.status === 400 && !isUnrouted(reply);
      must.on('INV-09').that(!forUserId, 'a body with a whole user id', 'accepted', 'status 400');
      must.on('INV-01').succeed(reply);
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
  'members-see-the-invite': {
    title: 'Every member of the room sees that the user is invited',
    requires: ['INV-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      const invited = { roomId, user: guest, membership: 'invite' };
      await assertShown(must, 'INV-03', invited, owner, member);
    },
  },
  'room-state-shows-the-invite': {
    title: 'The state of the room shows the invite, in get_state_events and in initialSync',
    requires: ['INV-03', ...stateViewRequirements],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      const invited = { roomId, user: guest, membership: 'invite' };
      await assertShownInState(must, 'INV-03', invited, owner, member);
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
  'invite-is-into-that-room-and-of-that-user': {
    title: 'An invite applies only to the room and to the user of the request',
    requires: ['INV-07'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await owner.need('invite', { roomId: kitchen, body: { user_id: alice.id } });
      await owner.need('invite', { roomId: cellar, body: { user_id: bob.id } });

      must.equal(await elsewhere(), before, 'memberships of each user in the room of the other');
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
      reading('member-invites-in-public-room', isSuccess(reply) ? 'allowed' : 'refused');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
