import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess, isUnrouted } from '../../../harness/world/answers.ts';
import { aliasIn } from '../../../harness/world/joining.ts';
import { newest } from '../../../harness/world/pages.ts';
import { bring, contentOf, privateRoom, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import { suite } from '../../../harness/run/case.ts';
import { createRoomAliases } from './aliases.ts';
import { createRoomChoices } from './choices.ts';
import { createRoomInSync } from './in-sync.ts';
import { createRoomTwin } from './twin.ts';
import { shown, shownRows } from '../shared/membership-views.ts';
import { tokenCases } from '../shared/tokens.ts';

/** A fresh room has its creator in it, and nobody else. */
async function onlyMember(must: Must, creator: User, roomId: string): Promise<void> {
  const listing = await creator.call('get_members', { roomId });
  const shut = (listing.status === 403 || listing.status === 404) && !isUnrouted(listing);
  must.that(!shut, 'members as the creator reads them', 'status 200', listing.status);
  const { chunk } = await creator.need('get_members', { roomId });
  const others = chunk
    .filter((e) => e['room_id'] === roomId && typeof e['state_key'] === 'string')
    .map((e) => e['state_key'])
    .filter((id) => id !== creator.id);
  must.equal(others, [], 'members of a fresh room, but for its creator');
}

/** What the events of one type say under a key, each event once. */
async function toldIn(
  reader: User,
  roomId: string,
  type: string,
  key: string,
): Promise<readonly unknown[]> {
  const events = (await newest(reader, roomId)).filter((e) => e.type === type);
  return [...new Map(events.map((e) => [e.event_id, e.content[key]] as const)).values()];
}

export const createRoom = suite('create_room', {
  'answers-with-a-room-id': {
    title: 'POST /createRoom answers with the id of a room',
    requires: ['CREATE-01', 'CREATE-02', 'MODEL-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      must.succeed(reply);
      const info = must.on('CREATE-02').conform('create_room', reply);
      must
        .on('MODEL-08')
        .that(typeof info.room_id === 'string', 'room_id', 'a string', info.room_id);
      must.on('CREATE-02').that(info.room_id !== '', 'room_id', 'not empty', 'an empty string');
    },
  },
  'creator-is-joined': {
    title: 'The creator of a room is its first member',
    requires: ['CREATE-03', ...shownRows],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const roomId = await privateRoom(owner);

      await onlyMember(must, owner, roomId);
      const standing = { roomId, user: owner, membership: 'join' };
      await shown(must, 'CREATE-03', standing, owner);
    },
  },
  'each-room-is-a-new-one': {
    title: 'Every createRoom makes a room of its own',
    requires: ['CREATE-03'],
    async run({ users, must }) {
      const [owner, other] = await users('owner', 'other');

      const rooms: string[] = [];
      for (const creator of [owner, owner, other, owner, owner]) {
        const roomId = await privateRoom(creator, { name: 'Same name' });
        await onlyMember(must, creator, roomId);
        rooms.push(roomId);
      }

      const distinct = new Set(rooms);
      must.that(distinct.size === rooms.length, 'ids of five rooms', 'five different ones', rooms);
    },
  },
  'empty-object-suffices': {
    title: 'createRoom needs none of its four properties',
    requires: ['CREATE-09', 'CREATE-16', 'MODEL-10'],
    async run({ users, must, reading }) {
      const [owner, stranger] = await users('owner', 'stranger');

      const reply = await owner.call('create_room', { body: {} });

      must.on('CREATE-16').succeed(reply);
      must.on('CREATE-09').succeed(reply);
      must.on('MODEL-10').succeed(reply);
      const roomId = roomOf(reply);
      const joined = await stranger.call('join_room', { roomId });
      reading('default-visibility', joined.status === 200 ? 'public' : 'private');
    },
  },
  'all-properties-together': {
    title: 'createRoom takes visibility, name and topic together, as JSON',
    requires: ['CREATE-08', 'CREATE-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const body = { visibility: 'private', name: 'Kitchen', topic: 'Cooking' };

      const reply = await owner.call('create_room', { body });

      if (!isSuccess(reply)) {
        await privateRoom(owner, { name: 'Kitchen' });
        await privateRoom(owner, { topic: 'Cooking' });
      }
      must.on('CREATE-09').succeed(reply);
      const roomId = roomOf(reply);
      const name = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
      const read = [name, await topicOf(owner, roomId)];
      const understood = read.includes(body.name) || read.includes(body.topic);
      must.on('CREATE-08').that(understood, 'what the body asked for', 'a name or a topic', read);
    },
  },
  'nothing-is-made-up': {
    title: 'A room made without topic and alias has none',
    requires: ['CREATE-22', 'MODEL-11', 'MODEL-12', 'MODEL-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      must.succeed(reply);
      for (const id of ['MODEL-11', 'MODEL-12', 'MODEL-13'] as const) must.on(id).succeed(reply);
      must.that(aliasIn(reply) === undefined, 'room_alias', 'none', aliasIn(reply));
      const topic = await owner.call('get_topic', { roomId: roomOf(reply) });
      if (topic.status === 403 || topic.status === 405)
        throw new Broken('no topic can be asked for');
      must.status(topic, 404);
    },
  },
  'json-is-understood': {
    title: 'createRoom understands a body of JSON',
    requires: ['CREATE-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      must.succeed(await owner.call('create_room', { body: { visibility: 'private' } }));
    },
  },
  'name-is-taken': {
    title: 'createRoom takes a name',
    requires: ['MODEL-12'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', name: 'Kitchen' };
      must.succeed(await owner.call('create_room', { body }));
    },
  },
  'topic-is-taken': {
    title: 'createRoom takes a topic',
    requires: ['MODEL-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const body = { visibility: 'private', topic: 'Cooking' };
      must.succeed(await owner.call('create_room', { body }));
    },
  },
  'name-becomes-an-event': {
    title: 'A room made with a name has one m.room.name event that says so',
    requires: ['CREATE-20'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const body = { visibility: 'private', name: 'Kitchen' };
      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      const roomId = roomOf(reply);
      await bring(owner, roomId, member);
      const names = await toldIn(owner, roomId, 'm.room.name', 'name');
      must.equal(names, ['Kitchen'], 'm.room.name in messages');
      for (const reader of [owner, member]) {
        const content = await contentOf(reader, roomId, 'm.room.name', '');
        must.include(
          content,
          { name: 'Kitchen' },
          `m.room.name in state as ${reader.name} reads it`,
        );
      }
    },
  },
  'topic-becomes-an-event': {
    title: 'A room made with a topic has one m.room.topic event that says so',
    requires: ['CREATE-21'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');

      const body = { visibility: 'private', topic: 'Cooking' };
      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      const roomId = roomOf(reply);
      await bring(owner, roomId, member);
      const topics = await toldIn(owner, roomId, 'm.room.topic', 'topic');
      must.equal(topics, ['Cooking'], 'm.room.topic in messages');
      for (const reader of [owner, member]) {
        const topic = await topicOf(reader, roomId);
        must.equal(topic, 'Cooking', `get_topic as ${reader.name} reads it`);
      }
    },
  },
  'name-is-listed-state': {
    title: 'The name given to createRoom is listed among the state of the room',
    requires: ['CREATE-20'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { name: 'Kitchen' });

      const listed = await owner.need('get_state_events', { roomId });

      const names = listed.filter((e) => e.type === 'm.room.name');
      must.include(names, [{ content: { name: 'Kitchen' } }], 'm.room.name in get_state_events');
    },
  },
  'topic-is-listed-state': {
    title: 'The topic given to createRoom is listed among the state of the room',
    requires: ['CREATE-21'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Cooking' });

      const listed = await owner.need('get_state_events', { roomId });

      const topics = listed.filter((e) => e.type === 'm.room.topic');
      must.include(topics, [{ content: { topic: 'Cooking' } }], 'm.room.topic in get_state_events');
    },
  },
  'administrative-state-is-there': {
    title: 'A fresh room has its create, power_levels, join_rules and member state',
    requires: ['CREATE-26'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const listed = await owner.need('get_state_events', { roomId });

      const types = new Set(listed.map((e) => e.type));
      for (const name of ['create', 'power_levels', 'join_rules', 'member']) {
        must.that(types.has(`m.room.${name}`), `m.room.${name} in state`, 'there', [...types]);
      }
    },
  },
  ...createRoomInSync,
  ...tokenCases('create_room', async () => ({ args: { body: { visibility: 'private' } } })),
  ...createRoomChoices,
  ...createRoomAliases,
  ...createRoomTwin,
});
