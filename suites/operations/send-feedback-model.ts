import { eventWhere } from '../../harness/fixtures/pages.ts';
import { privateRoom } from '../../harness/fixtures/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

const eventType = 'm.room.message.feedback';
const text = { msgtype: 'm.text', body: 'Have you seen this?' };

/** Whether the target is there is nobody's business: any string does (FEED-12). */
const good = { type: 'read', target_event_id: '$some:event' };

/** Bodies that are no JSON, or JSON and no object (FEED-06). */
const notObjects = ['{"type":"read","target_event_id":', 'read', '[]', '"read"', '5', 'null'];

/** What feedback may be and what it may not. */
export const feedbackCases: Readonly<Record<string, CaseBody>> = {
  'feedback-is-read-as-json': {
    title: 'Feedback is read as JSON, however it is written',
    requires: ['FEED-05', 'META-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const target = fresh();
      const raw = ` {\n"target_event_id" : "${target}\\u0061" ,\t"type":"re\\u0061d"} \r\n`;

      const reply = await owner.call('send_feedback', { roomId, body: good }, { raw });
      must.on('FEED-05').succeed(reply);
      must.on('META-07').succeed(reply);
      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      const meant = { type: 'read', target_event_id: `${target}a` };
      must.on('META-07').include(content, meant, 'content of the feedback');
    },
  },
  'feedback-is-a-body': {
    title: 'A Feedback is a body; none, or one that is no JSON object, is 400 and sends nothing',
    requires: ['FEED-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, body: good };
      const options = { witness: owner, wrong: true } as const;

      must.succeed(await owner.call('send_feedback', args));
      await must.refuse(400, owner, 'send_feedback', args, { ...options, bodyless: true });
      for (const raw of notObjects) {
        await must.refuse(400, owner, 'send_feedback', args, { ...options, raw });
      }
    },
  },
  'bad-type-is-refused': {
    title: 'Feedback of a type other than delivered and read is 400 and is not sent',
    requires: ['FEED-08'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const options = { witness: owner, wrong: true } as const;

      for (const type of ['seen', '', 'READ', 'reads']) {
        const body = { ...good, type };
        await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      }
      const put = { roomId, body: { ...good, type: 'seen' }, txnId: fresh() };
      await must.refuse(400, owner, 'send_feedback', put, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'type-is-a-string': {
    title: 'Feedback whose type is no string is 400 and is not sent',
    requires: ['MODEL-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const options = { witness: owner, wrong: true } as const;

      for (const type of [5, null, ['read'], { read: true }]) {
        const body = { ...good, type };
        await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      }
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'delivered-and-read-are-types': {
    title: 'Feedback of the types delivered and read is sent as it is',
    requires: ['FEED-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      for (const type of ['delivered', 'read']) {
        const body = { ...good, type };
        must.succeed(await owner.call('send_feedback', { roomId, body }));
        await eventWhere(owner, roomId, (e) => e.content['type'] === type);
      }
    },
  },
  'missing-type-is-refused': {
    title: 'Feedback without a type is 400 and is not sent',
    requires: ['FEED-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = { target_event_id: good.target_event_id };

      const options = { witness: owner, wrong: true } as const;
      await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'missing-target-is-refused': {
    title: 'Feedback without a target_event_id is 400 and is not sent',
    requires: ['FEED-11'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = { type: good.type };

      const options = { witness: owner, wrong: true } as const;
      await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'target-is-a-string': {
    title: 'Feedback whose target_event_id is no string is 400 and is not sent',
    requires: ['MODEL-04'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const options = { witness: owner, wrong: true } as const;

      for (const target_event_id of [5, null, ['$some:event']]) {
        const body = { ...good, target_event_id };
        await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      }
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'target-comes-back': {
    title: 'Listed feedback names the event that was acknowledged',
    requires: ['FEED-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const { event_id } = await owner.need('send_message', { roomId, body: text });
      await owner.need('send_message', { roomId, body: text });

      const body = { type: 'read', target_event_id: event_id };
      await owner.need('send_feedback', { roomId, body });

      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      must.include(content, { target_event_id: event_id }, 'content of the feedback');
    },
  },
};
