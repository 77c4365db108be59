import { wordOf } from '../../../harness/document/json.ts';
import { at, listedIn, someOf } from '../../../harness/world/answers.ts';
import { idsOf, newest, say } from '../../../harness/world/pages.ts';
import {
  bring,
  invite,
  kick,
  leave,
  privateRoom,
  openRoomWith,
  requireMembership,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { listedEvents, newEntry, type StateEntry } from '../shared/state-entries.ts';

/** The events that are listed as the state of a room. */
export const success: Readonly<Record<string, CaseBody>> = {
  'member-lists-state': {
    title: 'A joined member gets the state of the room as an array of events',
    requires: ['GST-01', 'GST-02', 'GST-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('get_state_events', { roomId });

      must.on('GST-01').succeed(reply);
      must
        .on('GST-02')
        .that(Array.isArray(reply.json), 'answer of get_state_events', 'an array', reply.json);
      must.on('GST-03').conform('get_state_events', reply);
    },
  },
  'member-without-power-lists-state': {
    title: 'A joined member who did not create the room lists its state too',
    requires: ['GST-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      must.succeed(await member.call('get_state_events', { roomId }));
    },
  },
  'creation-and-members-are-listed': {
    title: 'The state holds the creation of the room and the membership of every member',
    requires: ['GST-04', 'CREATE-26'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const state = await member.need('get_state_events', { roomId });

      const created = state.some((event) => event.type === 'm.room.create');
      must.on('CREATE-26').that(created, 'm.room.create in get_state_events', 'there', state);
      const members = state.filter((event) => event.type === 'm.room.member');
      must.that(members.length > 1, 'm.room.member events in get_state_events', 'two', members);
      // A member event without a key is reported against MODEL-39.
      const keys = new Set(members.flatMap((event) => event['state_key'] ?? []));
      for (const { id } of keys.size === 0 ? [] : [owner, member]) {
        must.that(keys.has(id), 'members in get_state_events', id, [...keys]);
      }
    },
  },
  'all-that-was-set-is-listed': {
    title: 'The state holds all that was set, with a key or a content or without, for every member',
    requires: ['GST-04'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const { eventType } = newEntry(roomId, fresh);
      const pieces: readonly StateEntry[] = [{ roomId, eventType }, newEntry(roomId, fresh)];
      for (const [i, entry] of pieces.entries())
        await owner.need('send_state_event', { ...entry, body: i === 0 ? { v: 1 } : {} });
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      for (const reader of [owner, member]) {
        const state = await reader.need('get_state_events', { roomId });

        const types = new Set(state.map((event) => event.type));
        for (const type of ['m.room.topic', ...pieces.map((entry) => entry.eventType)]) {
          must.that(types.has(type), 'types of the state that was set', `${type} too`, [...types]);
        }
      }
    },
  },
  'every-membership-is-listed': {
    title: 'The state holds the memberships of users who are invited, who left and who are banned',
    requires: ['GST-04'],
    async run({ users, must }) {
      const [owner, invited, left, banned] = await users('owner', 'invited', 'left', 'banned');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, invited);
      await bring(owner, roomId, left, banned);
      await leave(owner, roomId, left);
      await owner.need('ban', { roomId, body: { user_id: banned.id, reason: 'Rude' } });
      await requireMembership(owner, roomId, banned, 'ban');

      const state = await owner.need('get_state_events', { roomId });

      const members = state.filter((event) => event.type === 'm.room.member');
      // A member event without a key is reported against MODEL-39, one that is out of date against GST-05.
      const keys = new Set(members.flatMap((event) => event['state_key'] ?? []));
      for (const { id, name } of keys.size === 0 ? [] : [left, banned]) {
        must.that(keys.has(id), 'members in get_state_events', `${id} (${name})`, [...keys]);
      }
      must.that(members.length > 3, 'm.room.member events in get_state_events', 'four', members);
    },
  },
  'replaced-state-is-gone': {
    title: 'The state holds the newest event of a type and key and not the one it replaced',
    requires: ['GST-05'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });
      const before = await listedEvents(member, entry);
      await owner.need('send_state_event', { ...entry, body: { v: 2 } });

      const after = await listedEvents(member, entry);

      const messages = await newest(member, roomId);
      if (!messages.some((event) => event.type === entry.eventType && event.content['v'] === 2)) {
        return must.notApplicable('GST-05', 'the second request sent no event, see STATE-03');
      }
      if (before.length === 0 || after.length === 0)
        return must.notApplicable('GST-05', 'what was set is not listed, see GST-04');
      const old = new Set(idsOf(before));
      const replaced = after.filter((event) => old.has(event.event_id));
      must.equal(replaced, [], 'events in get_state_events that were replaced');
      must.equal(after.length, before.length, 'number of events of that type in get_state_events');
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });
      for (const [v, events] of [
        [2, after],
        [1, await listedEvents(member, entry)],
      ] as const) {
        for (const content of events.flatMap((event) => event['content'] ?? []))
          must.include(content, { v }, 'content of the event in get_state_events');
      }
    },
  },
  'one-event-for-each-type-and-key': {
    title:
      'The state holds one event for each type and key, and the newest membership of each user',
    requires: ['GST-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner, { topic: 'Wine' });
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      await bring(owner, roomId, guest);
      await leave(owner, roomId, guest);
      await bring(owner, roomId, guest);
      await kick(owner, roomId, guest);

      const state = await owner.need('get_state_events', { roomId });

      const named = state.filter((event) => typeof event['state_key'] === 'string');
      const keyed = someOf(named, 'event with a state_key in get_state_events');
      const keys = keyed.map((event) => `${event.type} ${wordOf(event['state_key'])}`);
      const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
      must.equal(twice, [], 'types and keys with more than one event in get_state_events');
      for (const event of keyed.filter((e) => e['state_key'] === guest.id)) {
        const membership = at(event['content'], 'membership');
        if (membership === undefined) continue;
        must.equal(membership, 'leave', 'membership of the kicked user');
      }
    },
  },
  'messages-are-no-state': {
    title: 'The state holds no messages and no other events that are not state',
    requires: ['GST-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const eventType = `com.example.${fresh()}`;
      const [message] = await say(owner, roomId, 'hello');
      const sent = await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });

      const state = await owner.need('get_state_events', { roomId });

      const ids = new Set([message, sent.event_id]);
      const types = new Set(['m.room.message', eventType]);
      const wrong = someOf(state, 'event in get_state_events').filter(
        (event) => ids.has(event.event_id) || types.has(event.type),
      );
      must.equal(wrong, [], 'events in get_state_events that are not state');
    },
  },
  'each-room-has-its-own-state': {
    title: 'get_state_events lists the state of the room in the path',
    requires: ['GST-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const kitchen = newEntry(await privateRoom(owner), fresh);
      const cellar = newEntry(await privateRoom(owner), fresh);
      const pieces = [kitchen, cellar];
      for (const entry of pieces)
        await owner.need('send_state_event', { ...entry, body: { v: 1 } });

      for (const { roomId, eventType } of pieces) {
        const reply = await owner.call('get_state_events', { roomId });

        const state = listedIn(reply, 'event in get_state_events');
        const types = pieces.map((entry) => entry.eventType).filter((type) => type !== eventType);
        for (const event of state) {
          must.equal(at(event, 'room_id'), roomId, 'room_id of an event in get_state_events');
          const foreign = types.some((type) => type === at(event, 'type'));
          must.that(!foreign, 'state that was set in the other room', 'none', event);
        }
      }
    },
  },
};
