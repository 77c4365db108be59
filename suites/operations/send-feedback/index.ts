import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { feedbackCases } from './model.ts';
import { tokenCases } from '../shared/tokens.ts';

const eventType = 'm.room.message.feedback';

export const sendFeedback = suite('send_feedback', {
  'member-sends-feedback': {
    title: 'A joined member sends feedback and is given its event_id',
    requires: ['FEED-01', 'FEED-02'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const body = await feedbackOn(owner, roomId);

      for (const sender of [member, owner]) {
        const reply = await sender.call('send_feedback', { roomId, body });
        must.on('FEED-01').succeed(reply);
        const { event_id } = must.on('FEED-02').conform('send_feedback', reply);
        must.on('FEED-02').that(event_id !== '', 'event_id', 'a non-empty string', event_id);
      }
    },
  },
  'sent-feedback-is-listed': {
    title: 'Feedback shows once in messages, to its sender and to another member',
    requires: ['FEED-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const body = await feedbackOn(owner, roomId);

      await member.need('send_feedback', { roomId, body });
      await owner.need('send_feedback', { roomId, body: { ...body, type: 'delivered' } });

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        const listed = events.filter((e) => e.type === eventType);
        const types = listed.map((e) => String(e.content['type'])).toSorted();
        must.equal(types, ['delivered', 'read'], `feedback that ${reader.name} finds`);
      }
    },
  },
  'feedback-is-not-state': {
    title: 'Feedback is no state of the room, and an equal one does not replace it',
    requires: ['SEND-04'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);

      const first = await owner.need('send_feedback', { roomId, body });
      await eventWhere(owner, roomId, (e) => e.type === eventType);
      const second = await owner.need('send_feedback', { roomId, body });

      must.that(first.event_id !== second.event_id, 'second event_id', 'another', second.event_id);
      const listed = (await newest(owner, roomId)).filter((e) => e.type === eventType);
      must.equal(listed.length, 2, 'number of listed feedbacks');
      const state = await owner.need('get_state_events', { roomId });
      const types = state.map((e) => e.type);
      must.that(!types.includes(eventType), 'types in state', 'no feedback', types);
    },
  },
  'put-twin-sends-feedback': {
    title: 'PUT with a txnId sends feedback as POST does',
    requires: ['FEED-04'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const posted = await feedbackOn(owner, roomId);
      await owner.need('send_feedback', { roomId, body: posted });

      const put = await feedbackOn(owner, roomId);
      must.succeed(await owner.call('send_feedback', { roomId, body: put, txnId: fresh() }));

      const target = 'target_event_id';
      await eventWhere(member, roomId, (e) => e.content[target] === posted[target]);
      const events = await newest(member, roomId);
      const listed = events.filter((e) => e.content[target] === put[target]).map((e) => e.type);
      must.equal(listed, [eventType], 'types of the events listed for the PUT');
    },
  },
  'replayed-put-is-one-feedback': {
    title: 'A PUT repeated with its txnId answers the first event_id and sends no more feedback',
    requires: ['FEED-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      const args = { roomId, body, txnId: fresh() };
      const { event_id } = await owner.need('send_feedback', args);
      await eventWhere(owner, roomId, (e) => e.type === eventType);

      for (const time of ['second', 'third']) {
        const reply = await owner.call('send_feedback', args);
        must.succeed(reply);
        must.include(reply.json, { event_id }, `answer of the ${time} PUT`);
        const listed = (await newest(owner, roomId)).filter((e) => e.type === eventType);
        must.equal(listed.length, 1, `number of feedbacks after the ${time} PUT`);
      }
    },
  },
  'put-without-txn-sends-no-feedback': {
    title: 'PUT without a txnId sends no feedback',
    requires: ['SEND-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = await feedbackOn(owner, roomId);
      const path = `/rooms/${encodeURIComponent(roomId)}/send/${eventType}`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'PUT', path, body }), 'refused');
      });
      await owner.need('send_feedback', { roomId, body, txnId: fresh() });
    },
  },
  'feedback-goes-to-room-named': {
    title: 'Feedback goes to the room named in the path and to no other room of its sender',
    requires: ['FEED-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const ways = [
        { roomId: kitchen, other: cellar },
        { roomId: cellar, other: kitchen },
      ];

      for (const { roomId, other } of ways) {
        const body = await feedbackOn(owner, roomId);
        await must.unchanged(owner, other, () => owner.need('send_feedback', { roomId, body }));
        await eventWhere(owner, roomId, (e) => e.type === eventType);
      }
    },
  },
  ...feedbackCases,
  ...tokenCases('send_feedback', async (owner) => {
    const roomId = await privateRoom(owner);
    return { args: { roomId, body: await feedbackOn(owner, roomId) } };
  }),
});
