import type { CallOptions } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import * as scene from '../shared/membership-scenes.ts';
import { shown, shownInState, shownRows, stands, stateRows } from '../shared/membership-views.ts';
import { requireSeen } from '../set-membership/scenes.ts';
import { tokenCases } from '../shared/tokens.ts';
import { voidBody } from '../shared/void-body.ts';

const hello = { msgtype: 'm.text', body: 'Hello' };

const bodyless: CallOptions = { bodyless: true };

export const leave = suite('leave', {
  'member-leaves': {
    title: 'A member leaves the room',
    requires: ['LEAVE-01', 'LEAVE-02', 'LEAVE-05', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);

      const reply = await member.call('leave', { roomId, body: {} });

      // A leave that works without a body and not with one is refused for its body.
      const forBody =
        !isSuccess(reply) && isSuccess(await member.call('leave', { roomId }, bodyless));
      must.on('LEAVE-05').that(!forBody, 'a body of JSON', 'understood', 'refused');
      must.on('LEAVE-01').succeed(reply);
      must.on('LEAVE-02').conform('leave', reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidBody(reply));
    },
  },
  'member-leaves-a-public-room': {
    title: 'A member leaves a public room',
    requires: ['LEAVE-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, member);

      await must.allow(member, 'leave', { roomId });
    },
  },
  'members-see-who-left': {
    title: 'Whoever is still in the room sees that the user left',
    requires: ['LEAVE-03', ...shownRows],
    async run({ users, must }) {
      const [owner, member, leaver] = await users('owner', 'member', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member, leaver);

      await leaver.need('leave', { roomId });

      const left = { roomId, user: leaver, membership: 'leave' };
      await shown(must, 'LEAVE-03', left, owner, member);
    },
  },
  'room-state-shows-who-left': {
    title: 'The state of the room holds the leave, in get_state_events and initialSync',
    requires: ['LEAVE-03', ...stateRows],
    async run({ users, must }) {
      const [owner, member, leaver] = await users('owner', 'member', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member, leaver);

      await leaver.need('leave', { roomId });

      const left = { roomId, user: leaver, membership: 'leave' };
      await shownInState(must, 'LEAVE-03', left, owner, member);
    },
  },
  'who-left-cannot-send': {
    title: 'A user who left can no longer send to the room',
    requires: ['LEAVE-03'],
    async run({ users, must }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, leaver);
      await leaver.need('send_message', { roomId, body: hello });
      await scene.leave(owner, roomId, leaver);

      const message = { roomId, body: hello };
      await must.refuse(403, leaver, 'send_message', message, { observer: owner });

      await scene.bring(owner, roomId, leaver);
      await leaver.need('send_message', message);
    },
  },
  'put-with-txn-id-leaves': {
    title: 'A PUT with a txnId does what the POST does, and sent again it changes nothing',
    requires: ['LEAVE-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, posted, put);
      await posted.need('leave', { roomId });
      const twin = { roomId, txnId: fresh() };

      await must.allow(put, 'leave', twin);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(put, 'leave', twin));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-does-not-decline-a-new-invite': {
    title:
      'A PUT that is sent again after its sender was invited anew succeeds and changes nothing',
    requires: ['LEAVE-04'],
    async run({ users, must, fresh }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, leaver);
      const twin = { roomId, txnId: fresh() };
      await leaver.need('leave', twin);
      await scene.invite(owner, roomId, leaver);
      const before = await membershipOf(owner, roomId, leaver.id);

      await must.unchanged(owner, roomId, () => must.allow(leaver, 'leave', twin));
      must.equal(await membershipOf(owner, roomId, leaver.id), before, 'membership after a replay');
    },
  },
  'leave-without-a-body': {
    title: 'A leave with an empty object works, whatever becomes of one without a body',
    requires: ['LEAVE-05'],
    async run({ users, must, reading }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, leaver);

      const reply = await leaver.call('leave', { roomId }, bodyless);

      reading('bodyless-leave', isSuccess(reply) ? 'accepted' : 'refused');
      const another = await privateRoom(owner);
      await scene.bring(owner, another, leaver);
      const withBody = await leaver.call('leave', { roomId: another, body: {} });
      // Where neither leaves, that is no matter of bodies.
      const good = isSuccess(withBody) || !isSuccess(reply);
      must.that(good, 'a leave with an empty object', 'accepted', withBody.status);
    },
  },
  'leave-is-of-that-room-and-of-the-caller': {
    title: 'A user leaves the room asked for, and nobody else leaves and no other room is left',
    requires: ['LEAVE-07'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await scene.bring(owner, kitchen, alice, bob);
      await scene.bring(owner, cellar, alice, bob);
      await requireSeen(owner, kitchen, bob, 'join');
      await alice.need('send_message', { roomId: cellar, body: hello });
      await bob.need('send_message', { roomId: kitchen, body: hello });

      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await alice.need('leave', { roomId: kitchen });
      await bob.need('leave', { roomId: cellar });

      must.equal(await elsewhere(), before, 'memberships of either in the room of the other');
      must.succeed(await alice.call('send_message', { roomId: cellar, body: hello }));
      must.succeed(await bob.call('send_message', { roomId: kitchen, body: hello }));
    },
  },
  'stranger-cannot-leave-a-private-room': {
    title: 'A user who never was in a private room cannot leave it',
    requires: ['LEAVE-08'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await privateRoom(owner);
      const before = await membershipOf(owner, roomId, stranger.id);

      await must.refuse([403, 404], stranger, 'leave', { roomId }, { observer: owner });
      must.equal(await membershipOf(owner, roomId, stranger.id), before, 'membership after it');

      await scene.bring(owner, roomId, stranger);
      await stranger.need('leave', { roomId });
    },
  },
  'stranger-cannot-leave-a-public-room': {
    title: 'A user who never was in a public room cannot leave it',
    requires: ['LEAVE-08'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      const roomId = await publicRoom(owner);
      const before = await membershipOf(owner, roomId, stranger.id);

      await must.refuse([403, 404], stranger, 'leave', { roomId }, { observer: owner });
      must.equal(await membershipOf(owner, roomId, stranger.id), before, 'membership after it');

      await scene.enter(owner, roomId, stranger);
      await stranger.need('leave', { roomId });
    },
  },
  'banned-user-cannot-leave': {
    title: 'A banned user does not shed the ban by leaving',
    requires: ['LEAVE-08'],
    async run({ users, must }) {
      const [owner, banned, member] = await users('owner', 'banned', 'member');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, banned, member);
      await scene.ban(owner, roomId, banned);
      const before = await membershipOf(owner, roomId, banned.id);

      await must.refuse([403, 404], banned, 'leave', { roomId }, { observer: owner });
      must.equal(await membershipOf(owner, roomId, banned.id), before, 'membership after it');

      await member.need('leave', { roomId });
    },
  },
  'who-left-a-private-room-needs-a-new-invite': {
    title: 'A user who left a private room comes back by a new invite only',
    requires: ['LEAVE-09'],
    async run({ users, must }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, leaver);
      await scene.leave(owner, roomId, leaver);
      const before = await membershipOf(owner, roomId, leaver.id);

      await must.refuse(403, leaver, 'join_room', { roomId }, { observer: owner });
      must.equal(await membershipOf(owner, roomId, leaver.id), before, 'membership after it');

      await must.allow(owner, 'invite', { roomId, body: { user_id: leaver.id } });
      await must.allow(leaver, 'join_room', { roomId });
      await stands(must, 'LEAVE-09', owner, { roomId, user: leaver, membership: 'join' });
    },
  },
  ...tokenCases('leave', async (owner, other) => {
    const roomId = await privateRoom(owner);
    await scene.bring(owner, roomId, other);
    return { args: { roomId }, actor: other };
  }),
});
