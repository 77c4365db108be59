import { newest } from '../../harness/fixtures/pages.ts';
import { bring, membershipOf, privateRoom, publicRoom } from '../../harness/fixtures/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const requires = ['CONV-13'] as const;

/** One txnId, used by two users on one path: each has its own request (CONV-13). For messages see MSG-07. */
export const strangerCases: Readonly<Record<string, CaseBody>> = {
  'txn-of-another-event': {
    title: 'The txnId of one user does not answer the event of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const args = { roomId, eventType: 'com.example.conf', body: { v: 1 }, txnId: fresh() };
      const { event_id } = await owner.need('send_non_state_event', args);

      const second = await member.call('send_non_state_event', args);

      const answer = must.conform('send_non_state_event', second);
      must.hold(answer.event_id !== event_id, 'event_id', 'another', answer.event_id);
      const listed = (await newest(owner, roomId)).filter((e) => e.type === args.eventType);
      must.equal(listed.length, 2, 'number of events');
    },
  },
  'txn-of-another-feedback': {
    title: 'The txnId of one user does not answer the feedback of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const body = { type: 'read', target_event_id: '$some:event' };
      const args = { roomId, body, txnId: fresh() };
      const { event_id } = await owner.need('send_feedback', args);

      const second = await member.call('send_feedback', args);

      const answer = must.conform('send_feedback', second);
      must.hold(answer.event_id !== event_id, 'event_id', 'another', answer.event_id);
    },
  },
  'txn-of-another-invite': {
    title: 'The txnId of one user does not answer the invite of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member, guest, other] = await users('owner', 'member', 'guest', 'other');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const txnId = fresh();
      await owner.need('invite', { roomId, body: { user_id: guest.id }, txnId });

      const reply = await member.call('invite', { roomId, body: { user_id: other.id }, txnId });

      if (reply.status > 299) {
        must.waive('CONV-13', 'a default member may not invite here (CONV-23)');
        return;
      }
      must.equal(await membershipOf(owner, roomId, other.id), 'invite', 'membership of the other');
    },
  },
  'txn-of-another-join': {
    title: 'The txnId of one user does not answer the join of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const roomId = await publicRoom(owner);
      const txnId = fresh();
      await first.need('join_room', { roomId, txnId });

      must.succeed(await second.call('join_room', { roomId, txnId }));
      must.equal(await membershipOf(owner, roomId, second.id), 'join', 'membership of the second');
    },
  },
  'txn-of-another-leave': {
    title: 'The txnId of one user does not answer the leave of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, first, second] = await users('owner', 'first', 'second');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, first, second);
      const txnId = fresh();
      await first.need('leave', { roomId, txnId });

      must.succeed(await second.call('leave', { roomId, txnId }));
      must.equal(await membershipOf(owner, roomId, second.id), 'leave', 'membership of the second');
    },
  },
  'txn-of-another-ban': {
    title: 'The txnId of one user does not answer the ban of another',
    requires,
    async run({ users, must, fresh }) {
      const [owner, member, guest, other] = await users('owner', 'member', 'guest', 'other');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, guest, other);
      const txnId = fresh();
      await owner.need('ban', { roomId, body: { user_id: guest.id }, txnId });

      const reply = await member.call('ban', { roomId, body: { user_id: other.id }, txnId });

      // Whether a default member may ban is BAN-05's business; a success without a ban is a stored answer.
      const stored =
        reply.status <= 299 && (await membershipOf(owner, roomId, other.id)) === 'join';
      must.hold(!stored, 'answer to the other user', 'its own', 'that of the first user');
    },
  },
  'txn-of-another-room': {
    title: 'The txnId of one user does not answer the createRoom of another',
    requires,
    async run({ users, must, fresh }) {
      const [first, second] = await users('first', 'second');
      const args = { body: { visibility: 'private' }, txnId: fresh() };
      const { room_id } = await first.need('create_room', args);

      const made = must.conform('create_room', await second.call('create_room', args));
      must.hold(made.room_id !== room_id, 'room_id', 'another', made.room_id);
      must.equal(await membershipOf(second, made.room_id, second.id), 'join', 'its membership');
    },
  },
};
