import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isObject, objectsAt } from '../../../harness/document/json.ts';
import { textOf } from './sending.ts';

/** A sent message is listed as it was sent. */
export const success: Readonly<Record<string, CaseBody>> = {
  'sent-message-is-listed': {
    title: 'A sent message is listed once in messages, for its sender and for another member',
    requires: ['MSG-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const texts = [fresh(), fresh(), fresh(), fresh()];
      const contentOf = (text: string) => ({ ...textOf(text), 'com.example.of': text });

      for (const [i, text] of texts.entries()) {
        const sender = i % 2 === 0 ? member : owner;
        await sender.need('send_message', { roomId, body: contentOf(text) });
      }

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        for (const text of texts) {
          const [event, ...more] = events.filter((e) => e.content['body'] === text);
          must.equal(event?.type, 'm.room.message', `type of a message that ${reader.name} reads`);
          must.include(event?.content, contentOf(text), `message that ${reader.name} reads`);
          must.equal(more.length, 0, `number of further copies that ${reader.name} reads`);
        }
      }
    },
  },
  'message-is-kept-to-the-letter': {
    title: 'A message comes back character by character, with its white space and markup',
    requires: ['MSG-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const texts = ['  two before, one after ', '<b>1 & 2</b> "three" &amp; \'four\''];

      for (const text of texts) {
        const mark = fresh();
        const body = { ...textOf(text), 'com.example.of': mark };
        await owner.need('send_message', { roomId, body });
        const event = await eventWhere(owner, roomId, (e) => e.content['com.example.of'] === mark);
        must.include(event.content, body, 'content of the message');
      }
    },
  },
  'listed-message-has-its-msgtype': {
    title: 'A listed message has the msgtype it was sent with',
    requires: ['MODEL-02'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('send_message', { roomId, body: { msgtype: 'm.emote', body: 'waves' } });

      const event = await eventWhere(owner, roomId, (e) => e.type === 'm.room.message');
      must.equal(event.content['msgtype'], 'm.emote', 'msgtype of the message');
    },
  },
  'listed-events-have-id-room-type-and-content': {
    title: 'Every listed event has an event_id, a room_id, a type and a content',
    requires: ['MODEL-26', 'MODEL-30'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      await bring(owner, roomId, member);
      await owner.need('send_message', { roomId, body: textOf('Hello') });
      await owner.need('send_feedback', { roomId, body: await feedbackOn(owner, roomId) });
      const plain = { roomId, eventType: 'com.example.conf', body: { v: 1 } };
      await owner.need('send_non_state_event', plain);

      const args = { roomId, limit: 100 };
      const reply = await member.call('get_messages', args, { undeclared: { dir: 'b' } });
      const events = objectsAt(isObject(reply.json) ? reply.json : {}, 'chunk');
      if (events.length === 0) {
        must.notApplicable('MODEL-26', 'no event is listed');
        must.notApplicable('MODEL-30', 'no event is listed');
        return;
      }
      for (const name of ['event_id', 'room_id', 'type']) {
        const bad = events.find((e) => typeof e[name] !== 'string' || e[name] === '');
        must.on('MODEL-26').that(bad === undefined, `${name} of an event`, 'a string', bad);
      }
      for (const { type, content } of events) {
        must.on('MODEL-30').that(isObject(content), 'content of an event', 'an object', content);
        const msgtype = isObject(content) ? content['msgtype'] : undefined;
        const right = type !== 'm.room.message' || typeof msgtype === 'string';
        must.on('MODEL-30').that(right, 'content of a message', 'a string msgtype', content);
      }
    },
  },
};
