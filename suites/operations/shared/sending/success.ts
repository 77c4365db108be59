import { absentPut } from '../../../../harness/judge/known.ts';
import { at } from '../../../../harness/world/answers.ts';
import { eventWhere, idsIn, newest } from '../../../../harness/world/pages.ts';
import { getState, privateRoom, openRoomWith } from '../../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../../harness/run/case.ts';
import type { Sending, SendOperation } from './operation.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The answer, and what comes of the event. */
export function successCases<N extends SendOperation>(
  sending: Sending<N>,
): Readonly<Record<string, CaseBody>> {
  const { operation, noun, thing, eventType, request, isSent, requires } = sending;
  return {
    [`member-sends-${noun}`]: {
      title: `Each of two joined members sends the same ${noun} and gets an event_id of their own`,
      requires: [requires.success, requires.eventId],
      async run({ users, must, fresh }) {
        const [owner, member] = await users('owner', 'member');
        const roomId = await openRoomWith(owner, member);

        const { args } = await request(owner, roomId, fresh);
        const ids = new Set<string>();
        for (const sender of [owner, member]) {
          const reply = await sender.call(operation, args);
          must.on(requires.success).succeed(reply);
          const { event_id } = must.on(requires.eventId).conform(operation, reply);
          must.on(requires.eventId).that(event_id !== '', 'event_id', 'not empty', event_id);
          ids.add(event_id);
        }
        must.on(requires.eventId).equal(ids.size, 2, 'number of different event_ids');
      },
    },
    [`${noun}-sent-twice-is-listed-twice`]: {
      title: `The same ${noun} sent twice has two event_ids and is listed twice`,
      requires: ['SEND-04'],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const before = await idsIn(owner, roomId);
        const { args } = await request(owner, roomId, fresh);

        const first = await owner.need(operation, args);
        await eventWhere(owner, roomId, isSent);
        const second = await owner.need(operation, args);

        const { event_id } = second;
        must.that(event_id !== first.event_id, 'second event_id', 'another one', event_id);
        const listed = (await newest(owner, roomId)).filter(
          (event) => isSent(event) && !before.has(event.event_id),
        );
        must.equal(listed.length, 2, 'number of listed events');
      },
    },
    [`${noun}-is-not-state`]: {
      title: `${capital(thing)} does not become state of the room`,
      requires: ['SEND-04'],
      async run({ users, must, profile, fresh }) {
        const [owner] = await users('owner');
        const roomId = await privateRoom(owner);
        const { args } = await request(owner, roomId, fresh);
        await owner.need(operation, args);
        const isPut = absentPut(profile, owner.known, operation) === undefined;
        if (isPut) await owner.need(operation, { ...args, txnId: fresh() });

        const types = (await owner.need('get_state_events', { roomId })).map((e) => e.type);
        must.that(!types.includes(eventType), 'types in state', `no ${eventType}`, types);
        const state = await getState(owner, roomId, eventType);
        const isContent = Object.entries(args.body).some(([key, v]) => at(state.json, key) === v);
        must.that(!isContent, `state of the type ${eventType}`, 'not what was sent', state.json);
        await eventWhere(owner, roomId, isSent);
        for (const event of (await newest(owner, roomId)).filter(isSent)) {
          const key = event['state_key'];
          must.that(typeof key !== 'string', 'state_key of what was sent', 'none', key);
        }
      },
    },
    [`${noun}-goes-to-room-named`]: {
      title: `${capital(thing)} goes to the room in the path and to no other room of its sender, and the same to another room`,
      requires: [requires.room],
      async run({ users, must, fresh }) {
        const [owner] = await users('owner');
        const kitchen = await privateRoom(owner);
        const cellar = await privateRoom(owner);
        const pairs = [
          { roomId: kitchen, other: cellar },
          { roomId: cellar, other: kitchen },
        ];

        const text = fresh();
        for (const { roomId, other } of pairs) {
          const { args } = await request(owner, roomId, () => text);
          await must.unchanged(owner, other, () => owner.need(operation, args), operation);
          // What is not listed in the first room is not listed for another reason.
          if (roomId === kitchen) await eventWhere(owner, roomId, isSent);
        }
        const there = (await newest(owner, cellar)).some(isSent);
        must.that(there, `${noun} that was sent to another room before`, 'listed', 'missing');
      },
    },
  };
}
