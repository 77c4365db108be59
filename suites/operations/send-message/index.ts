import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { messageCases } from './model.ts';
import { tokenCases } from '../shared/tokens.ts';

const textOf = (body: string) => ({ msgtype: 'm.text', body });

export const sendMessage = suite('send_message', {
  'member-sends-message': {
    title: 'A joined member sends a message and is given its event_id',
    requires: ['MSG-01', 'MSG-02'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const sender of [owner, member]) {
        const reply = await sender.call('send_message', { roomId, body: textOf('Hello') });
        must.on('MSG-01').succeed(reply);
        const { event_id } = must.on('MSG-02').conform('send_message', reply);
        must.on('MSG-02').that(event_id !== '', 'event_id', 'a non-empty string', event_id);
      }
    },
  },
  'sent-message-is-listed': {
    title: 'A sent message shows once in messages, to its sender and to another member',
    requires: ['MSG-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const bodies = [fresh(), fresh(), fresh(), fresh()];
      const contentOf = (body: string) => ({ ...textOf(body), 'com.example.of': body });

      for (const [i, body] of bodies.entries()) {
        const sender = i % 2 === 0 ? member : owner;
        await sender.need('send_message', { roomId, body: contentOf(body) });
      }

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        for (const body of bodies) {
          const [event, ...more] = events.filter((e) => e.content['body'] === body);
          must.equal(event?.type, 'm.room.message', `type of a message ${reader.name} finds`);
          must.include(event?.content, contentOf(body), `message that ${reader.name} finds`);
          must.equal(more.length, 0, `times more that ${reader.name} finds a message`);
        }
      }
    },
  },
  'message-is-kept-to-the-letter': {
    title: 'A message keeps its white space, and what would be markup elsewhere',
    requires: ['MSG-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const bodies = [fresh(), fresh()];
      const written = ['  two before, one after ', '<b>1 & 2</b> "three" &amp; \'four\''];

      for (const [i, run] of bodies.entries()) {
        const body = { ...textOf(written[i] ?? ''), 'com.example.of': run };
        await owner.need('send_message', { roomId, body });
        const { content } = await eventWhere(
          owner,
          roomId,
          (e) => e.content['com.example.of'] === run,
        );
        must.include(content, body, 'message that was sent');
      }
    },
  },
  'message-is-not-state': {
    title: 'A message is no state of the room, and an equal one does not replace it',
    requires: ['SEND-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = textOf(fresh());

      const first = await owner.need('send_message', { roomId, body });
      await eventWhere(owner, roomId, (e) => e.content['body'] === body.body);
      const second = await owner.need('send_message', { roomId, body });

      must.that(first.event_id !== second.event_id, 'second event_id', 'another', second.event_id);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['body'] === body.body);
      must.equal(listed.length, 2, 'number of listed messages');
      const state = await owner.need('get_state_events', { roomId });
      const types = state.map((e) => e.type);
      must.that(!types.includes('m.room.message'), 'types in state', 'no message', types);
    },
  },
  'put-twin-sends-message': {
    title: 'PUT with a txnId sends a message as POST does',
    requires: ['MSG-04'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const [posted, put] = [fresh(), fresh()];
      await owner.need('send_message', { roomId, body: textOf(posted) });

      const args = { roomId, body: textOf(put), txnId: fresh() };
      must.succeed(await owner.call('send_message', args));

      await eventWhere(member, roomId, (e) => e.content['body'] === posted);
      const events = await newest(member, roomId);
      const listed = events.filter((e) => e.content['body'] === put).map((e) => e.type);
      must.equal(listed, ['m.room.message'], 'types of the events listed for the PUT');
    },
  },
  'replayed-put-is-one-message': {
    title: 'A txnId used again answers the first event_id and sends nothing, whatever the body',
    requires: ['MSG-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const [txnId, first, changed] = [fresh(), fresh(), fresh()];
      const { event_id } = await owner.need('send_message', { roomId, body: textOf(first), txnId });
      await eventWhere(owner, roomId, (e) => e.content['body'] === first);

      for (const body of [first, changed, first]) {
        const reply = await owner.call('send_message', { roomId, body: textOf(body), txnId });
        must.succeed(reply);
        must.include(reply.json, { event_id }, 'answer of the repeated PUT');
        const events = await newest(owner, roomId);
        const listed = events.filter((e) => e.type === 'm.room.message');
        const bodies = listed.map((e) => e.content['body']);
        must.equal(bodies, [first], 'messages in the room');
      }
    },
  },
  'new-txn-is-a-new-message': {
    title: 'A new txnId sends a new message, though the body is the same',
    requires: ['MSG-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = textOf(fresh());
      const first = await owner.need('send_message', { roomId, body, txnId: fresh() });
      await eventWhere(owner, roomId, (e) => e.content['body'] === body.body);

      const reply = await owner.call('send_message', { roomId, body, txnId: fresh() });

      const second = must.conform('send_message', reply);
      must.that(first.event_id !== second.event_id, 'second event_id', 'another', second.event_id);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['body'] === body.body);
      must.equal(listed.length, 2, 'number of listed messages');
    },
  },
  'txn-ids-of-two-users-do-not-meet': {
    title: 'One txnId used by two users on one path makes a message of each',
    requires: ['MSG-07'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const txnId = fresh();
      const bodies = [fresh(), fresh()] as const;
      await member.need('send_non_state_event', {
        roomId,
        eventType: 'com.example',
        body: { v: 1 },
      });
      await owner.need('send_message', { roomId, body: textOf(bodies[0]), txnId });
      await eventWhere(owner, roomId, (e) => e.content['body'] === bodies[0]);

      const reply = await member.call('send_message', { roomId, body: textOf(bodies[1]), txnId });

      must.succeed(reply);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.type === 'm.room.message');
      const found = listed.map((e) => String(e.content['body']));
      must.equal(found.toSorted(), bodies.toSorted(), 'messages in the room');
    },
  },
  'put-without-txn-sends-no-message': {
    title: 'PUT without a txnId sends no message',
    requires: ['SEND-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = textOf('once');
      const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'PUT', path, body }), 'refused');
      });
      await owner.need('send_message', { roomId, body, txnId: fresh() });
    },
  },
  'message-goes-to-room-named': {
    title: 'A message goes to the room named in the path and to no other room of its sender',
    requires: ['MSG-14'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const ways = [
        { roomId: kitchen, other: cellar },
        { roomId: cellar, other: kitchen },
      ];

      for (const { roomId, other } of ways) {
        const args = { roomId, body: textOf(roomId) };
        await must.unchanged(owner, other, () => owner.need('send_message', args));
        await eventWhere(owner, roomId, (e) => e.content['body'] === roomId);
      }
    },
  },
  ...messageCases,
  ...tokenCases('send_message', async (owner) => ({
    args: { roomId: await privateRoom(owner), body: textOf('Hello') },
  })),
});
