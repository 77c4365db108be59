import type { Must } from '../../harness/judge/must.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { eventWhere, feedbackOn, newest } from '../../harness/world/pages.ts';
import {
  admit,
  membershipOf,
  privateRoom,
  privateRoomWith,
  publicRoom,
  requireMembership,
} from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const requires = ['CONV-13'] as const;

/** The second request has an event of its own. @throws Broken where ids are empty, which CONV-10 forbids */
function assertAnother(must: Must, second: string, first: string): void {
  if (first === '' || second === '') throw new Broken('an event_id is empty');
  must.that(second !== first, 'event_id', 'another one', second);
}

/** A txnId that two users use on the same path makes two requests (CONV-13); messages are judged by MSG-07. */
export const transactionsOfTwoUsers: Readonly<Record<string, CaseBody>> = {
  'txn-of-another-event': {
    title: 'A txnId that another user used for an event sends a new event',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      await member.need('send_message', { roomId, body: { msgtype: 'm.text', body: 'I am in' } });
      const args = { roomId, eventType: 'com.example.conf', txnId: fresh() };
      const first = await owner.need('send_non_state_event', { ...args, body: { by: owner.name } });
      await eventWhere(owner, roomId, (e) => e.content['by'] === owner.name);

      const reply = await member.call('send_non_state_event', {
        ...args,
        body: { by: member.name },
      });

      const second = must.conform('send_non_state_event', reply);
      assertAnother(must, second.event_id, first.event_id);
      const names = (await newest(owner, roomId)).map((e) => e.content['by']);
      must.that(names.includes(member.name), 'senders of the listed events', member.name, names);
    },
  },
  'txn-of-another-login': {
    title: 'A txnId that the user used in another login sends a new message',
    requires,
    async run({ users, loginAgain, must, fresh, skip }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, body: { msgtype: 'm.text', body: 'Tea' }, txnId: fresh() };
      const first = await owner.need('send_message', args);
      const elsewhere = await loginAgain(owner);
      if (elsewhere === null) return skip('this target does not let a user log in a second time');
      // If the second login cannot act for the user, it says nothing about txnIds.
      await elsewhere.need('get_membership', { roomId, userId: owner.id });

      const second = must.conform('send_message', await elsewhere.call('send_message', args));
      assertAnother(must, second.event_id, first.event_id);
    },
  },
  'txn-of-another-feedback': {
    title: 'A txnId that another user used for feedback sends new feedback',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      const args = { roomId, body: await feedbackOn(member, roomId), txnId: fresh() };
      const first = await owner.need('send_feedback', args);

      const second = must.conform('send_feedback', await member.call('send_feedback', args));
      assertAnother(must, second.event_id, first.event_id);
    },
  },
  'txn-of-another-invite': {
    title: 'A txnId that another user used for an invite invites as a new one',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member, guest, other] = await users('owner', 'member', 'guest', 'other');
      const roomId = await privateRoomWith(owner, member);
      const txnId = fresh();
      await owner.need('invite', { roomId, body: { user_id: guest.id }, txnId });
      await requireMembership(owner, roomId, guest, 'invite');

      const reply = await member.call('invite', { roomId, body: { user_id: other.id }, txnId });

      if (reply.status > 299) {
        must.notApplicable(
          'CONV-13',
          'a member with the default power level may not invite on this target (CONV-23)',
        );
        return;
      }
      const pair = [guest, other].map((user) => membershipOf(owner, roomId, user.id));
      const [one, two] = await Promise.all(pair);
      must.equal(two, one, 'membership of the second guest');
    },
  },
  'txn-of-another-join': {
    title: 'A txnId that another user used to join joins this user too',
    requires,
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const roomId = await publicRoom(owner);
      await admit(owner, roomId, first, second);
      const txnId = fresh();
      await first.need('join_room', { roomId, txnId });
      await requireMembership(owner, roomId, first, 'join');

      must.succeed(await second.call('join_room', { roomId, txnId }));
      const pair = [first, second].map((user) => membershipOf(owner, roomId, user.id));
      const [one, two] = await Promise.all(pair);
      must.equal(two, one, 'membership of the second user');
    },
  },
  'txn-of-another-leave': {
    title: 'A txnId that another user used to leave lets this user leave too',
    requires,
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const roomId = await privateRoomWith(owner, first, second);
      const txnId = fresh();
      await first.need('leave', { roomId, txnId });
      await requireMembership(owner, roomId, first, 'leave');

      must.succeed(await second.call('leave', { roomId, txnId }));
      const pair = [first, second].map((user) => membershipOf(owner, roomId, user.id));
      const [one, two] = await Promise.all(pair);
      must.equal(two, one, 'membership of the second user');
    },
  },
  'txn-of-another-ban': {
    title: "A txnId that another user used for a ban does not return that ban's answer",
    requires,
    async run({ users, must, fresh }) {
      const [owner, member, guest, other] = await users('owner', 'member', 'guest', 'other');
      const roomId = await privateRoomWith(owner, member, guest, other);
      const txnId = fresh();
      await owner.need('ban', { roomId, body: { user_id: guest.id }, txnId });
      await requireMembership(owner, roomId, guest, 'ban');

      const reply = await member.call('ban', { roomId, body: { user_id: other.id }, txnId });

      // Whether a member may ban is reported against BAN-05; a success that bans nobody is a stored answer.
      const stored =
        reply.status <= 299 && (await membershipOf(owner, roomId, other.id)) === 'join';
      must.that(
        !stored,
        'answer to the other user',
        'an answer of its own',
        'the answer to the first user',
      );
    },
  },
  'txn-of-another-room': {
    title: 'A txnId that another user used for createRoom creates another room',
    requires,
    async run({ users, must, fresh }) {
      const [first, second] = await users('first', 'second');
      const args = { body: { visibility: 'private' }, txnId: fresh() };
      const { room_id } = await first.need('create_room', args);

      const made = must.conform('create_room', await second.call('create_room', args));
      must.that(made.room_id !== room_id, 'room_id', 'another one', made.room_id);
      must.equal(
        await membershipOf(second, made.room_id, second.id),
        'join',
        'membership of the creator',
      );
    },
  },
};
