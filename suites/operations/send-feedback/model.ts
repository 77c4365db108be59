import { eventWhere, feedbackOn } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';

const eventType = 'm.room.message.feedback';

/** Bodies that are no JSON, or JSON and no object (FEED-06). */
const notObjects = ['{"type":"read","target_event_id":', 'read', '[]', '"read"', '5', 'null'];

/** What feedback may be and what it may not. */
export const feedbackCases: Readonly<Record<string, CaseBody>> = {
  'feedback-is-read-as-json': {
    title: 'Feedback is read as JSON, however it is written',
    requires: ['FEED-05', 'META-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('send_feedback', { roomId, body: await feedbackOn(owner, roomId) });
      const body = await feedbackOn(owner, roomId);
      const target = JSON.stringify(body.target_event_id);
      const raw = ` {\n"target_\\u0065vent_id" : ${target} ,\t"type":"re\\u0061d"} \r\n`;

      const reply = await owner.call('send_feedback', { roomId, body }, { raw });
      must.on('FEED-05').succeed(reply);
      must.on('META-07').succeed(reply);
      const aim = body.target_event_id;
      const isIt = (e: MessageEvent): boolean => e.content['target_event_id'] === aim;
      const { content } = await eventWhere(owner, roomId, isIt);
      must.on('META-07').include(content, body, 'content of the feedback');
    },
  },
  'feedback-is-a-body': {
    title: 'A Feedback is a body; none, or one that is no JSON object, is 400 and sends nothing',
    requires: ['FEED-06'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, body: await feedbackOn(owner, roomId) };
      const options = { observer: owner, wrong: true } as const;

      await owner.need('send_feedback', args);
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
      const good = await feedbackOn(owner, roomId);
      const options = { observer: owner, wrong: true } as const;

      for (const type of ['seen', '', 'READ', 'reads']) {
        const body = { ...good, type };
        await must.refuse(400, owner, 'send_feedback', { roomId, body }, options);
      }
      const put = { roomId, body: { ...good, type: 'seen' }, txnId: fresh() };
      await must.refuse('refused', owner, 'send_feedback', put, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'type-is-a-string': {
    title: 'Feedback whose type is no string is 400 and is not sent',
    requires: ['MODEL-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const good = await feedbackOn(owner, roomId);
      const options = { observer: owner, wrong: true } as const;

      for (const type of [5, true, ['read'], { read: true }]) {
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
      const good = await feedbackOn(owner, roomId);

      for (const type of ['delivered', 'read']) {
        const body = { ...good, type };
        must.succeed(await owner.call('send_feedback', { roomId, body }));
        await eventWhere(owner, roomId, (e) => e.type === eventType && e.content['type'] === type);
      }
    },
  },
  'missing-type-is-refused': {
    title: 'Feedback without a type is 400 and is not sent',
    requires: ['FEED-10', 'MODEL-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const good = await feedbackOn(owner, roomId);
      const options = { observer: owner, wrong: true } as const;

      const without = { roomId, body: { target_event_id: good.target_event_id } };
      await must.refuse(400, owner, 'send_feedback', without, options);
      const none = { roomId, body: { ...good, type: null } };
      await must.on('MODEL-05').refuse(400, owner, 'send_feedback', none, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'missing-target-is-refused': {
    title: 'Feedback without a target_event_id is 400 and is not sent',
    requires: ['FEED-11', 'MODEL-04'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const good = await feedbackOn(owner, roomId);
      const options = { observer: owner, wrong: true } as const;

      const without = { roomId, body: { type: good.type } };
      await must.refuse(400, owner, 'send_feedback', without, options);
      const none = { roomId, body: { ...good, target_event_id: null } };
      await must.on('MODEL-04').refuse(400, owner, 'send_feedback', none, options);
      await owner.need('send_feedback', { roomId, body: good });
    },
  },
  'target-is-a-string': {
    title: 'Feedback whose target_event_id is no string is 400 and is not sent',
    requires: ['MODEL-04'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const good = await feedbackOn(owner, roomId);
      const options = { observer: owner, wrong: true } as const;

      for (const target_event_id of [5, true, [good.target_event_id], {}]) {
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
      const body = await feedbackOn(owner, roomId);
      await feedbackOn(owner, roomId);

      await owner.need('send_feedback', { roomId, body });

      const { target_event_id } = body;
      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      must.include(content, { target_event_id }, 'content of the feedback');
    },
  },
};
