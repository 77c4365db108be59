import { senderKeyOf } from '../../../harness/document/profile.ts';
import { wordOf } from '../../../harness/document/json.ts';
import { at, listedIn, requireSuccess, someOf } from '../../../harness/world/answers.ts';
import { idsOf } from '../../../harness/world/pages.ts';
import { invite, leave, privateRoom, privateRoomWith } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { newEntry } from '../shared/state-entries.ts';

/** The membership, the room_id and the state in initialSync. */
export const success: Readonly<Record<string, CaseBody>> = {
  'member-syncs-a-room': {
    title: 'A joined member gets the initialSync of a room, which is an object',
    requires: ['SYNC-01', 'SYNC-02'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('get_room_sync_data', { roomId });

      must.on('SYNC-01').succeed(reply);
      must.on('SYNC-02').include(reply.json, {}, 'answer of initialSync');
      must.on('SYNC-02').conform('get_room_sync_data', reply);
    },
  },
  'member-without-power-syncs-a-room': {
    title: 'A joined member who did not create the room gets its initialSync too',
    requires: ['SYNC-01'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);

      must.succeed(await member.call('get_room_sync_data', { roomId }));
    },
  },
  'membership-is-that-of-the-caller': {
    title: 'The membership in initialSync is join for a caller who has joined, whatever others did',
    requires: ['SYNC-03', 'MODEL-35'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoomWith(owner, member);
      await invite(owner, roomId, guest);

      const callers = [owner, member, member];
      for (const [i, caller] of callers.entries()) {
        if (i === 2) await leave(member, roomId, owner);
        const { json } = requireSuccess(await caller.call('get_room_sync_data', { roomId }));

        const kind = typeof at(json, 'membership');
        must.on('SYNC-03').that(kind !== 'undefined', 'membership in initialSync', 'there', json);
        must.on('MODEL-35').equal(kind, 'string', 'type of membership');
        must.on('SYNC-03').include(json, { membership: 'join' }, 'membership of a joined caller');
      }
    },
  },
  'room-id-is-that-of-the-room': {
    title: 'The room_id in initialSync is that of the room in the path',
    requires: ['SYNC-04', 'MODEL-36'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const { json } = requireSuccess(await owner.call('get_room_sync_data', { roomId }));

      const kind = typeof at(json, 'room_id');
      must.on('SYNC-04').that(kind !== 'undefined', 'room_id in initialSync', 'there', json);
      must.on('MODEL-36').equal(kind, 'string', 'type of room_id');
      must.on('SYNC-04').include(json, { room_id: roomId }, 'room_id in initialSync');
    },
  },
  'each-room-has-its-own-information': {
    title: 'initialSync shows the room in the path and nothing of another room',
    requires: ['SYNC-13'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const kitchen = newEntry(await privateRoom(owner), fresh);
      const cellar = newEntry(await privateRoom(owner), fresh);
      for (const entry of [kitchen, cellar]) {
        await owner.need('send_state_event', { ...entry, body: { v: 1 } });
      }

      for (const [asked, other] of [
        [kitchen, cellar],
        [cellar, kitchen],
      ] as const) {
        const reply = await owner.call('get_room_sync_data', { roomId: asked.roomId });

        const { json } = requireSuccess(reply);
        const lists = [at(json, 'state'), at(at(json, 'messages'), 'chunk')];
        const events = lists.flatMap((list): readonly unknown[] =>
          Array.isArray(list) ? list : [],
        );
        // A missing room_id is reported against SYNC-04, missing events against SYNC-07.
        const roomId = at(json, 'room_id');
        if (roomId === undefined) someOf(events, 'room_id or event in initialSync');
        else must.equal(roomId, asked.roomId, 'room_id in initialSync');
        const foreign = events.filter((event) => at(event, 'type') === other.eventType);
        must.equal(foreign, [], 'events of another room');
      }
    },
  },
  'state-is-a-list-of-events': {
    title: 'The state in initialSync is an array of events of the room',
    requires: ['SYNC-06', 'MODEL-38'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('get_room_sync_data', { roomId });

      const state = at(requireSuccess(reply).json, 'state');
      if (state === undefined) {
        must.notApplicable('SYNC-06', 'initialSync has no state, see SYNC-07');
        return must.notApplicable('MODEL-38', 'initialSync has no state, see SYNC-07');
      }
      must.on('MODEL-38').that(Array.isArray(state), 'state in initialSync', 'an array', state);
      for (const event of listedIn(reply, 'event in the state', 'state')) {
        for (const key of ['event_id', 'type']) {
          must
            .on('SYNC-06')
            .equal(typeof at(event, key), 'string', `type of ${key} of a state event`);
        }
        must.on('SYNC-06').equal(at(event, 'room_id'), roomId, 'room_id of a state event');
      }
    },
  },
  'messages-and-state-are-there': {
    title: 'initialSync has both messages and state for a joined caller',
    requires: ['SYNC-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const { json } = requireSuccess(await owner.call('get_room_sync_data', { roomId }));

      must.that(at(json, 'messages') !== undefined, 'messages in initialSync', 'there', json);
      must.that(at(json, 'state') !== undefined, 'state in initialSync', 'there', json);
    },
  },
  'state-is-what-get-state-lists': {
    title:
      'The state in initialSync holds the events that get_state_events lists, with their newest contents',
    requires: ['SYNC-10'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      const entry = newEntry(roomId, fresh);
      const { eventType } = newEntry(roomId, fresh);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      await owner.need('send_state_event', { roomId, eventType, body: {} });
      await owner.need('send_state_event', { ...entry, body: { v: 1 } });
      await owner.need('send_state_event', { ...entry, body: { v: 2 } });

      const listed = someOf(
        await member.need('get_state_events', { roomId }),
        'event in get_state_events',
      );
      const { state } = await member.need('get_room_sync_data', { roomId });

      if (state === undefined)
        return must.notApplicable('SYNC-10', 'initialSync has no state, see SYNC-07');
      must.equal(
        idsOf(state).toSorted(),
        idsOf(listed).toSorted(),
        'events of the state in initialSync',
      );
      const [given, expected] = [state, listed].map((events) =>
        events.filter((e) => e.type === entry.eventType).map((e) => at(e['content'], 'v') ?? null),
      );
      must.equal(given, expected, 'contents of a piece of state in initialSync');
    },
  },
  'membership-events-name-user-and-sender': {
    title:
      'A membership event in initialSync names its user in state_key and its sender in user_id',
    requires: ['CONV-19'],
    async run({ users, must, profile }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await owner.need('invite', { roomId, body: { user_id: guest.id } });

      const { state = [], messages } = await owner.need('get_room_sync_data', { roomId });

      // A state event without a key is reported against MODEL-39.
      const keyed = state.filter((event) => event['state_key'] !== undefined);
      const listed = [...keyed, ...(messages?.chunk ?? [])];
      const events = listed.filter((event) => event.type === 'm.room.member');
      if (events.length === 0)
        return must.notApplicable('CONV-19', 'initialSync has no state, see SYNC-07');
      const changes = [`${owner.id} by ${owner.id}`, `${guest.id} by ${owner.id}`];
      for (const event of events) {
        const target = event['state_key'];
        const sender = event[senderKeyOf(profile)];
        const change = `${wordOf(target)} by ${wordOf(sender)}`;
        must.that(changes.includes(change), 'a membership event', changes.join(' or '), change);
      }
    },
  },
};
