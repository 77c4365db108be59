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

/** A ban succeeds and takes effect, in the room and for the user of the request alone. */
export const success = {
  'owner-bans-member': {
    title: 'The creator of a room can ban a member, named by the whole user id, without a reason',
    requires: ['BAN-01', 'BAN-02', 'BAN-07', 'BAN-09', 'BAN-10', 'BAN-12', 'MODEL-33', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, target] = await users('owner', 'target');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, target);

      const reply = await owner.call('ban', { roomId, body: { user_id: target.id } });

      must.on('BAN-07').that(reply.status !== 415, 'a JSON body', 'understood', 'status 415');
      if (!isSuccess(reply)) {
        const withReason = { roomId, body: { user_id: target.id, reason: 'Rude' } };
        const isTheReason = isSuccess(await owner.call('ban', withReason));
        must.on('BAN-12').that(!isTheReason, 'a ban without a reason', 'accepted', 'refused');
      }
      // Where the operation is served, status 400 can only be about the body, which holds nothing but the user id.
      const forUserId = reply.status === 400 && !isUnrouted(reply);
      must.on('BAN-10').that(!forUserId, 'a body with a whole user id', 'accepted', 'status 400');
      must.on('BAN-01').succeed(reply);
      must.on('BAN-02').conform('ban', reply);
      must.on('BAN-09').succeed(reply);
      must.on('BAN-10').succeed(reply);
      must.on('BAN-12').succeed(reply);
      must.on('MODEL-33').succeed(reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidAnswer(reply));
    },
  },
  'owner-bans-with-a-reason': {
    title: 'A ban with a reason has the same effect as a ban without one',
    requires: ['BAN-12', 'MODEL-34'],
    async run({ users, must }) {
      const [owner, without, withReason] = await users('owner', 'without', 'withReason');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, without, withReason);
      await owner.need('ban', { roomId, body: { user_id: without.id } });

      const body = { user_id: withReason.id, reason: 'Ate all the cake' };
      const reply = await owner.call('ban', { roomId, body });

      must.on('BAN-12').succeed(reply);
      must.on('MODEL-34').succeed(reply);
      const same = await membershipOf(owner, roomId, without.id);
      must.equal(
        await membershipOf(owner, roomId, withReason.id),
        same,
        'membership with a reason',
      );
    },
  },
  'members-see-the-ban': {
    title: 'Every member of the room sees that the user is banned',
    requires: ['BAN-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner, member, target] = await users('owner', 'member', 'target');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, target);

      await owner.need('ban', { roomId, body: { user_id: target.id } });

      await assertShown(must, 'BAN-03', { roomId, user: target, membership: 'ban' }, owner, member);
    },
  },
  'room-state-shows-the-ban': {
    title: 'The state of the room shows the ban, in get_state_events and in initialSync',
    requires: ['BAN-03', ...stateViewRequirements],
    async run({ users, must }) {
      const [owner, member, target] = await users('owner', 'member', 'target');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, target);

      await owner.need('ban', { roomId, body: { user_id: target.id } });

      const banned = { roomId, user: target, membership: 'ban' };
      await assertShownInState(must, 'BAN-03', banned, owner, member);
    },
  },
  'invited-user-can-be-banned': {
    title: 'The creator of a room can ban an invited user',
    requires: ['BAN-01', 'BAN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      await must.allow(owner, 'ban', { roomId, body: { user_id: guest.id } });

      await assertMembership(must, 'BAN-03', owner, { roomId, user: guest, membership: 'ban' });
    },
  },
  'put-with-txn-id-bans': {
    title: 'PUT /ban/{txnId} does what POST /ban does, and changes nothing when it is repeated',
    requires: ['BAN-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, posted, put);
      await owner.need('ban', { roomId, body: { user_id: posted.id } });
      const withTxnId = { roomId, body: { user_id: put.id }, txnId: fresh() };

      await must.allow(owner, 'ban', withTxnId);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(owner, 'ban', withTxnId));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'ban-is-from-that-room-and-of-that-user': {
    title: 'A ban applies only to the room and to the user of the request',
    requires: ['BAN-08'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, alice, bob);
      await bring(owner, cellar, alice, bob);
      await requireMembership(owner, kitchen, bob, 'join');
      const body = { msgtype: 'm.text', body: 'Still here' };
      await alice.need('send_message', { roomId: cellar, body });
      await bob.need('send_message', { roomId: kitchen, body });
      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await owner.need('ban', { roomId: kitchen, body: { user_id: alice.id } });
      await owner.need('ban', { roomId: cellar, body: { user_id: bob.id } });

      must.equal(await elsewhere(), before, 'memberships of each user in the room of the other');
      must.succeed(await alice.call('send_message', { roomId: cellar, body }));
      must.succeed(await bob.call('send_message', { roomId: kitchen, body }));
    },
  },
  'banned-user-joins-another-room': {
    title: 'A user who is banned from one public room can join another',
    requires: ['BAN-08'],
    async run({ users, must }) {
      const [owner, banned] = await users('owner', 'banned');
      const roomId = await publicRoom(owner);
      const other = await publicRoom(owner);
      // The user can join public rooms in general, so that a failure below is due to the ban.
      await enter(owner, roomId, banned);

      await owner.need('ban', { roomId, body: { user_id: banned.id } });

      await must.allow(banned, 'join_room', { roomId: other });
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
