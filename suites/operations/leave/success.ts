import type { CallOptions } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import {
  bring,
  enter,
  membershipOf,
  privateRoom,
  publicRoom,
  requireMembership,
} from '../../../harness/world/rooms.ts';
import {
  assertShown,
  assertShownInState,
  viewRequirements,
  stateViewRequirements,
} from '../shared/membership-views.ts';
import { voidAnswer } from '../shared/void-answers.ts';

const hello = { msgtype: 'm.text', body: 'Hello' };

const bodyless: CallOptions = { bodyless: true };

/** A leave succeeds and takes effect, in the room of the request and for the caller alone. */
export const success = {
  'member-leaves': {
    title: 'A member can leave a private room',
    requires: ['LEAVE-01', 'LEAVE-02', 'LEAVE-05', 'CONV-14'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const reply = await member.call('leave', { roomId, body: {} });

      // If the leave works without a body and not with one, it is refused because of the body.
      const forBody =
        !isSuccess(reply) && isSuccess(await member.call('leave', { roomId }, bodyless));
      must.on('LEAVE-05').that(!forBody, 'a JSON body', 'understood', 'refused');
      must.on('LEAVE-01').succeed(reply);
      must.on('LEAVE-02').conform('leave', reply);
      must.on('CONV-14').succeed(reply);
      reading('void-body', voidAnswer(reply));
    },
  },
  'member-leaves-a-public-room': {
    title: 'A member can leave a public room',
    requires: ['LEAVE-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await publicRoom(owner);
      await enter(owner, roomId, member);

      await must.allow(member, 'leave', { roomId });
    },
  },
  'leave-without-a-body': {
    title: 'A leave with an empty object as its body works; one without a body may be refused',
    requires: ['LEAVE-05'],
    async run({ users, must, reading }) {
      const [owner, leaver] = await users('owner', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, leaver);

      const reply = await leaver.call('leave', { roomId }, bodyless);

      reading('bodyless-leave', isSuccess(reply) ? 'accepted' : 'refused');
      const another = await privateRoom(owner);
      await bring(owner, another, leaver);
      const withBody = await leaver.call('leave', { roomId: another, body: {} });
      // If neither leave works, the body is not the reason.
      const good = isSuccess(withBody) || !isSuccess(reply);
      must.that(good, 'a leave with an empty object', 'accepted', withBody.status);
    },
  },
  'members-see-who-left': {
    title: 'Every remaining member of the room sees that the user left',
    requires: ['LEAVE-03', ...viewRequirements],
    async run({ users, must }) {
      const [owner, member, leaver] = await users('owner', 'member', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, leaver);

      await leaver.need('leave', { roomId });

      const left = { roomId, user: leaver, membership: 'leave' };
      await assertShown(must, 'LEAVE-03', left, owner, member);
    },
  },
  'room-state-shows-who-left': {
    title: 'The state of the room shows the leave, in get_state_events and in initialSync',
    requires: ['LEAVE-03', ...stateViewRequirements],
    async run({ users, must }) {
      const [owner, member, leaver] = await users('owner', 'member', 'leaver');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, leaver);

      await leaver.need('leave', { roomId });

      const left = { roomId, user: leaver, membership: 'leave' };
      await assertShownInState(must, 'LEAVE-03', left, owner, member);
    },
  },
  'leave-is-of-that-room-and-of-the-caller': {
    title: 'A leave applies only to the room of the request and to the caller',
    requires: ['LEAVE-07'],
    async run({ users, must }) {
      const [owner, alice, bob] = await users('owner', 'alice', 'bob');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, alice, bob);
      await bring(owner, cellar, alice, bob);
      await requireMembership(owner, kitchen, bob, 'join');
      await alice.need('send_message', { roomId: cellar, body: hello });
      await bob.need('send_message', { roomId: kitchen, body: hello });

      const elsewhere = async (): Promise<unknown> => [
        await membershipOf(owner, kitchen, bob.id),
        await membershipOf(owner, cellar, alice.id),
      ];
      const before = await elsewhere();

      await alice.need('leave', { roomId: kitchen });
      await bob.need('leave', { roomId: cellar });

      must.equal(await elsewhere(), before, 'memberships of each user in the room of the other');
      must.succeed(await alice.call('send_message', { roomId: cellar, body: hello }));
      must.succeed(await bob.call('send_message', { roomId: kitchen, body: hello }));
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
