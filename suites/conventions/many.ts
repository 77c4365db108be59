import type { AnyEvent } from '../../harness/document/ids.ts';
import type { User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { aliasedRoom, joinAs, joinFormOf } from '../../harness/world/joining.ts';
import { allOf, idsOf } from '../../harness/world/pages.ts';
import {
  admit,
  contentOf,
  enter,
  invite,
  isJoined,
  membershipOf,
  membersOf,
  privateRoom,
  publicRoom,
  topicOf,
} from '../../harness/world/rooms.ts';
import { noStrangers, strangerOf } from '../operations/shared/strangers.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/** Numbers from 1 to `last`. */
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

const strangersOf = (owner: User, mark: string, count: number): readonly string[] =>
  upTo(count).map((n) => strangerOf(owner, `${mark}-${n}`));

const roles = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
] as const;

/** What works once and works as well for the third, the sixteenth and the fortieth. */
export const many: Readonly<Record<string, CaseBody>> = {
  'forty-invited-users-are-listed': {
    title: 'A room into which forty users are invited lists each of them, in every view',
    requires: ['MEMB-04', 'GST-04', 'SYNC-10', 'GMEM-03', 'INV-01'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const invited = strangersOf(owner, fresh(), 40);
      const [first = '', ...others] = invited;
      if (!isSuccess(await owner.call('invite', { roomId, body: { user_id: first } }))) {
        for (const id of ['MEMB-04', 'GST-04', 'SYNC-10', 'GMEM-03', 'INV-01'] as const)
          must.notApplicable(id, noStrangers);
        return;
      }
      for (const user_id of others)
        must.on('INV-01').succeed(await owner.call('invite', { roomId, body: { user_id } }));

      const members = await membersOf(owner, roomId);
      const notListed = invited.filter((id) => members.get(id) !== 'invite');
      must.equal(notListed, [], 'invited users whom GET members does not list');
      const state = await owner.need('get_state_events', { roomId });
      const inState = new Set(state.map((e) => e['state_key']));
      const notInState = invited.filter((id) => !inState.has(id));
      must.on('GST-04').equal(notInState, [], 'invited users whom GET state does not list');
      const sync = await owner.need('get_room_sync_data', { roomId });
      const inSync = new Set(sync.state?.map((e) => e.event_id));
      const notInSync = idsOf(state).filter((id) => !inSync.has(id));
      must.on('SYNC-10').equal(notInSync, [], 'state that initialSync lacks');
      for (const userId of invited.filter((_, i) => [2, 4, 15, 19, 29, 39].includes(i))) {
        const reply = await owner.call('get_membership', { roomId, userId });
        must.on('GMEM-03').succeed(reply);
        const expected = { membership: 'invite' };
        must.on('GMEM-03').include(reply.json, expected, 'membership of one of them');
      }
    },
  },
  'forty-topics-are-kept': {
    title: 'Each of forty topics is listed, and the last one is the topic',
    requires: ['TOPIC-10', 'TOPIC-03'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const mark = fresh();
      const topics = upTo(40).map((n) => `${mark} ${n}`);
      for (const topic of topics) await owner.need('set_topic', { roomId, body: { topic } });

      must.equal(await topicOf(owner, roomId), topics.at(-1), 'topic after forty');
      const ofTopics = await allOf(owner, roomId, 40, ({ type }) => type === 'm.room.topic');
      const listed = ofTopics.map((e) => e.content['topic']);
      const missing = topics.filter((topic) => !listed.includes(topic));
      must.on('TOPIC-03').equal(missing, [], 'topics that messages do not list');
    },
  },
  'forty-writes-to-a-slot-are-kept': {
    title:
      'State that is written forty times is listed once with its last content, and so are fifty other pieces of state',
    requires: ['STATE-07', 'STATE-08', 'STATE-03', 'GST-05', 'GST-04', 'SYNC-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const eventType = 'com.example.conf';
      const slot = { roomId, eventType, stateKey: 'k' };
      for (const v of upTo(40)) await owner.need('send_state_event', { ...slot, body: { v } });
      // The first twenty of the others differ from it in their key alone.
      const keys = upTo(50).map((n) => `k${n}`);
      for (const [v, stateKey] of keys.entries()) {
        const type = v < 20 ? eventType : `${eventType}.${stateKey}`;
        const entry = { roomId, eventType: type, stateKey, body: { v } };
        if (v === 0 || v >= 20) await owner.need('send_state_event', entry);
        else must.on('STATE-08').succeed(await owner.call('send_state_event', entry));
      }

      const content = await contentOf(owner, roomId, eventType, 'k');
      must.include(content, { v: 40 }, 'content after forty writes');
      // That events have a state_key is for MODEL-39.
      const isOfSlot = (e: AnyEvent): boolean =>
        e.type === eventType && (e['state_key'] === undefined || e['state_key'] === 'k');
      const written = await allOf(owner, roomId, 40, isOfSlot);
      const values = new Set(written.map((e) => e.content['v']));
      const lost = upTo(40).filter((v) => !values.has(v));
      must.on('STATE-03').equal(lost, [], 'writes that messages do not list');
      const last = await contentOf(owner, roomId, eventType, 'k20');
      must.on('STATE-08').include(last, { v: 19 }, 'content of the twentieth key');
      const first = await contentOf(owner, roomId, eventType, 'k1');
      must.on('STATE-08').include(first, { v: 0 }, 'content of the first key');

      const state = await owner.need('get_state_events', { roomId });
      const often = state.filter((e) => e.type === eventType && e['state_key'] === 'k');
      must
        .on(often.length === 0 ? 'GST-04' : 'GST-05')
        .equal(often.length, 1, 'number of times that the slot is listed');
      const there = new Set(state.map((e) => e['state_key']));
      const missing = keys.filter((key) => !there.has(key));
      must.on('GST-04').equal(missing, [], 'keys that the state does not list');
      const sync = await owner.need('get_room_sync_data', { roomId });
      if (sync.state === undefined) throw new Broken('initialSync has no state');
      const inSync = new Set(idsOf(sync.state));
      const lacking = idsOf(state).filter((id) => !inSync.has(id)).length;
      must.on('SYNC-10').equal(lacking, 0, 'number of pieces of state that initialSync lacks');
    },
  },
  'twenty-rooms-are-different': {
    title: 'Each of twenty rooms of one user is a room of its own',
    requires: ['CREATE-03', 'CREATE-21'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const mark = fresh();
      const rooms: { roomId: string; topic: string }[] = [];
      for (const n of upTo(20)) {
        const topic = `${mark} ${n}`;
        rooms.push({ topic, roomId: await privateRoom(owner, { topic }) });
      }

      const different = new Set(rooms.map(({ roomId }) => roomId)).size;
      must.equal(different, rooms.length, 'number of different rooms');
      for (const { roomId, topic } of rooms) {
        must.on('CREATE-21').equal(await topicOf(owner, roomId), topic, 'topic of one of them');
      }
    },
  },
  'sixteen-members-come-by-one-alias-and-are-banned': {
    title:
      'Sixteen users join by one alias, each can send a message, and none comes back after a ban',
    requires: ['CREATE-17', 'JID-03', 'JOIN-09', 'MSG-01', 'BAN-03', 'BAN-14'],
    needs: ['aliases'],
    async run({ users, must, fresh }) {
      const [owner, ...guests] = await users('owner', ...roles);
      const [first] = guests;
      const { roomId, alias } = await aliasedRoom(owner, 'public', fresh());
      await admit(owner, roomId, ...guests);
      const form = await joinFormOf(first, roomId, alias);
      for (const guest of guests.slice(1)) {
        const reply = await joinAs(form, guest, alias);
        // Who is refused by the id of the room as well is not refused for its alias.
        const byId = isSuccess(reply) ? reply : await guest.call('join_room', { roomId });
        must.on('JOIN-09').succeed(byId);
        must.succeed(reply);
      }
      const members = await membersOf(owner, roomId);
      const outside = guests.filter(({ id }) => members.get(id) !== 'join');
      must.on('JID-03').equal(
        outside.map(({ name }) => name),
        [],
        'users who are not joined',
      );
      for (const guest of guests) {
        const body = { msgtype: 'm.text', body: 'Hello' };
        must.on('MSG-01').succeed(await guest.call('send_message', { roomId, body }));
      }

      const banned = guests.slice(0, 12);
      for (const { id } of banned) await owner.need('ban', { roomId, body: { user_id: id } });
      const freeNow = async (): Promise<readonly string[]> => {
        const now = await membersOf(owner, roomId);
        return banned.filter(({ id }) => now.get(id) !== 'ban').map(({ name }) => name);
      };
      must.on('BAN-03').equal(await freeNow(), [], 'users who are not banned');
      for (const guest of banned) {
        must.on('BAN-14').status(await guest.call('join_room', { roomId }), 403);
      }
      must.on('BAN-14').equal(await freeNow(), [], 'users who are not banned any more');
    },
  },
  'twelve-invites-stand-side-by-side': {
    title: 'Twelve users who are invited one after the other can all join, and all be kicked',
    requires: ['JOIN-01', 'JOIN-03', 'SMEM-20'],
    async run({ users, must }) {
      const [owner, ...guests] = await users(
        'owner',
        'one',
        'two',
        'three',
        'four',
        'five',
        'six',
        'seven',
        'eight',
        'nine',
        'ten',
        'eleven',
        'twelve',
      );
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, ...guests);
      for (const guest of guests) must.succeed(await guest.call('join_room', { roomId }));
      const members = await membersOf(owner, roomId);
      const outside = guests.filter(({ id }) => members.get(id) !== 'join');
      must.on('JOIN-03').equal(
        outside.map(({ name }) => name),
        [],
        'users who are not joined',
      );

      for (const guest of guests) {
        const kick = { roomId, userId: guest.id, body: { membership: 'leave' } };
        must.on('SMEM-20').succeed(await owner.call('set_membership', kick));
      }
      const left = await membersOf(owner, roomId);
      const inside = guests.filter(({ id }) => left.get(id) === 'join').map(({ name }) => name);
      must.on('SMEM-20').equal(inside, [], 'users who are kicked and joined');
    },
  },
  'a-user-comes-and-goes-twelve-times': {
    title: 'A user can leave a public room and join it again twelve times',
    requires: ['JOIN-03', 'LEAVE-03', 'GMEM-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await publicRoom(owner);

      for (const _ of upTo(12)) {
        await admit(owner, roomId, guest);
        const joined = await guest.call('join_room', { roomId });
        must.succeed(joined);
        const left = await guest.call('leave', { roomId });
        must.on('LEAVE-03').succeed(left);
      }
      await enter(owner, roomId, guest);
      const joined = await isJoined(owner, roomId, guest);
      must.that(joined, 'user after the last join', 'joined', 'not joined');
      const membership = await membershipOf(owner, roomId, guest.id);
      must.on('GMEM-03').equal(membership, 'join', 'membership after the last join');
    },
  },
};
