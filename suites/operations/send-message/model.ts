import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isObject, objectsAt } from '../../../harness/document/json.ts';

const text = { msgtype: 'm.text', body: 'Hello' };

/** Bodies that are no JSON, or JSON and no object (SEND-11). */
const notObjects = ['{"msgtype":"m.text","body":', 'Hello', '[]', '"m.text"', '5', 'null'];

/** What a message may be, what it may not, and how it is listed. */
export const messageCases: Readonly<Record<string, CaseBody>> = {
  'message-is-read-as-json': {
    title: 'A message is read as JSON, however it is written',
    requires: ['MSG-08', 'META-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const run = fresh();
      const body = '"\\u0061\\n\\"b\\\\"';
      const raw = ` {\n"body" : ${body} ,\t"run":"${run}", "msgtype":"m.te\\u0078t"} \r\n`;
      await owner.need('send_message', { roomId, body: text });

      const reply = await owner.call('send_message', { roomId, body: text }, { raw });
      must.on('MSG-08').succeed(reply);
      must.on('META-07').succeed(reply);
      const { content } = await eventWhere(owner, roomId, (e) => e.content['run'] === run);
      const meant = { msgtype: 'm.text', body: 'a\n"b\\' };
      must.on('META-07').include(content, meant, 'content of the message');
    },
  },
  'message-is-a-body': {
    title: 'A Message is a body; without a body nothing is sent',
    requires: ['MSG-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      must.succeed(await owner.call('send_message', { roomId, body: text }));
      const options = { observer: owner, wrong: true, bodyless: true } as const;
      await must.refuse('refused', owner, 'send_message', { roomId, body: text }, options);
    },
  },
  'no-object-is-no-message': {
    title: 'A body that is no JSON object is 400 and sends no message',
    requires: ['SEND-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, body: text };
      const options = { observer: owner, wrong: true } as const;

      for (const raw of notObjects) {
        await must.refuse(400, owner, 'send_message', args, { ...options, raw });
      }
      await owner.need('send_message', args);
    },
  },
  'message-without-msgtype-is-refused': {
    title: 'A message without a msgtype is 400 and is not sent',
    requires: ['MSG-10'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const options = { observer: owner, wrong: true } as const;

      for (const body of [{ body: 'x' }, {}]) {
        await must.refuse(400, owner, 'send_message', { roomId, body }, options);
      }
      const put = { roomId, body: { body: 'x' }, txnId: fresh() };
      await must.refuse('refused', owner, 'send_message', put, options);
      await owner.need('send_message', { roomId, body: { msgtype: 'm.text', body: 'x' } });
    },
  },
  'msgtype-is-a-string': {
    title: 'A message whose msgtype is no string is 400 and is not sent',
    requires: ['MSG-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const options = { observer: owner, wrong: true } as const;

      for (const msgtype of [5, null, true, ['m.text'], { 'm.text': 'm.text' }]) {
        const body = { msgtype, body: 'x' };
        await must.refuse(400, owner, 'send_message', { roomId, body }, options);
      }
      await owner.need('send_message', { roomId, body: text });
    },
  },
  'msgtype-suffices': {
    title: 'A msgtype alone makes a message',
    requires: ['MSG-12'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = { msgtype: 'com.example.ping' };
      await owner.need('send_message', { roomId, body: { ...body, body: 'with a body' } });

      const plain = await owner.call('send_message', { roomId, body: { msgtype: 'm.text' } });
      reading('message-without-body', plain.status === 200 ? 'accepted' : 'refused');
      must.succeed(await owner.call('send_message', { roomId, body }));
      await eventWhere(owner, roomId, (e) => e.content['body'] === 'with a body');
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['msgtype'] === body.msgtype);
      must.equal(listed.length, 2, 'number of messages of that msgtype');
    },
  },
  'any-msgtype-is-legal': {
    title: 'A message of a msgtype that nobody knows is sent and listed as it is',
    requires: ['MSG-13'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('send_message', { roomId, body: text });

      for (const msgtype of ['com.example.x', 'Poem']) {
        const body = { msgtype, body: fresh() };
        must.succeed(await owner.call('send_message', { roomId, body }));
        await eventWhere(owner, roomId, (e) => e.content['body'] === text.body);
        const events = await newest(owner, roomId);
        const listed = events.find((e) => e.content['body'] === body.body);
        must.include(listed?.content, body, 'content of the message');
      }
    },
  },
  'listed-message-has-its-msgtype': {
    title: 'Every listed message has the string msgtype it was sent with',
    requires: ['MODEL-02'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('send_message', { roomId, body: { msgtype: 'm.emote', body: 'waves' } });

      const event = await eventWhere(owner, roomId, (e) => e.type === 'm.room.message');
      must.equal(event.content['msgtype'], 'm.emote', 'msgtype of the message');
    },
  },
  'further-keys-survive': {
    title: 'The further keys of a message come back as they were sent',
    requires: ['MODEL-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = {
        ...text,
        body: fresh(),
        url: 'mxc://example.org/cat',
        info: { w: 3, h: 4, mimetype: 'image/png', 'com.example.list': [1, 'two', null] },
        'com.example.flag': false,
      };
      await owner.need('send_message', { roomId, body: text });

      must.succeed(await owner.call('send_message', { roomId, body }));
      const event = await eventWhere(owner, roomId, (e) => e.content['body'] === body.body);
      must.include(event.content, body, 'content of the message');
    },
  },
  'listed-events-have-what-events-have': {
    title: 'Everything in messages carries an event_id, a room_id, a type and a content',
    requires: ['MODEL-26', 'MODEL-30'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      await bring(owner, roomId, member);
      await owner.need('send_message', { roomId, body: text });
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
        const said = type !== 'm.room.message' || typeof msgtype === 'string';
        must.on('MODEL-30').that(said, 'content of a message', 'a string msgtype', content);
      }
    },
  },
};
