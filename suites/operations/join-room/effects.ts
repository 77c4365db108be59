import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, invite, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import {
  assertShown,
  assertShownInState,
  viewRequirements,
  stateViewRequirements,
} from '../shared/membership-views.ts';

/** What follows from a join: others see it, and the user can read and send. */
export const effects = {
  'members-see-the-join': {
    title: 'Every member of the room, the new one included, sees that the user joined',
    requires: ['JOIN-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const joined = { roomId, user: guest, membership: 'join' };
      await assertShown(must, 'JOIN-03', joined, owner, member, guest);
    },
  },
  'room-state-shows-the-join': {
    title: 'The state of the room shows the join, in get_state_events and in initialSync',
    requires: ['JOIN-03', ...stateViewRequirements],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const joined = { roomId, user: guest, membership: 'join' };
      await assertShownInState(must, 'JOIN-03', joined, owner, guest);
    },
  },
  'who-joined-reads-and-sends': {
    title: 'A user who joined can read the messages of the room and send to it',
    requires: ['JOIN-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
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
      await bring(owner, roomId, guest);
      await guest.need('leave', { roomId });
      await invite(owner, roomId, guest);

      await guest.need('join_room', { roomId });

      const body = { msgtype: 'm.text', body: 'Is anybody still there?' };
      await owner.need('send_message', { roomId, body });
      must.succeed(await guest.call('get_messages', { roomId, limit: 100 }));
      must.succeed(await guest.call('send_message', { roomId, body }));
    },
  },
  'join-is-of-that-room-and-of-the-caller': {
    title: 'A join applies only to the room of the request and to the caller',
    requires: ['JOIN-07'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await invite(owner, kitchen, alice, bob);
      await invite(owner, cellar, alice, bob);
      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await alice.need('join_room', { roomId: kitchen });
      await bob.need('join_room', { roomId: cellar });

      must.equal(await elsewhere(), before, 'memberships of each user in the room of the other');
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
