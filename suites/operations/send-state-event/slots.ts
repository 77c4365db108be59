import { newest } from '../../../harness/world/pages.ts';
import { bring, membershipOf, privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { contentIn, listedFor, slotIn } from '../shared/slot.ts';

/** The cases of send_state_event about slots: a slot is a room, a type and a key, and holds one event. */
export const slotCases: Readonly<Record<string, CaseBody>> = {
  'later-replaces-earlier': {
    title: 'A later event replaces the earlier one of its slot altogether',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const slot = slotIn(roomId, fresh);

      await must.allow(owner, 'send_state_event', { ...slot, body: { v: 1 } });
      await must.allow(owner, 'send_state_event', { ...slot, body: { w: 2 } });

      for (const reader of [owner, member]) {
        const content = await contentIn(reader, slot);
        must.include(content, { w: 2 }, 'content after the second write');
        must.that(content?.['v'] === undefined, 'key of the first write', 'gone', content);
      }
      // That the slot is listed at all is GST-04's business.
      const events = await listedFor(member, slot);
      must.that(events.length <= 1, 'events of one slot in GET state', 'no more than one', events);
    },
  },
  'last-of-many-counts': {
    title: 'Of many events in a slot the last one counts, also when an earlier one said the same',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const slot = slotIn(await privateRoom(owner), fresh);

      for (const v of [1, 2, 3, 1]) {
        await must.allow(owner, 'send_state_event', { ...slot, body: { v } });
        must.include(await contentIn(owner, slot), { v }, 'content after a write');
      }
    },
  },
  'empty-content-replaces': {
    title: 'An event with the empty content replaces one with keys',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const slot = slotIn(await privateRoom(owner), fresh);
      await owner.need('send_state_event', { ...slot, body: { v: 1 } });

      await must.allow(owner, 'send_state_event', { ...slot, body: {} });

      const content = await contentIn(owner, slot);
      must.that(content?.['v'] === undefined, 'key of the first write', 'gone', content);
    },
  },
  'same-content-again': {
    title: 'The same content written again leaves the piece of state as it is',
    requires: ['STATE-07'],
    async run({ users, must, fresh, reading }) {
      const [owner] = await users('owner');
      const slot = slotIn(await privateRoom(owner), fresh);
      await owner.need('send_state_event', { ...slot, body: { v: 1 } });

      await must.allow(owner, 'send_state_event', { ...slot, body: { v: 1 } });

      must.include(await contentIn(owner, slot), { v: 1 }, 'content after the second write');
      const said = (await newest(owner, slot.roomId)).filter((e) => e.type === slot.eventType);
      reading('same-state-again', said.length > 1 ? 'new-event' : 'same-event');
    },
  },
  'types-do-not-meet': {
    title: 'Events of different types do not replace each other, however type and key are joined',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const [a, b, c, d] = [fresh(), fresh(), fresh(), fresh()].map((s) => `com.example.${s}`);
      const slots = [
        { roomId, eventType: `${a}.same`, stateKey: 'k' },
        { roomId, eventType: `${a}.Same`, stateKey: 'k' },
        { roomId, eventType: `${b}`, stateKey: 'x.y' },
        { roomId, eventType: `${b}.x`, stateKey: 'y' },
        { roomId, eventType: `${c}`, stateKey: 'x:y' },
        { roomId, eventType: `${c}:x`, stateKey: 'y' },
        { roomId, eventType: `${d}`, stateKey: 'xy' },
        { roomId, eventType: `${d}x`, stateKey: 'y' },
      ];

      for (const [n, slot] of slots.entries()) {
        await must.allow(owner, 'send_state_event', { ...slot, body: { n } });
      }

      for (const [n, slot] of slots.entries()) {
        must.include(await contentIn(owner, slot), { n }, 'content of one of several types');
      }
    },
  },
  'custom-state-is-nothing-else': {
    title: 'State of a type of its own touches neither the topic nor a membership',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      const body = { topic: 'Coffee', membership: 'leave' };
      const topic = await topicOf(owner, roomId);

      await must.allow(owner, 'send_state_event', { ...slotIn(roomId, fresh, ''), body });
      await must.allow(owner, 'send_state_event', { ...slotIn(roomId, fresh, owner.id), body });

      must.equal(await topicOf(owner, roomId), topic, 'topic of the room');
      must.equal(await membershipOf(owner, roomId, owner.id), 'join', 'membership of the owner');
    },
  },
  'rooms-do-not-meet': {
    title: 'Events of one type and key in two rooms do not replace each other',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const kitchen = slotIn(await privateRoom(owner), fresh);
      const cellar = { ...kitchen, roomId: await privateRoom(owner) };

      await must.allow(owner, 'send_state_event', { ...kitchen, body: { v: 1 } });
      await must.allow(owner, 'send_state_event', { ...cellar, body: { v: 2 } });

      must.include(await contentIn(owner, kitchen), { v: 1 }, 'content in the first room');
      must.include(await contentIn(owner, cellar), { v: 2 }, 'content in the second room');
    },
  },
  'state-is-set-in-that-room-only': {
    title: 'State is set in the room of the path and in no other',
    requires: ['STATE-12'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const slot = slotIn(await privateRoom(owner), fresh);
      const other = { ...slot, roomId: await privateRoom(owner) };

      await must.unchanged(owner, other.roomId, () =>
        must.allow(owner, 'send_state_event', { ...slot, body: { v: 1 } }),
      );

      must.equal(await contentIn(owner, other), null, 'content in the other room');
      must.include(await contentIn(owner, slot), { v: 1 }, 'content in the room');
    },
  },
};
