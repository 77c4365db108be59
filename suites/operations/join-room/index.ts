import type { CallOptions } from '../../../harness/judge/user.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { membershipOf, privateRoom, publicRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { joinRefusals } from './refused.ts';
import * as scene from '../shared/membership-scenes.ts';
import { shown, shownInState, shownRows, stands, stateRows } from '../shared/membership-views.ts';
import { tokenCases } from '../shared/tokens.ts';
import { voidBody } from '../shared/void-body.ts';

const bodyless: CallOptions = { bodyless: true };

export const joinRoom = suite('join_room', {
  'invited-user-joins': {
    title: 'An invited user joins a private room',
    requires: ['JOIN-01', 'JOIN-02', 'JOIN-05', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);

      const reply = await guest.call('join_room', { roomId, body: {} });

      // A join that works without a body and not with one is refused for its body.
      const forBody =
        !isSuccess(reply) && isSuccess(await guest.call('join_room', { roomId }, bodyless));
      must.on('JOIN-05').that(!forBody, 'a body of JSON', 'understood', 'refused');
      must.on('JOIN-01').succeed(reply);
      must.on('JOIN-02').conform('join_room', reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidBody(reply));
    },
  },
  'invited-user-joins-a-public-room': {
    title: 'An invited user joins a public room',
    requires: ['JOIN-01'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);
      await scene.invite(owner, roomId, guest);

      await must.allow(guest, 'join_room', { roomId });
    },
  },
  'members-see-the-join': {
    title: 'Whoever is in the room sees that the user joined, and so does that user',
    requires: ['JOIN-03', ...shownRows],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);
      await scene.invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const joined = { roomId, user: guest, membership: 'join' };
      await shown(must, 'JOIN-03', joined, owner, member, guest);
    },
  },
  'room-state-shows-the-join': {
    title: 'The state of the room holds the join, in get_state_events and initialSync',
    requires: ['JOIN-03', ...stateRows],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const joined = { roomId, user: guest, membership: 'join' };
      await shownInState(must, 'JOIN-03', joined, owner, guest);
    },
  },
  'who-joined-reads-and-sends': {
    title: 'A user who joined can read the messages of the room and send to it',
    requires: ['JOIN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);
      const body = { msgtype: 'm.text', body: 'Is anybody there?' };
      await owner.need('send_message', { roomId, body });

      await guest.need('join_room', { roomId });

      const limit = { roomId, limit: 100 };
      await owner.need('get_messages', limit);
      must.succeed(await guest.call('get_messages', limit));
      must.succeed(await guest.call('send_message', { roomId, body }));
    },
  },
  'who-came-back-reads-and-sends': {
    title: 'A user who left and joined again can read the messages of the room and send to it',
    requires: ['JOIN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, guest);
      await guest.need('leave', { roomId });
      await scene.invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const body = { msgtype: 'm.text', body: 'Is anybody still there?' };
      await owner.need('send_message', { roomId, body });
      must.succeed(await guest.call('get_messages', { roomId, limit: 100 }));
      must.succeed(await guest.call('send_message', { roomId, body }));
    },
  },
  'join-is-of-that-room-and-of-the-caller': {
    title: 'A user joins the room asked for, and nobody else joins and no other room is joined',
    requires: ['JOIN-07'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await scene.invite(owner, kitchen, alice, bob);
      await scene.invite(owner, cellar, alice, bob);
      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await alice.need('join_room', { roomId: kitchen });
      await bob.need('join_room', { roomId: cellar });

      must.equal(await elsewhere(), before, 'memberships of either in the room of the other');
    },
  },
  'put-with-txn-id-joins': {
    title: 'A PUT with a txnId does what the POST does, and sent again it changes nothing',
    requires: ['JOIN-04'],
    async run({ users, must, fresh }) {
      const [owner, posted, put] = await users('owner', 'posted', 'put');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, posted, put);
      await posted.need('join_room', { roomId });
      const twin = { roomId, txnId: fresh() };

      await must.allow(put, 'join_room', twin);
      const same = await membershipOf(owner, roomId, posted.id);
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a PUT');

      await must.unchanged(owner, roomId, () => must.allow(put, 'join_room', twin));
      must.equal(await membershipOf(owner, roomId, put.id), same, 'membership after a replay');
    },
  },
  'replayed-put-does-not-bring-back-who-left': {
    title: 'A PUT that is sent again after its sender left succeeds and changes nothing',
    requires: ['JOIN-04'],
    async run({ users, must, fresh }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);
      const twin = { roomId, txnId: fresh() };
      await guest.need('join_room', twin);
      await scene.leave(owner, roomId, guest);
      const before = await membershipOf(owner, roomId, guest.id);

      await must.unchanged(owner, roomId, () => must.allow(guest, 'join_room', twin));
      must.equal(await membershipOf(owner, roomId, guest.id), before, 'membership after a replay');
    },
  },
  'join-without-a-body': {
    title: 'A join with an empty object works, whatever becomes of one without a body',
    requires: ['JOIN-05'],
    async run({ users, must, reading }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await scene.invite(owner, roomId, guest);

      const reply = await guest.call('join_room', { roomId }, bodyless);

      reading('bodyless-join', isSuccess(reply) ? 'accepted' : 'refused');
      const another = await privateRoom(owner);
      await scene.invite(owner, another, guest);
      const withBody = await guest.call('join_room', { roomId: another, body: {} });
      // Where neither joins, that is no matter of bodies.
      const good = isSuccess(withBody) || !isSuccess(reply);
      must.that(good, 'a join with an empty object', 'accepted', withBody.status);
    },
  },
  'anyone-joins-a-public-room': {
    title: 'A user nobody invited joins a public room',
    requires: ['JOIN-09'],
    async run({ users, must }) {
      const [owner, stranger] = await users('owner', 'stranger');
      // Joining as such works at this target, or it is not for the room being public.
      await scene.bring(owner, await privateRoom(owner), stranger);
      const roomId = await publicRoom(owner);

      await must.allow(stranger, 'join_room', { roomId });

      const joined = { roomId, user: stranger, membership: 'join' };
      await stands(must, 'JOIN-09', owner, joined);
      await stands(must, 'JOIN-09', stranger, joined);
    },
  },
  'who-left-a-public-room-comes-back': {
    title: 'A user who left a public room joins it again, uninvited',
    requires: ['JOIN-09'],
    async run({ users, must }) {
      const [owner, visitor] = await users('owner', 'visitor');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, visitor);
      await scene.leave(owner, roomId, visitor);

      await must.allow(visitor, 'join_room', { roomId });

      await stands(must, 'JOIN-09', owner, { roomId, user: visitor, membership: 'join' });
    },
  },
  'who-was-made-to-leave-a-public-room-comes-back': {
    title: 'A user who was made to leave a public room, and not banned, joins it again',
    requires: ['JOIN-09'],
    async run({ users, must }) {
      const [owner, visitor] = await users('owner', 'visitor');
      const roomId = await publicRoom(owner);
      await scene.enter(owner, roomId, visitor);
      await scene.kick(owner, roomId, visitor);

      await must.allow(visitor, 'join_room', { roomId });
    },
  },
  'joining-twice-is-harmless': {
    title: 'A user who is in the room may join again, and is in it once',
    requires: ['JOIN-10'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await scene.bring(owner, roomId, member);
      const body = { msgtype: 'm.text', body: 'Still here' };
      await member.need('send_message', { roomId, body });
      const before = await owner.need('get_members', { roomId });

      await must.allow(member, 'join_room', { roomId });
      await must.allow(owner, 'join_room', { roomId });

      await stands(must, 'JOIN-10', owner, { roomId, user: member, membership: 'join' });
      await stands(must, 'JOIN-10', member, { roomId, user: owner, membership: 'join' });
      const after = await owner.need('get_members', { roomId });
      // A list that had somebody twice before is no doing of the second join.
      if (before.chunk.length === 2) {
        must.equal(after.chunk.length, 2, 'members listed in a room of two');
      }
      must.succeed(await member.call('send_message', { roomId, body }));
    },
  },
  ...joinRefusals,
  ...tokenCases('join_room', async (owner, other) => {
    const roomId = await privateRoom(owner);
    await scene.invite(owner, roomId, other);
    return { args: { roomId }, actor: other };
  }),
});
