import { Broken } from '../../harness/judge/verdict.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { idsOf, page, say, walk } from '../../harness/world/pages.ts';
import {
  leave,
  membershipOf,
  privateRoom,
  privateRoomWith,
  publicRoom,
} from '../../harness/world/rooms.ts';

/** Numbers from 1 to `last`. */
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Rooms in which much has happened. */
export const longRooms: Readonly<Record<string, CaseBody>> = {
  'a-long-room-is-shown-as-it-is-now': {
    title: 'A room of a hundred events shows its newest ones in initialSync and on one large page',
    requires: ['SYNC-09', 'SYNC-05', 'SYNC-08', 'SYNC-11', 'MSGS-08'],
    async run({ users, must, fresh, profile }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      const mark = fresh();
      const sent = await say(owner, roomId, ...upTo(100).map((n) => `${mark} ${n}`));

      for (const limit of [80, 100]) {
        const { length } = (await page(owner, roomId, { limit })).chunk;
        const exact = profile.changeOf('MSGS-08')?.limit !== 'at most';
        const fits = exact ? length === limit : length <= limit;
        must.on('MSGS-08').that(fits, `number of events with limit=${limit}`, `${limit}`, length);
      }
      const limited = { undeclared: { limit: '5' } };
      const { messages } = await member.need('get_room_sync_data', { roomId }, limited);
      if (messages === undefined) throw new Broken('initialSync has no messages');
      const shown = idsOf(messages.chunk);
      must.on('SYNC-08').that(shown.length <= 5, 'number of messages', 'at most 5', shown.length);
      const newest = sent.slice(-shown.length);
      const isTurned = shown.length > 1 && shown.join(' ') === newest.toReversed().join(' ');
      must
        .on('SYNC-05')
        .that(!isTurned, 'order of the messages in initialSync', 'oldest first', 'newest first');
      must.on('SYNC-09').equal(shown, newest, 'messages in initialSync');
      const older = idsOf((await page(member, roomId, { from: messages.start, limit: 10 })).chunk);
      const missing = sent.slice(-10, -5).filter((id) => !older.includes(id));
      must.on('SYNC-11').equal(missing, [], 'messages before those of initialSync');
    },
  },
  'every-member-reads-every-message': {
    title:
      'Each of thirty messages of one user, and of thirty pieces of feedback, is read by others',
    requires: ['MSG-03', 'FEED-03', 'SEND-03'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoomWith(owner, member);
      const [target = ''] = await say(owner, roomId, fresh());
      const messages: string[] = [];
      const feedback: string[] = [];
      const events: string[] = [];
      for (const v of upTo(30)) {
        const text = { msgtype: 'm.text', body: `${v}` };
        const put = { roomId, body: text, txnId: fresh() };
        messages.push((await member.need('send_message', put)).event_id);
        const body = { type: 'read', target_event_id: target };
        feedback.push((await member.need('send_feedback', { roomId, body })).event_id);
        const event = { roomId, eventType: 'com.example.note', body: { v } };
        events.push((await member.need('send_non_state_event', event)).event_id);
      }

      const seen = new Set(idsOf((await walk(owner, roomId)).events));
      const missing = (ids: readonly string[]): number => ids.filter((id) => !seen.has(id)).length;
      must.on('MSG-03').equal(missing(messages), 0, 'number of messages that others do not read');
      must.on('FEED-03').equal(missing(feedback), 0, 'pieces of feedback that others do not read');
      must.on('SEND-03').equal(missing(events), 0, 'number of events that others do not read');
    },
  },
  'a-slot-that-is-written-often-is-one': {
    title: 'State that is written fifteen times is listed once, and so are forty pieces of state',
    requires: ['GST-05', 'GST-04', 'SYNC-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const slot = { roomId, eventType: 'com.example.conf' };
      for (const v of upTo(15))
        await owner.need('send_state_event', { ...slot, stateKey: 'k', body: { v } });
      const keys = upTo(40).map((n) => `k${n}`);
      for (const stateKey of keys) {
        const eventType = `${slot.eventType}.${stateKey}`;
        await owner.need('send_state_event', {
          roomId,
          eventType,
          stateKey,
          body: { v: stateKey },
        });
      }

      const state = await owner.need('get_state_events', { roomId });
      const often = state.filter((e) => e.type === slot.eventType && e['state_key'] === 'k');
      must
        .on(often.length === 0 ? 'GST-04' : 'GST-05')
        .equal(often.length, 1, 'number of times that the slot is listed');
      const listed = new Set(state.map((e) => e['state_key']));
      const missing = keys.filter((key) => !listed.has(key));
      must.on('GST-04').equal(missing, [], 'keys that the state does not list');
      const sync = await owner.need('get_room_sync_data', { roomId });
      if (sync.state === undefined) throw new Broken('initialSync has no state');
      const inSync = new Set(idsOf(sync.state));
      const lacking = idsOf(state).filter((id) => !inSync.has(id)).length;
      must.on('SYNC-10').equal(lacking, 0, 'number of pieces of state that initialSync lacks');
    },
  },
  'eight-users-come-and-go': {
    title:
      'Each of eight users joins, is invited again after leaving, and does not send from outside',
    requires: ['JOIN-09', 'SEND-15', 'INV-03', 'BAN-12'],
    async run({ users, must }) {
      const [owner, ...guests] = await users(
        'owner',
        'first',
        'second',
        'third',
        'fourth',
        'fifth',
        'sixth',
        'seventh',
        'eighth',
      );
      const roomId = await publicRoom(owner);
      const body = { msgtype: 'm.text', body: 'Hello' };
      for (const guest of guests) {
        must.on('JOIN-09').succeed(await guest.call('join_room', { roomId }));
        await guest.need('send_message', { roomId, body });
      }
      for (const guest of guests) {
        await leave(owner, roomId, guest);
        must.on('SEND-15').status(await guest.call('send_message', { roomId, body }), 403);
        for (const _ of [1, 2, 3]) {
          await owner.need('invite', { roomId, body: { user_id: guest.id } });
          const membership = await membershipOf(owner, roomId, guest.id);
          must
            .on('INV-03')
            .equal(membership, 'invite', 'membership of a user who is invited again');
          await guest.need('join_room', { roomId });
          await guest.need('leave', { roomId });
        }
      }
      for (const [n, { id }] of guests.entries()) {
        const reason = n % 2 === 0 ? '' : 'Noise';
        const reply = await owner.call('ban', { roomId, body: { user_id: id, reason } });
        must.on('BAN-12').succeed(reply);
      }
    },
  },
};
