import { isObject } from '../../../harness/document/json.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { newest } from '../../../harness/world/pages.ts';
import {
  hasMembership,
  membershipOf,
  openRoomWith,
  privateRoom,
  topicOf,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { readContent, listedEvents, newEntry, type StateEntry } from '../shared/state-entries.ts';

/** @throws Broken where a piece of state of the same form, of another type and in one room alone, is not read either */
async function requireReadable(user: User, entry: StateEntry): Promise<void> {
  const alone = { ...entry, eventType: `${entry.eventType}.alone` };
  await user.need('send_state_event', { ...alone, body: { v: 1 } });
  if ((await readContent(user, alone)) === null)
    throw new Broken('a piece of state is not read under its key');
}

/** A room holds one event for each type and state key: what replaces it, and what does not. */
export const replacement: Readonly<Record<string, CaseBody>> = {
  'later-replaces-earlier': {
    title: 'A state event replaces the one with the same type and key completely',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);

      await must.allow(owner, 'send_state_event', { ...entry, body: { v: 1, in: { a: 1 } } });
      await must.allow(owner, 'send_state_event', { ...entry, body: { w: 2, in: { b: 2 } } });

      for (const reader of [owner, member]) {
        const content = await readContent(reader, entry);
        must.include(content, { w: 2 }, 'content after the second request');
        must.include(content, { in: { b: 2 } }, 'content after the second request');
        const inside = content?.['in'];
        const isMerged = isObject(inside) && inside['a'] !== undefined;
        must.that(!isMerged, 'key of the first object in the content', 'gone', inside);
        must.that(content?.['v'] === undefined, 'key of the first content', 'gone', content);
      }
      // If it is not listed at all, that is reported against GST-04.
      const events = await listedEvents(member, entry);
      const { length } = events;
      must.that(length <= 1, 'events of that type in get_state_events', 'at most one', length);
    },
  },
  'last-of-many-counts': {
    title: 'Of many state events the last one counts, even if an earlier one had the same content',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const entry = newEntry(await privateRoom(owner), fresh);

      for (const v of [1, 2, 3, 1]) {
        await must.allow(owner, 'send_state_event', { ...entry, body: { v } });
        must.include(await readContent(owner, entry), { v }, 'content after a request');
      }
    },
  },
  'empty-content-replaces': {
    title: 'A state event with an empty content replaces one with keys',
    requires: ['STATE-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const entry = newEntry(await privateRoom(owner), fresh);
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });

      await must.allow(owner, 'send_state_event', { ...entry, body: {} });

      const content = await readContent(owner, entry);
      must.include(content, {}, 'content after the second request');
      must.that(content?.['v'] === undefined, 'key of the first content', 'gone', content);
    },
  },
  'same-content-again': {
    title: 'Setting the same content again leaves a piece of state as it is',
    requires: ['STATE-07'],
    async run({ users, must, fresh, reading }) {
      const [owner] = await users('owner');
      const entry = newEntry(await privateRoom(owner), fresh);
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });

      await must.allow(owner, 'send_state_event', { ...entry, body: { v: 1 } });

      must.include(await readContent(owner, entry), { v: 1 }, 'content after the second request');
      const sent = (await newest(owner, entry.roomId)).filter((e) => e.type === entry.eventType);
      if (sent.length > 0)
        reading('same-state-again', sent.length > 1 ? 'new-event' : 'same-event');
    },
  },
  'types-are-distinct': {
    title:
      'State events of different types do not replace each other, even if type and key together read the same',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const [a, b, c, d] = [fresh(), fresh(), fresh(), fresh()].map((s) => `com.example.${s}`);
      const pieces = [
        { roomId, eventType: `${a}.same`, stateKey: 'k' },
        { roomId, eventType: `${a}.Same`, stateKey: 'k' },
        { roomId, eventType: `${b}`, stateKey: 'x.y' },
        { roomId, eventType: `${b}.x`, stateKey: 'y' },
        { roomId, eventType: `${c}`, stateKey: 'x:y' },
        { roomId, eventType: `${c}:x`, stateKey: 'y' },
        { roomId, eventType: `${d}`, stateKey: 'xy' },
        { roomId, eventType: `${d}x`, stateKey: 'y' },
      ];

      for (const [n, entry] of pieces.entries()) {
        await must.allow(owner, 'send_state_event', { ...entry, body: { n } });
      }

      for (const [n, entry] of pieces.entries()) {
        const what = `content of type ${n + 1} of ${pieces.length}`;
        must.include(await readContent(owner, entry), { n }, what);
      }
    },
  },
  'name-of-a-new-room-is-replaced': {
    title: 'The name that a room was made with can be replaced, as any other piece of state',
    requires: ['STATE-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const entry = {
        roomId: await privateRoom(owner, { name: 'Kitchen' }),
        eventType: 'm.room.name',
      };

      await must.allow(owner, 'send_state_event', { ...entry, body: { name: 'Cellar' } });

      must.include(await readContent(owner, entry), { name: 'Cellar' }, 'name of the room');
    },
  },
  'custom-state-is-neither-topic-nor-membership': {
    title: 'State of a custom type changes neither the topic nor a membership',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      const body = { topic: 'Coffee', membership: 'leave' };
      const topic = await topicOf(owner, roomId);
      if (topic === null) throw new Broken('the topic that was set is not read');

      await must.allow(owner, 'send_state_event', { ...newEntry(roomId, fresh, ''), body });
      // Whether a key may be a user id is judged by other cases.
      await owner.need('send_state_event', { ...newEntry(roomId, fresh, owner.id), body });

      // Whoever is out of the room cannot tell, so a member looks first.
      const isIn = await hasMembership(member, roomId, owner, 'join');
      must.that(isIn, 'membership of the owner', 'join', 'another');
      // It was read before, so that nothing but that state could be in the way.
      must.succeed(await owner.call('get_topic', { roomId }));
      must.equal(await topicOf(member, roomId), topic, 'topic of the room');
      must.equal(await membershipOf(owner, roomId, owner.id), 'join', 'membership of the owner');
    },
  },
  'rooms-are-distinct': {
    title: 'State events of the same type and key in two rooms do not replace each other',
    requires: ['STATE-09'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const kitchen = newEntry(await privateRoom(owner), fresh);
      const cellar = { ...kitchen, roomId: await privateRoom(owner) };
      const [{ eventType }] = [kitchen];
      const pairs = [
        [kitchen, cellar],
        [kitchen, cellar].map(({ roomId }) => ({ roomId, eventType })),
      ];

      for (const [first, second] of pairs) {
        if (first === undefined || second === undefined) continue;
        await must.allow(owner, 'send_state_event', { ...first, body: { v: 1 } });
        await must.allow(owner, 'send_state_event', { ...second, body: { v: 2 } });

        const read = await readContent(owner, first);
        // Whether such a piece is read at all is not a matter of two rooms.
        if (read === null) await requireReadable(owner, first);
        must.include(read, { v: 1 }, 'content in the first room');
        must.include(await readContent(owner, second), { v: 2 }, 'content in the second room');
      }
    },
  },
  'state-is-set-in-that-room-only': {
    title: 'send_state_event sets state in the room in the path and in no other room',
    requires: ['STATE-12'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const entry = newEntry(await privateRoom(owner), fresh);
      const other = { ...entry, roomId: await privateRoom(owner) };

      await must.unchanged(
        owner,
        other.roomId,
        () => must.allow(owner, 'send_state_event', { ...entry, body: { v: 1 } }),
        'send_state_event',
      );

      must.equal(await readContent(owner, other), null, 'content in the other room');
      // State that is set nowhere was not set in a wrong room.
      if ((await readContent(owner, entry)) === null)
        throw new Broken('the state was set in neither room');
    },
  },
};
