import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isObject, objectsAt, wordOf } from '../../../harness/document/json.ts';
import { eventType } from './sending.ts';

/** A sent event is listed, under the type of its path. */
export const success: Readonly<Record<string, CaseBody>> = {
  'sent-event-is-listed': {
    title: 'A sent event is listed once in messages, for its sender and for another member',
    requires: ['SEND-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const mark = fresh();
      const types = ['com.example.a', 'com.example.b', 'com.example.c', 'org.example.d'];

      for (const [i, each] of types.entries()) {
        const sender = i % 2 === 0 ? member : owner;
        await sender.need('send_non_state_event', { roomId, eventType: each, body: { mark, i } });
      }

      for (const reader of [owner, member]) {
        const events = await newest(reader, roomId);
        const listed = events.filter((e) => e.content['mark'] === mark);
        const numbers = listed.map((e) => wordOf(e.content['i'])).toSorted();
        must.equal(numbers, ['0', '1', '2', '3'], `sent events that ${reader.name} reads`);
      }
    },
  },
  'sent-event-shows-in-initial-sync': {
    title: 'A sent event is among the newest messages in initialSync, like a message',
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
        const why = 'initialSync does not show the newest message either, see SYNC-09';
        must.notApplicable('SEND-03', why);
        return;
      }
      must.that(ids.includes(sent.event_id), 'messages of initialSync', sent.event_id, ids);
    },
  },
  'path-decides-type': {
    title: 'The type of an event is the event type in the path, character by character',
    requires: ['SEND-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const types = ['com.example.conf', 'com.example.Conf_2-b~', 'plain'];

      for (const each of types) {
        const mark = fresh();
        const body = { mark, type: 'com.example.other' };
        await owner.need('send_non_state_event', { roomId, eventType: each, body });
        const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === mark);
        must.equal(event.type, each, 'type of the event');
      }
    },
  },
};
