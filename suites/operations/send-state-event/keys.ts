import { newest } from '../../../harness/world/pages.ts';
import { privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { contentIn, slotIn } from '../shared/slot.ts';

/** The cases of send_state_event about state keys: left out, empty and odd ones. */
export const keyCases: Readonly<Record<string, CaseBody>> = {
  'key-may-be-left-out': {
    title: 'The state key may be left out of the path',
    requires: ['STATE-04'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = slotIn(await privateRoom(owner), fresh);

      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { v: 1 } });

      must.include(await contentIn(owner, { roomId, eventType }), { v: 1 }, 'content without key');
    },
  },
  'left-out-key-is-empty': {
    title: 'A state key that is left out is the zero-length string',
    requires: ['STATE-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = slotIn(await privateRoom(owner), fresh);

      must.succeed(await owner.call('send_state_event', { roomId, eventType, body: { v: 1 } }));

      const state = await owner.need('get_state_events', { roomId });
      for (const view of [state, await newest(owner, roomId)]) {
        // Where no event at all has a key, not even a member's, MODEL-39 is not kept.
        if (!view.some((event) => typeof event['state_key'] === 'string')) continue;
        for (const event of view.filter((e) => e.type === eventType)) {
          must.equal(event['state_key'], '', 'key of an event set without one');
        }
      }
    },
  },
  'left-out-key-replaces': {
    title: 'A later event without a key replaces the earlier one without a key',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = slotIn(await privateRoom(owner), fresh);

      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { v: 1 } });
      await must.allow(owner, 'send_state_event', { roomId, eventType, body: { w: 2 } });

      const content = await contentIn(owner, { roomId, eventType });
      must.include(content, { w: 2 }, 'content after the second write');
      must.that(content?.['v'] === undefined, 'key of the first write', 'gone', content);
    },
  },
  'empty-key-is-the-left-out-one': {
    title: 'An empty last segment and none at all name the same slot',
    requires: ['STATE-06'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const empty = slotIn(await privateRoom(owner), fresh, '');
      const none = { roomId: empty.roomId, eventType: empty.eventType };

      for (const [v, slot] of [none, empty, none].entries()) {
        await must.allow(owner, 'send_state_event', { ...slot, body: { v } });
        must.include(await contentIn(owner, none), { v }, 'content under the empty key');
      }
    },
  },
  'keys-do-not-meet': {
    title: 'Events of one type with different keys do not replace each other',
    requires: ['STATE-08'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const { roomId, eventType } = slotIn(await privateRoom(owner), fresh);
      const slots = [
        { roomId, eventType },
        ...['k', 'K', 'k1', 'k.1', '0', 'constructor', '__proto__'].map((stateKey) => ({
          roomId,
          eventType,
          stateKey,
        })),
      ];

      for (const [n, slot] of slots.entries()) {
        await must.allow(owner, 'send_state_event', { ...slot, body: { n } });
      }

      for (const [n, slot] of slots.entries()) {
        must.include(await contentIn(owner, slot), { n }, 'content of one of several keys');
      }
    },
  },
  'key-is-that-of-the-path': {
    title: 'The key of a state event is the decoded segment of the path',
    requires: ['STATE-14'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const keys = ['a/b', 'a%2Fb', 'a b', ' a ', 'a+b', 'a?b=c&d', 'a#b', owner.id];

      // Each under a type of its own: keys that meet are STATE-08's business.
      const slots = keys.map((stateKey) => slotIn(roomId, fresh, stateKey));
      for (const slot of slots) {
        await must.allow(owner, 'send_state_event', { ...slot, body: { v: 1 } });
        must.include(await contentIn(owner, slot), { v: 1 }, 'content under a key');
      }

      const state = await owner.need('get_state_events', { roomId });
      for (const event of [...state, ...(await newest(owner, roomId))]) {
        const owed = slots.find((slot) => slot.eventType === event.type)?.stateKey;
        // An event without a key is MODEL-39's business.
        if (owed === undefined || event['state_key'] === undefined) continue;
        must.equal(event['state_key'], owed, 'key of a state event');
      }
    },
  },
};
