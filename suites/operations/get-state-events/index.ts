import { at } from '../../../harness/world/answers.ts';
import { idsOf, newest, say } from '../../../harness/world/pages.ts';
import { ban, bring, invite, kick, leave, privateRoom } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { listedFor, type Slot, slotIn } from '../shared/slot.ts';
import { standingCases } from '../shared/standings.ts';
import { tokenCases } from '../shared/tokens.ts';

export const getStateEvents = suite('get_state_events', {
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
        .that(Array.isArray(reply.json), 'answer of GET state', 'an array', reply.json);
      must.on('GST-03').conform('get_state_events', reply);
    },
  },
  'member-without-power-lists-state': {
    title: 'A joined member who did not create the room lists its state too',
    requires: ['GST-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      must.succeed(await member.call('get_state_events', { roomId }));
    },
  },
  'bookkeeping-is-listed': {
    title: 'State holds the creation of the room and the membership of everybody in it',
    requires: ['GST-04'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const state = await member.need('get_state_events', { roomId });

      const created = state.some((event) => event.type === 'm.room.create');
      must.that(created, 'm.room.create in GET state', 'there', state);
      const members = state.filter((event) => event.type === 'm.room.member');
      must.that(members.length > 1, 'm.room.member events in GET state', 'two', members);
      // A member event without a key is MODEL-39's business.
      const keys = new Set(members.flatMap((event) => event['state_key'] ?? []));
      for (const { id } of keys.size === 0 ? [] : [owner, member]) {
        must.that(keys.has(id), 'members in GET state', id, [...keys]);
      }
    },
  },
  'all-that-was-set-is-listed': {
    title: 'State holds every piece that was set, with a key or without, for every member',
    requires: ['GST-04'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const { eventType } = slotIn(roomId, fresh);
      const slots: readonly Slot[] = [{ roomId, eventType }, slotIn(roomId, fresh)];
      for (const slot of slots) await owner.need('send_state_event', { ...slot, body: { v: 1 } });
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      for (const reader of [owner, member]) {
        const state = await reader.need('get_state_events', { roomId });

        const types = new Set(state.map((event) => event.type));
        for (const type of ['m.room.topic', ...slots.map((slot) => slot.eventType)]) {
          must.that(types.has(type), 'types of state that was set', type, [...types]);
        }
      }
    },
  },
  'every-membership-is-listed': {
    title: 'State holds the membership of users who are invited, who left and who are banned',
    requires: ['GST-04'],
    async run({ users, must }) {
      const [owner, invited, left, banned] = await users('owner', 'invited', 'left', 'banned');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, invited);
      await bring(owner, roomId, left, banned);
      await leave(left, roomId);
      await ban(owner, roomId, banned);

      const state = await owner.need('get_state_events', { roomId });

      const members = state.filter((event) => event.type === 'm.room.member');
      // A member event without a key is MODEL-39's business; one that is stale is GST-05's.
      const keys = new Set(members.flatMap((event) => event['state_key'] ?? []));
      for (const { id, name } of keys.size === 0 ? [] : [left, banned]) {
        must.that(keys.has(id), 'members in GET state', `${id} (${name})`, [...keys]);
      }
      must.that(members.length > 3, 'm.room.member events in GET state', 'four', members);
    },
  },
  'replaced-state-is-gone': {
    title: 'A replaced piece of state is not listed, the one that replaced it is',
    requires: ['GST-05'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const slot = slotIn(roomId, fresh);
      await owner.need('send_state_event', { ...slot, body: { v: 1 } });
      const before = await listedFor(member, slot);
      await owner.need('send_state_event', { ...slot, body: { v: 2 } });

      const after = await listedFor(member, slot);

      const messages = await newest(member, roomId);
      if (!messages.some((event) => event.type === slot.eventType && event.content['v'] === 2)) {
        return must.notApplicable('GST-05', 'the second write left no event: STATE-03');
      }
      const old = new Set(idsOf(before));
      const stale = after.filter((event) => old.has(event.event_id));
      must.equal(stale, [], 'events in GET state that were replaced');
      // That the first one was listed at all is GST-04's business.
      must.equal(after.length, before.length, 'events of one slot in GET state');
      for (const content of after.flatMap((event) => event['content'] ?? [])) {
        must.include(content, { v: 2 }, 'content of the event in GET state');
      }
    },
  },
  'one-event-for-each-slot': {
    title:
      'State holds no more than one event for each type and key, the latest membership of a user included',
    requires: ['GST-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner, { topic: 'Wine' });
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      await bring(owner, roomId, guest);
      await leave(guest, roomId);
      await bring(owner, roomId, guest);
      await kick(owner, roomId, guest);

      const state = await owner.need('get_state_events', { roomId });

      const keyed = state.filter((event) => typeof event['state_key'] === 'string');
      const slots = keyed.map((event) => `${event.type} ${String(event['state_key'])}`);
      const twice = slots.filter((slot, i) => slots.indexOf(slot) !== i);
      must.equal(twice, [], 'slots in GET state that hold more than one event');
      for (const event of keyed.filter((e) => e['state_key'] === guest.id)) {
        const membership = at(event['content'], 'membership') ?? 'leave';
        must.equal(membership, 'leave', 'membership of who was made to leave');
      }
    },
  },
  'messages-are-no-state': {
    title: 'Messages and other events that were sent are not listed as state',
    requires: ['GST-05'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const eventType = `com.example.${fresh()}`;
      const [said] = await say(owner, roomId, 'hello');
      const sent = await owner.need('send_non_state_event', { roomId, eventType, body: { v: 1 } });

      const state = await owner.need('get_state_events', { roomId });

      const ids = new Set([said, sent.event_id]);
      const types = new Set(['m.room.message', eventType]);
      const stray = state.filter((event) => ids.has(event.event_id) || types.has(event.type));
      must.equal(stray, [], 'events in GET state that are no state');
    },
  },
  'each-room-has-its-own-state': {
    title: 'The state listed is that of the room asked for',
    requires: ['GST-07'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const kitchen = slotIn(await privateRoom(owner), fresh);
      const cellar = slotIn(await privateRoom(owner), fresh);
      const slots = [kitchen, cellar];
      for (const slot of slots) await owner.need('send_state_event', { ...slot, body: { v: 1 } });

      for (const { roomId, eventType } of slots) {
        const reply = await owner.call('get_state_events', { roomId });

        must.succeed(reply);
        const state: readonly unknown[] = Array.isArray(reply.json) ? reply.json : [];
        const types = slots.map((slot) => slot.eventType).filter((type) => type !== eventType);
        for (const event of state) {
          must.equal(at(event, 'room_id'), roomId, 'room_id of an event in GET state');
          const stray = types.some((type) => type === at(event, 'type'));
          must.that(!stray, 'state that was set in the other room', 'none', event);
        }
      }
    },
  },
  'events-have-a-type': {
    title: 'Every event has a type that is a string and not empty',
    requires: ['MODEL-25'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      await say(owner, roomId, 'hello');

      const state = await owner.need('get_state_events', { roomId });

      for (const event of [...state, ...(await newest(owner, roomId))]) {
        const good = typeof event.type === 'string' && event.type !== '';
        must.that(good, 'type of an event', 'a string that is not empty', event);
      }
    },
  },
  'state-events-have-key-and-content': {
    title: 'Every event of the state has a key that is a string and a content that is an object',
    requires: ['MODEL-39'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });
      for (let i = 0; i < 10; i += 1) {
        await owner.need('send_state_event', { ...slotIn(roomId, fresh), body: {} });
      }

      const state = await owner.need('get_state_events', { roomId });

      if (state.length === 0)
        return must.notApplicable('MODEL-39', 'GET state lists nothing: GST-04');
      for (const event of state) {
        const kind = typeof event['state_key'];
        must.that(kind === 'string', 'state_key of a state event', 'a string', event);
        must.include(event['content'], {}, 'content of a state event');
      }
    },
  },
  'membership-events-name-both': {
    title: 'A membership event names who is meant in state_key and who did it in user_id',
    requires: ['CONV-19'],
    async run({ users, must }) {
      const [owner, joined, banned, kicked] = await users('owner', 'joined', 'banned', 'kicked');
      const roomId = await privateRoom(owner);
      const guests = [joined, banned, kicked];
      await bring(owner, roomId, ...guests);
      await ban(owner, roomId, banned);
      await kick(owner, roomId, kicked);

      const { chunk } = await owner.need('get_members', { roomId });
      const messages = await newest(owner, roomId);
      const state = await owner.need('get_state_events', { roomId });

      const changes = new Set([
        ...[owner, ...guests].map((user) => `join of ${user.id} by ${user.id}`),
        ...guests.map((user) => `invite of ${user.id} by ${owner.id}`),
        `ban of ${banned.id} by ${owner.id}`,
        ...[banned, kicked].map((user) => `leave of ${user.id} by ${owner.id}`),
      ]);
      // An event of the state without a key is MODEL-39's business.
      const keyed = state.filter((event) => event['state_key'] !== undefined);
      for (const event of [...chunk, ...messages, ...keyed]) {
        if (event['type'] !== 'm.room.member') continue;
        const { state_key: target, user_id: sender } = event;
        const membership = String(at(event['content'], 'membership'));
        const change = `${membership} of ${String(target)} by ${String(sender)}`;
        must.that(changes.has(change), 'a membership event', [...changes].join(', '), change);
      }
    },
  },
  ...standingCases(
    'get_state_events',
    'GST-08',
    ['stranger', 'invited', 'banned'],
    async (_, roomId) => ({
      roomId,
    }),
  ),
  ...tokenCases('get_state_events', async (owner) => ({
    args: { roomId: await privateRoom(owner) },
  })),
});
