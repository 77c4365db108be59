import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { bring, getState, privateRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { isObject, objectsAt } from '../../../harness/document/json.ts';
import { eventCases } from './model.ts';
import { senderCases } from './senders.ts';
import { tokenCases } from '../shared/tokens.ts';

const eventType = 'com.example.conf';

export const sendNonStateEvent = suite('send_non_state_event', {
  'member-sends-event': {
    title: 'A joined member sends an event and is given its id',
    requires: ['SEND-01', 'SEND-02'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const sender of [owner, member]) {
        const reply = await sender.call('send_non_state_event', { roomId, eventType, body: {} });
        must.on('SEND-01').succeed(reply);
        const { event_id } = must.on('SEND-02').conform('send_non_state_event', reply);
        must.on('SEND-02').that(event_id !== '', 'event_id', 'a non-empty string', event_id);
      }
    },
  },
  'sent-event-is-listed': {
    title: 'A sent event shows once in messages, to its sender and to another member',
    requires: ['SEND-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const run = fresh();
      const sent = ['com.example.a', 'com.example.b', 'com.example.c', 'org.example.d'];

      for (const [i, each] of sent.entries()) {
        const sender = i % 2 === 0 ? member : owner;
        await sender.need('send_non_state_event', { roomId, eventType: each, body: { run, i } });
      }

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        const listed = events.filter((e) => e.content['run'] === run);
        const numbers = listed.map((e) => String(e.content['i'])).toSorted();
        must.equal(numbers, ['0', '1', '2', '3'], `sent events that ${reader.name} finds`);
      }
    },
  },
  'sent-event-shows-in-initial-sync': {
    title: 'A sent event is among the newest messages of initialSync, as a message is',
    requires: ['SEND-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const text = { msgtype: 'm.text', body: 'before it' };
      const message = await owner.need('send_message', { roomId, body: text });
      const body = { v: 1 };
      const sent = await owner.need('send_non_state_event', { roomId, eventType, body });

      const options = { undeclared: { limit: '20' } };
      const { json } = await owner.call('get_room_sync_data', { roomId }, options);
      const messages = isObject(json) ? json['messages'] : undefined;
      const ids = objectsAt(isObject(messages) ? messages : {}, 'chunk').map((e) => e['event_id']);
      if (!ids.includes(message.event_id)) {
        must.notApplicable(
          'SEND-03',
          'initialSync does not show the newest message either (SYNC-09)',
        );
        return;
      }
      must.that(ids.includes(sent.event_id), 'messages of initialSync', sent.event_id, ids);
    },
  },
  'equal-events-stay-two': {
    title: 'Two events of one type and content are two events, and both stay in messages',
    requires: ['SEND-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = { run: fresh() };

      const first = await owner.need('send_non_state_event', { roomId, eventType, body });
      await eventWhere(owner, roomId, (e) => e.content['run'] === body.run);
      const second = await owner.need('send_non_state_event', { roomId, eventType, body });

      must.that(first.event_id !== second.event_id, 'second event_id', 'another', second.event_id);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['run'] === body.run);
      must.equal(listed.length, 2, 'number of listed events');
    },
  },
  'event-is-not-state': {
    title: 'A sent event is no state of the room',
    requires: ['SEND-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const run = fresh();
      await owner.need('send_non_state_event', { roomId, eventType, body: { run } });

      const state = await owner.need('get_state_events', { roomId });
      const types = state.map((e) => e.type);
      must.that(!types.includes(eventType), 'types in state', `no ${eventType}`, types);
      const content = await getState(owner, roomId, eventType);
      const read = isObject(content.json) ? content.json['run'] : undefined;
      must.that(read !== run, 'state of the type of the event', 'not its content', read);
      const event = await eventWhere(owner, roomId, (e) => e.content['run'] === run);
      const key = event['state_key'];
      must.that(typeof key !== 'string', 'state_key of the event', 'none', key);
    },
  },
  'put-twin-sends': {
    title: 'PUT with a txnId sends an event as POST does',
    requires: ['SEND-05'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const sent = { roomId, eventType, body: { run: fresh() } };
      await owner.need('send_non_state_event', sent);

      const args = { roomId, eventType, body: { run: fresh() }, txnId: fresh() };
      must.succeed(await owner.call('send_non_state_event', args));

      await eventWhere(member, roomId, (e) => e.content['run'] === sent.body.run);
      const events = await newest(member, roomId);
      const listed = events.filter((e) => e.content['run'] === args.body.run).map((e) => e.type);
      must.equal(listed, [eventType], 'types of the events listed for the PUT');
    },
  },
  'replayed-put-is-one-event': {
    title: 'A PUT repeated with its txnId answers the first event_id and sends nothing more',
    requires: ['SEND-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, eventType, body: { run: fresh() }, txnId: fresh() };
      const first = await owner.need('send_non_state_event', args);
      await eventWhere(owner, roomId, (e) => e.content['run'] === args.body.run);

      for (const time of ['second', 'third']) {
        const reply = await owner.call('send_non_state_event', args);
        must.succeed(reply);
        must.include(reply.json, { event_id: first.event_id }, `answer of the ${time} PUT`);
        const events = await newest(owner, roomId);
        const listed = events.filter((e) => e.content['run'] === args.body.run);
        must.equal(listed.length, 1, `number of events after the ${time} PUT`);
      }
    },
  },
  'put-without-txn-is-refused': {
    title: 'PUT without a txnId sends nothing',
    requires: ['SEND-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const path = `/rooms/${encodeURIComponent(roomId)}/send/${eventType}`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'PUT', path, body: { v: 1 } }), 'refused');
      });
      const args = { roomId, eventType, body: { v: 1 }, txnId: fresh() };
      await owner.need('send_non_state_event', args);
    },
  },
  'event-goes-to-room-named': {
    title: 'An event goes to the room named in the path and to no other room of its sender',
    requires: ['SEND-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const ways = [
        { roomId: kitchen, other: cellar },
        { roomId: cellar, other: kitchen },
      ];

      for (const { roomId, other } of ways) {
        const args = { roomId, eventType, body: { meant: roomId } };
        await must.unchanged(owner, other, () => owner.need('send_non_state_event', args));
        await eventWhere(owner, roomId, (e) => e.content['meant'] === roomId);
      }
    },
  },
  'type-cannot-be-left-out': {
    title: 'Nothing is sent by a path without an event type',
    requires: ['SEND-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const path = `/rooms/${encodeURIComponent(roomId)}/send`;

      await must.unchanged(owner, roomId, async () => {
        must.status(await owner.send({ method: 'POST', path, body: { v: 1 } }), 'refused');
      });
      await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });
    },
  },
  'path-decides-type': {
    title: 'The type of an event is the segment of its path, letter by letter',
    requires: ['SEND-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const types = ['com.example.conf', 'com.example.Conf_2-b~', 'plain'];

      for (const each of types) {
        const run = fresh();
        const body = { run, type: 'com.example.other' };
        await owner.need('send_non_state_event', { roomId, eventType: each, body });
        const event = await eventWhere(owner, roomId, (e) => e.content['run'] === run);
        must.equal(event.type, each, 'type of the event');
      }
    },
  },
  ...eventCases,
  ...senderCases,
  ...tokenCases('send_non_state_event', async (owner) => ({
    args: { roomId: await privateRoom(owner), eventType, body: { v: 1 } },
  })),
});
