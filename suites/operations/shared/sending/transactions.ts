import { includes } from '../../../../harness/judge/compare.ts';
import { encodePart } from '../../../../harness/document/routes.ts';
import { at } from '../../../../harness/world/answers.ts';
import { eventWhere, idsIn, newest } from '../../../../harness/world/pages.ts';
import { privateRoom, openRoomWith } from '../../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../../harness/run/case.ts';
import type { Sending, SendOperation } from './operation.ts';

/** The PUT with a txnId. */
export function transactionCases<N extends SendOperation>(
  sending: Sending<N>,
): Readonly<Record<string, CaseBody>> {
  const { operation, noun, thing, eventType, request, isSent, requires } = sending;
  const { repeatsWithOtherBodies, putWith = [{}] } = sending;
  return {
    [`put-with-txn-sends-${noun}`]: {
      title: `PUT with a txnId sends ${thing} as POST does, with all of its content, and a POST after it sends another`,
      requires: [requires.put, 'SEND-04'],
      async run({ users, must, fresh }) {
        const [owner, member] = await users('owner', 'member');
        const roomId = await openRoomWith(owner, member);
        const more = { more: { of: ['it', null, { n: 0 }] }, nothing: null, none: [], no: false };
        const posted = await request(owner, roomId, fresh);
        const ofPost = { ...posted.args.body, ...more };
        await owner.need(operation, { ...posted.args, body: ofPost });

        const puts = [];
        for (const own of putWith) {
          const { args, isIt } = await request(owner, roomId, fresh);
          const body = { ...args.body, ...own, ...more };
          const reply = await owner.call(operation, { ...args, body, txnId: fresh() });
          must.succeed(reply);
          puts.push({ args: { ...args, body }, body, isIt, id: at(reply.json, 'event_id') });
        }

        const { content } = await eventWhere(member, roomId, posted.isIt);
        const events = await newest(member, roomId);
        for (const { body, isIt } of puts) {
          const listed = events.filter(isIt);
          const types = listed.map((e) => e.type);
          must.equal(types, [eventType], 'types of the events that the PUT sent');
          // What a POST loses as well is reported by other cases.
          if (!includes(content, ofPost)) continue;
          for (const event of listed)
            must.include(event.content, body, 'content that the PUT sent');
        }
        const last = puts.at(-1);
        if (last === undefined) return;
        const { event_id } = await owner.need(operation, last.args);
        const isNew = event_id !== last.id;
        must.on('SEND-04').that(isNew, 'event_id of a POST after the PUT', 'another one', event_id);
      },
    },
    [`replayed-put-is-one-${noun}`]: {
      title: `A PUT repeated with its txnId${repeatsWithOtherBodies ? ', whatever its body,' : ''} gets the first event_id and sends nothing more`,
      requires: [requires.sameTxn],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const txnId = fresh();
        const before = await idsIn(owner, roomId);
        const { args, isIt } = await request(owner, roomId, fresh);
        const other = repeatsWithOtherBodies ? (await request(owner, roomId, fresh)).args : args;
        const { event_id } = await owner.need(operation, { ...args, txnId });
        await eventWhere(owner, roomId, isSent);

        for (const repeated of [args, other, args]) {
          const reply = await owner.call(operation, { ...repeated, txnId });
          must.succeed(reply);
          must.include(reply.json, { event_id }, 'answer to the repeated PUT');
          const listed = (await newest(owner, roomId)).filter(
            (event) => isSent(event) && !before.has(event.event_id),
          );
          must.equal(listed.length, 1, 'number of events after the repeated PUT');
          const first = !repeatsWithOtherBodies || listed.every(isIt);
          must.that(first, 'event after the repeated PUT', 'the one sent first', listed);
        }
      },
    },
    [`put-without-txn-sends-no-${noun}`]: {
      title: `PUT without a txnId sends no ${noun}`,
      requires: ['SEND-07'],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const { args } = await request(owner, roomId, fresh);
        const path = `/rooms/${encodePart(roomId)}/send/${eventType}`;

        await must.unchanged(
          owner,
          roomId,
          async () => {
            must.status(await owner.send({ method: 'PUT', path, body: args.body }), 'refused');
          },
          operation,
        );
        await owner.need(operation, { ...args, txnId: fresh() });
      },
    },
  };
}
