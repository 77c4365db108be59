import { wordOf } from '../../../harness/document/json.ts';
import { eventWhere, newest } from '../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { textOf } from './sending.ts';

/** PUTs that differ in their txnId or their user send a message each. */
export const transactions: Readonly<Record<string, CaseBody>> = {
  'new-txn-is-a-new-message': {
    title: 'A PUT with a new txnId sends a new message, even if the body is the same',
    requires: ['MSG-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const body = textOf(fresh());
      const first = await owner.need('send_message', { roomId, body, txnId: fresh() });
      await eventWhere(owner, roomId, (e) => e.content['body'] === body.body);

      const reply = await owner.call('send_message', { roomId, body, txnId: fresh() });

      const { event_id } = must.conform('send_message', reply);
      must.that(event_id !== first.event_id, 'second event_id', 'another one', event_id);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.content['body'] === body.body);
      must.equal(listed.length, 2, 'number of listed messages');
    },
  },
  'txn-ids-are-compared-exactly': {
    title:
      'PUTs whose txnIds differ by case, by a space, or only at their end, send a message each',
    requires: ['MSG-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const [start, long] = [`txn${fresh()}`, fresh().padEnd(120, 'x')];
      const spaced = [` ${start}`, `${start} `, `${start}+`];
      const longer = [`${start}.`, `${long}1`, `${long}2`, `${long}12`];
      const txnIds = [start, start.toUpperCase(), ...spaced, ...longer];

      const ids = new Set<string>();
      for (const txnId of txnIds) {
        const body = textOf(fresh());
        const reply = await owner.call('send_message', { roomId, body, txnId });
        ids.add(must.conform('send_message', reply).event_id);
      }

      must.equal(ids.size, txnIds.length, 'number of different ids answered');
      const listed = (await newest(owner, roomId)).filter((e) => e.type === 'm.room.message');
      must.equal(listed.length, txnIds.length, 'number of listed messages');
    },
  },
  'same-txn-of-two-users-is-two-messages': {
    title: 'Two users who use the same txnId in the same room send a message each',
    requires: ['MSG-07'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const txnId = fresh();
      const [first, second] = [fresh(), fresh()];
      const event = { roomId, eventType: 'com.example', body: { v: 1 } };
      await member.need('send_non_state_event', event);
      await owner.need('send_message', { roomId, body: textOf(first), txnId });
      await eventWhere(owner, roomId, (e) => e.content['body'] === first);

      const reply = await member.call('send_message', { roomId, body: textOf(second), txnId });

      must.succeed(reply);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.type === 'm.room.message');
      const texts = listed.map((e) => wordOf(e.content['body']));
      must.equal(texts.toSorted(), [first, second].toSorted(), 'messages in the room');
    },
  },
};
