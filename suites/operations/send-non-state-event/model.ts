import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';

const eventType = 'com.example.conf';

/** Bodies that are no JSON, or JSON and no object (SEND-11). */
const notObjects = ['{"a":', 'plain text', '["a"]', '"text"', '5', 'true', 'null'];

/** What a body may be, and what the models say about an event that was sent. */
export const eventCases: Readonly<Record<string, CaseBody>> = {
  'json-body-is-understood': {
    title: 'A body of type application/json is read as JSON, however it is written',
    requires: ['SEND-08', 'META-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const run = fresh();
      const raw = `\r\n { "number" :\t5 , "word" : "\\u0061\\/\\"b" ,"run":"${run}"}\n`;

      const args = { roomId, eventType, body: { v: 1 } };
      await owner.need('send_non_state_event', args);

      const reply = await owner.call('send_non_state_event', args, { raw });
      must.on('SEND-08').succeed(reply);
      must.on('META-07').succeed(reply);
      const { content } = await eventWhere(owner, roomId, (e) => e.content['run'] === run);
      must.on('META-07').include(content, { number: 5, word: 'a/"b' }, 'content of the event');
    },
  },
  'object-is-a-body': {
    title: 'Any JSON object is a content, the empty one and nested ones included',
    requires: ['SEND-09', 'SEND-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const nested = { a: [1, { b: null }], c: { d: { e: [[], {}] } }, f: null };
      const emptyType = 'com.example.empty';

      const full = await owner.call('send_non_state_event', { roomId, eventType, body: nested });
      must.on('SEND-09').succeed(full);
      const none = { roomId, eventType: emptyType, body: {} };
      must.on('SEND-10').succeed(await owner.call('send_non_state_event', none));

      const { content } = await eventWhere(owner, roomId, (e) => e.type === eventType);
      must.on('SEND-10').include(content, nested, 'content of the event');
      const types = (await newest(owner, roomId)).map((e) => e.type);
      must.on('SEND-10').that(types.includes(emptyType), 'types listed', `${emptyType} too`, types);
    },
  },
  'values-keep-their-kind': {
    title: 'The values of a content are whatever JSON was sent, and no key is asked for',
    requires: ['MODEL-29'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = {
        run: fresh(),
        text: '5',
        empty: '',
        number: 5,
        zero: 0,
        negative: -3,
        large: 9007199254740991,
        yes: true,
        no: false,
        nothing: null,
        list: ['5', 5, null],
        object: {},
      };
      await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });

      must.succeed(await owner.call('send_non_state_event', { roomId, eventType, body }));
      const event = await eventWhere(owner, roomId, (e) => e.content['run'] === body.run);
      must.include(event.content, body, 'content of the event');
    },
  },
  'no-object-is-refused': {
    title: 'A body that is no JSON object is 400 and sends nothing',
    requires: ['SEND-11'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const args = { roomId, eventType, body: { v: 1 } };
      const options = { observer: owner, wrong: true } as const;

      const absent = { ...options, bodyless: true } as const;
      await must.refuse(400, owner, 'send_non_state_event', args, absent);
      for (const raw of notObjects) {
        await must.refuse(400, owner, 'send_non_state_event', args, { ...options, raw });
      }
      const put = { ...args, txnId: fresh() };
      await must.refuse('refused', owner, 'send_non_state_event', put, { ...options, raw: '[]' });
      await owner.need('send_non_state_event', args);
    },
  },
  'listed-under-the-id-answered': {
    title: 'An event is listed under the event_id that its sender was given',
    requires: ['MODEL-28', 'CONV-10'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const read = await feedbackOn(owner, roomId);
      const [event, message, put] = [fresh(), fresh(), fresh()];
      const text = { msgtype: 'm.text', body: message };
      const twin = { roomId, eventType, body: { put }, txnId: fresh() };

      const sent = new Map([
        [event, await owner.need('send_non_state_event', { roomId, eventType, body: { event } })],
        [message, await member.need('send_message', { roomId, body: text })],
        [read.target_event_id, await owner.need('send_feedback', { roomId, body: read })],
        [put, await member.need('send_non_state_event', twin)],
      ]);

      for (const [mark, { event_id }] of sent) {
        must.on('CONV-10').that(event_id !== '', 'event_id', 'a non-empty string', event_id);
        const holdsMark = (e: MessageEvent): boolean => Object.values(e.content).includes(mark);
        const listed = await eventWhere(member, roomId, holdsMark);
        must.on('MODEL-28').equal(listed.event_id, event_id, 'id under which the event is listed');
      }
    },
  },
  'event-ids-are-unique': {
    title: 'No two events have one id: of any type, room, sender, by any view',
    requires: ['MODEL-22'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const rooms = [await privateRoom(owner, { topic: 'a' }), await privateRoom(owner)];
      for (const roomId of rooms) await bring(owner, roomId, member);
      const scenes = await Promise.all(
        rooms.map(async (roomId) => ({ roomId, feedback: await feedbackOn(owner, roomId) })),
      );

      const acts = scenes.flatMap(({ roomId, feedback }) =>
        [owner, member].flatMap((sender) => [
          sender.need('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
          sender.need('send_non_state_event', { roomId, eventType, body: { v: 2 } }),
          sender.need('send_message', { roomId, body: { msgtype: 'm.text', body: sender.name } }),
          sender.need('send_feedback', { roomId, body: feedback }),
        ]),
      );
      const sent = (await Promise.all(acts)).map((e) => e.event_id);
      must.equal(new Set(sent).size, sent.length, 'number of different ids answered');

      const seen = new Map<string, string>();
      for (const roomId of rooms) {
        const views = [
          await newest(owner, roomId),
          await newest(member, roomId),
          await owner.need('get_state_events', { roomId }),
        ];
        for (const view of views) {
          const ids = view.map((e) => e.event_id);
          must.equal(new Set(ids).size, ids.length, 'number of different ids in one view');
          for (const { event_id, type } of view) {
            const event = `${type} in ${roomId}`;
            must.equal(seen.get(event_id) ?? event, event, `event with the id ${event_id}`);
            seen.set(event_id, event);
          }
        }
        const [one, other] = views.map((view) =>
          view.filter((e) => e.type === eventType).map((e) => e.event_id),
        );
        must.equal(other?.toSorted(), one?.toSorted(), 'ids that another member sees');
      }
    },
  },
  'event-id-is-not-the-senders': {
    title: 'An event_id key in a content does not become the id of the event',
    requires: ['MODEL-23'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const { event_id } = await owner.need('send_non_state_event', {
        roomId,
        eventType,
        body: { v: 1 },
      });
      const body = { event_id, run: fresh() };

      const sent = await owner.need('send_non_state_event', { roomId, eventType, body });
      must.that(sent.event_id !== event_id, 'event_id answered', 'another', sent.event_id);
      const event = await eventWhere(owner, roomId, (e) => e.content['run'] === body.run);
      must.that(event.event_id !== event_id, 'event_id listed', 'another', event.event_id);
    },
  },
  'room-id-is-not-the-senders': {
    title: 'A room_id key in a content does not become the room of the event',
    requires: ['MODEL-24'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const elsewhere = await privateRoom(owner);
      const body = { room_id: elsewhere, run: fresh() };

      await must.unchanged(owner, elsewhere, () =>
        owner.need('send_non_state_event', { roomId, eventType, body }),
      );
      const event = await eventWhere(owner, roomId, (e) => e.content['run'] === body.run);
      must.equal(event.room_id, roomId, 'room_id of the event');
    },
  },
};
