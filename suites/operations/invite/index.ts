import { isSuccess, isUnrouted } from '../../../harness/world/answers.ts';
import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { inviteRefusals } from './refused.ts';
import * as scene from '../shared/membership-scenes.ts';
import { shown, shownInState, shownRows, stands, stateRows } from '../shared/membership-views.ts';
import { requireSeen } from '../set-membership/scenes.ts';
import { targetBodyCases } from '../shared/target-bodies.ts';
import { tokenCases } from '../shared/tokens.ts';
import { voidBody } from '../shared/void-body.ts';

export const invite = suite('invite', {
  'owner-invites': {
    title: 'The creator of a room invites a user by its whole id',
    requires: ['INV-01', 'INV-02', 'INV-06', 'INV-08', 'INV-09', 'MODEL-32', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await requireSeen(owner, roomId, owner, 'join');

      const reply = await owner.call('invite', { roomId, body: { user_id: guest.id } });

      must.on('INV-06').that(reply.status !== 415, 'a body of JSON', 'understood', 'status 415');
      // Where the operation is served, 400 can only speak of the body, which holds nothing else.
      const forUserId = reply.status === 400 && !isUnrouted(reply);
      must.on('INV-09').that(!forUserId, 'a body with a whole user id', 'accepted', 'status 400');
      must.on('INV-01').succeed(reply);
      must.on('INV-02').conform('invite', reply);
      must.on('INV-08').succeed(reply);
      must.on('INV-09').succeed(reply);
      must.on('MODEL-32').succeed(reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidBody(reply));
    },
  },
  'owner-invites-into-a-public-room': {
    title: 'The creator of a public room invites a user into it',
    requires: ['INV-01', 'INV-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      await requireSeen(owner, roomId, owner, 'join');

      await must.allow(owner, 'invite', { roomId, body: { user_id: guest.id } });

      await stands(must, 'INV-03', owner, { roomId, user: guest, membership: 'invite' });
    },
  },
  'members-see-the-invite': {
    title: 'Whoever is in the room sees that the user is invited',
    requires: ['INV-03', ...shownRows],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      const invited = { roomId, user: guest, membership: 'invite' };
      await shown(must, 'INV-03', invited, owner, member);
    },
  },
  'room-state-shows-the-invite': {
    title: 'The state of the room holds the invite, in get_state_events and initialSync',
    requires: ['INV-03', ...stateRows],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      const invited = { roomId, user: guest, membership: 'invite' };
      await shownInState(must, 'INV-03', invited, owner, member);
    },
  },
  'invite-lets-the-user-in': {
    title: 'An invited user can join the private room',
    requires: ['INV-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      // Joining as such works at this target, or it is no invite's fault.
      await scene.enter(owner, await publicRoom(owner), guest);
      const roomId = await privateRoom(owner);

      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      await must.allow(guest, 'join_room', { roomId });
      await stands(must, 'INV-03', owner, { roomId, user: guest, membership: 'join' });
    },
  },
  'invite-is-into-that-room-and-of-that-user': {
    title: 'An invite holds in the room asked for, for the user named, and nowhere else',
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

      must.equal(await elsewhere(), before, 'memberships of either in the room of the other');
    },
  },
  'put-with-txn-id-invites': {
    title: 'A PUT with a txnId does what the POST does, and sent again it changes nothing',
    requires: ['INV-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await owner.need('invite', { roomId, body: { user_id: posted.id } });
      const twin = { roomId, body: { user_id: put.id }, txnId: fresh() };

      await must.allow(owner, 'invite', twin);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(owner, 'invite', twin));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-leaves-the-joined-guest-in': {
    title: 'A PUT that is sent again after its invitee joined succeeds and changes nothing',
    requires: ['INV-04'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const twin = { roomId, body: { user_id: guest.id }, txnId: fresh() };
      await owner.need('invite', twin);
      await guest.need('join_room', { roomId });
      const before = await membershipOf(owner, roomId, guest.id);

      await must.unchanged(owner, roomId, () => must.allow(owner, 'invite', twin));
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership after a replay');
    },
  },
  'put-without-txn-id-is-refused': {
    title: 'A PUT without a txnId does not invite',
    requires: ['INV-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const body = { user_id: guest.id };
      const path = `/rooms/${encodeURIComponent(roomId)}/invite`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'PUT', path, body }), 'refused');
      });
      await owner.need('invite', { roomId, body });
    },
  },
  'inviting-twice-is-harmless': {
    title: 'Whoever is invited may be invited again by the same user, and stays invited',
    requires: ['INV-13'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);
      const before = await membershipOf(owner, roomId, guest.id);

      await must.allow(owner, 'invite', { roomId, body: { user_id: guest.id } });

      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership of the invited');
    },
  },
  'member-invites-into-private-room': {
    title: 'A member without special power invites into a private room',
    requires: ['CONV-23'],
    async run({ users, must, reading }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      const body = { user_id: guest.id };
      await must.allow(member, 'invite', { roomId, body });
      const invited = { roomId, user: guest, membership: 'invite' };
      await stands(must, 'CONV-23', owner, invited);
      await stands(must, 'CONV-23', member, invited);

      const open = await publicRoom(owner);
      await scene.bring(owner, open, member);
      const reply = await member.call('invite', { roomId: open, body });
      reading('member-invites-in-public-room', isSuccess(reply) ? 'allowed' : 'refused');
    },
  },
  ...inviteRefusals,
  ...targetBodyCases(
    'invite',
    { object: 'INV-08', userId: 'INV-09', userIdModel: 'MODEL-32', present: 'INV-10' },
    (owner) => privateRoom(owner),
  ),
  ...tokenCases('invite', async (owner, other) => ({
    args: { roomId: await privateRoom(owner), body: { user_id: other.id } },
  })),
});
