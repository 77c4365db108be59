import type { Reply } from '../../../harness/judge/user.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { wordOf } from '../../../harness/document/json.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { allOf, eventWhere, idsIn, newest, say } from '../../../harness/world/pages.ts';
import { leave, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
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
      'PUTs whose txnIds differ by case, by a space, by a zero in front or only at their end, send a message each, however often they are sent',
    requires: ['MSG-06', 'MSG-04', 'MSG-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const before = await idsIn(owner, roomId);
      const [start, long] = [`txn${fresh()}`, fresh().padEnd(120, 'x')];
      const spaced = [` ${start}`, `${start} `, `${start}+`];
      const longer = [`${start}.`, `${long}1`, `${long}2`, `${long}12`];
      const digits = fresh().replaceAll(/\D/g, (letter) => `${letter.charCodeAt(0)}`);
      const numbers = [digits, `0${digits}`];
      const repeated = [start, `${start}+`, `${long}12`];
      const txnIds = [start, start.toUpperCase(), ...spaced, ...longer, ...numbers];

      const ids = new Set<string>();
      const answers: { readonly event_id: string; readonly again: Reply }[] = [];
      const ofPuts = must.on('MSG-04');
      for (const txnId of txnIds) {
        const body = textOf(fresh());
        const reply = await owner.call('send_message', { roomId, body, txnId });
        const { status } = reply;
        ofPuts.violatedIf(!isSuccess(reply), 'status of a PUT', 'a success', status);
        const { event_id } = must.conform('send_message', reply);
        ids.add(event_id);
        if (!repeated.includes(txnId)) continue;
        const again = await owner.call('send_message', { roomId, body, txnId });
        answers.push({ event_id, again });
      }

      must.equal(ids.size, txnIds.length, 'number of different ids answered');
      for (const { event_id, again } of answers)
        must.on('MSG-05').include(again.json, { event_id }, 'answer to a repeated PUT');
      const isSent = (e: MessageEvent): boolean =>
        e.type === 'm.room.message' && !before.has(e.event_id);
      const listed = await allOf(owner, roomId, txnIds.length, isSent);
      must.equal(listed.length, txnIds.length, 'number of listed messages');
      ofPuts.equal(listed.length, txnIds.length, 'number of messages that PUTs sent');

      const zero = { roomId, body: textOf(fresh()), txnId: '0' };
      const first = await owner.call('send_message', zero);
      const isIt = (e: MessageEvent): boolean => e.content['body'] === zero.body.body;
      // Somebody may have used it before: then it is answered as it was then.
      if (!isSuccess(first) || !(await newest(owner, roomId)).some(isIt)) return;
      const { json } = await owner.call('send_message', zero);
      must
        .on('MSG-05')
        .include(json, { event_id: at(first.json, 'event_id') }, 'answer to a repeated PUT');
    },
  },
  'replay-after-leaving-is-answered': {
    title:
      'A PUT repeated after its sender left the room gets the first event_id and sends nothing',
    requires: ['MSG-05'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const put = { roomId, body: textOf(fresh()), txnId: fresh() };
      const { event_id } = await member.need('send_message', put);
      await eventWhere(owner, roomId, (e) => e.content['body'] === put.body.body);
      const again = await member.need('send_message', put);
      if (again.event_id !== event_id)
        throw new Broken('a PUT that is repeated at once is another');
      // Nothing of this is a PUT with another txnId, which a server may remember in place of the first one.
      await say(member, roomId, 'one', 'two');
      await say(owner, roomId, 'three', 'four', 'five', 'six');
      await leave(owner, roomId, member);

      const reply = await must.unchanged(
        owner,
        roomId,
        () => member.call('send_message', put),
        'send_message',
      );

      must.succeed(reply);
      must.include(reply.json, { event_id }, 'answer to the repeated PUT');
    },
  },
  'same-txn-of-two-users-is-two-messages': {
    title: 'Two users who use the same txnId in the same room send a message each',
    requires: ['MSG-07'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const txnId = fresh();
      const before = await idsIn(owner, roomId);
      const [first, second] = [fresh(), fresh()];
      const event = { roomId, eventType: 'com.example', body: { v: 1 } };
      await member.need('send_non_state_event', event);
      await owner.need('send_message', { roomId, body: textOf(first), txnId });
      await eventWhere(owner, roomId, (e) => e.content['body'] === first);

      const reply = await member.call('send_message', { roomId, body: textOf(second), txnId });

      must.succeed(reply);
      const events = await newest(owner, roomId);
      const listed = events.filter((e) => e.type === 'm.room.message' && !before.has(e.event_id));
      const texts = listed.map((e) => wordOf(e.content['body']));
      must.equal(texts.toSorted(), [first, second].toSorted(), 'messages in the room');
    },
  },
};
