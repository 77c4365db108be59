import { absentPut } from '../../../harness/judge/known.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { eventWhere, feedbackOn, newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom, openRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { MessageEvent } from '../../../harness/document/ids.ts';
import { eventType } from './sending.ts';

/** The event_id and the room_id of an event. */
export const identities: Readonly<Record<string, CaseBody>> = {
  'listed-under-the-id-answered': {
    title: 'An event is listed under the event_id that its sender got',
    requires: ['MODEL-28', 'CONV-10'],
    async run({ users, must, profile, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const [read, second] = [await feedbackOn(owner, roomId), await feedbackOn(owner, roomId)];
      const [event, message, put, later] = [fresh(), fresh(), fresh(), fresh()];
      const text = { msgtype: 'm.text', body: message };
      const byPut = { roomId, eventType, body: { put }, txnId: fresh() };

      const sent = new Map([
        [event, await owner.need('send_non_state_event', { roomId, eventType, body: { event } })],
        [message, await member.need('send_message', { roomId, body: text })],
        [read.target_event_id, await owner.need('send_feedback', { roomId, body: read })],
        [put, await member.need('send_non_state_event', byPut)],
        ...(absentPut(profile, owner.known, 'send_feedback') === undefined
          ? ([
              [
                second.target_event_id,
                await owner.need('send_feedback', { roomId, body: second, txnId: fresh() }),
              ],
              [
                later,
                await member.need('send_message', {
                  roomId,
                  body: { ...text, body: later },
                  txnId: fresh(),
                }),
              ],
            ] as const)
          : []),
      ]);

      for (const [mark, { event_id }] of sent) {
        const prefix = profile.changeOf('CONV-10')?.prefix ?? '';
        const formed = event_id !== '' && event_id.startsWith(prefix);
        const form = prefix === '' ? 'a non-empty string' : `a string that begins with ${prefix}`;
        must.on('CONV-10').that(formed, 'event_id', form, event_id);
        const holdsMark = (e: MessageEvent): boolean => Object.values(e.content).includes(mark);
        const listed = await eventWhere(member, roomId, holdsMark);
        must.on('MODEL-28').equal(listed.event_id, event_id, 'id under which the event is listed');
      }
    },
  },
  'event-ids-are-unique': {
    title: 'No two events have the same event_id, whatever their type, sender or room',
    requires: ['MODEL-22'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const rooms = [await privateRoom(owner, { topic: 'a' }), await privateRoom(owner)];
      for (const roomId of rooms) await bring(owner, roomId, member);
      const prepared = await Promise.all(
        rooms.map(async (roomId) => ({ roomId, feedback: await feedbackOn(owner, roomId) })),
      );

      const requests = prepared.flatMap(({ roomId, feedback }) =>
        [owner, member].flatMap((sender) => [
          sender.need('send_non_state_event', { roomId, eventType, body: { v: 1 } }),
          sender.need('send_non_state_event', { roomId, eventType, body: { v: 2 } }),
          sender.need('send_message', { roomId, body: { msgtype: 'm.text', body: sender.name } }),
          sender.need('send_feedback', { roomId, body: feedback }),
        ]),
      );
      const sent = (await Promise.all(requests)).map((e) => e.event_id);
      // Ids that are empty or are not texts are judged by what each answer must be.
      if (sent.some((id) => id === '')) throw new Broken('an event_id that was answered is empty');
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
  'event-id-is-not-taken-from-the-content': {
    title: 'An event_id in a content does not become the id of the event',
    requires: ['MODEL-23'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const plain = { roomId, eventType, body: { v: 1 } };
      const { event_id } = await owner.need('send_non_state_event', plain);
      const body = { event_id, mark: fresh() };

      const sent = await owner.need('send_non_state_event', { roomId, eventType, body });
      must.that(sent.event_id !== event_id, 'event_id answered', 'another one', sent.event_id);
      const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === body.mark);
      must.that(event.event_id !== event_id, 'event_id listed', 'another one', event.event_id);
    },
  },
  'room-id-is-not-taken-from-the-content': {
    title: 'A room_id in a content does not become the room of the event',
    requires: ['MODEL-24'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const elsewhere = await privateRoom(owner);
      const body = { room_id: elsewhere, mark: fresh() };

      await must.unchanged(
        owner,
        elsewhere,
        () => owner.need('send_non_state_event', { roomId, eventType, body }),
        'send_non_state_event',
      );
      const event = await eventWhere(owner, roomId, (e) => e.content['mark'] === body.mark);
      must.equal(event.room_id, roomId, 'room_id of the event');
    },
  },
};
