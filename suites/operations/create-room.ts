import { aliasIn } from '../../harness/fixtures/joining.ts';
import { newest } from '../../harness/fixtures/pages.ts';
import {
  bring,
  contentOf,
  membershipOf,
  membersOf,
  privateRoom,
  roomOf,
  topicOf,
} from '../../harness/fixtures/rooms.ts';
import { suite } from '../../harness/run/case.ts';
import { createRoomAliases } from './create-room-aliases.ts';
import { createRoomChoices } from './create-room-choices.ts';
import { createRoomTwin } from './create-room-twin.ts';
import { tokenCases } from './tokens.ts';

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
        .hold(typeof info.room_id === 'string', 'room_id', 'a string', info.room_id);
      must.on('CREATE-02').hold(info.room_id !== '', 'room_id', 'not empty', 'an empty string');
    },
  },
  'creator-is-joined': {
    title: 'The creator of a room is its first member',
    requires: ['CREATE-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const roomId = await privateRoom(owner);

      const listing = await owner.call('get_members', { roomId });
      const shut = listing.status === 403 || listing.status === 404;
      must.hold(!shut, 'members as the creator reads them', 'status 200', listing.status);
      const listed = (await membersOf(owner, roomId)).get(owner.id);
      must.equal(listed, 'join', 'membership of the creator in get_members');
      const membership = await membershipOf(owner, roomId, owner.id);
      must.equal(membership, 'join', 'membership of the creator by get_membership');
      const joins = (await newest(owner, roomId)).filter(
        (e) => e.type === 'm.room.member' && e.content['membership'] === 'join',
      );
      must.hold(joins.length > 0, "the creator's join in messages", 'there', 'missing');
    },
  },
  'each-room-is-a-new-one': {
    title: 'Every createRoom makes a room of its own',
    requires: ['CREATE-03'],
    async run({ users, must }) {
      const [owner, other] = await users('owner', 'other');

      const rooms = [
        await privateRoom(owner),
        await privateRoom(owner),
        await privateRoom(other, { name: 'Same name' }),
        await privateRoom(owner, { name: 'Same name' }),
      ];

      const distinct = new Set(rooms);
      must.hold(distinct.size === rooms.length, 'ids of four rooms', 'four different ones', rooms);
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

      must.on('CREATE-09').succeed(reply);
      must.on('CREATE-08').succeed(reply);
      const roomId = roomOf(reply);
      const name = (await contentOf(owner, roomId, 'm.room.name', ''))?.['name'];
      const read = name === body.name || (await topicOf(owner, roomId)) === body.topic;
      must.on('CREATE-08').hold(read, 'what the body asked for', 'a name or a topic', 'neither');
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
      must.hold(aliasIn(reply) === undefined, 'room_alias', 'none', aliasIn(reply));
      const topic = await owner.call('get_topic', { roomId: roomOf(reply) });
      must.status(topic, 404);
    },
  },
  'name-becomes-an-event': {
    title: 'A room made with a name has one m.room.name event that says so',
    requires: ['CREATE-20', 'MODEL-12'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const body = { visibility: 'private', name: 'Kitchen', topic: 'Cooking' };

      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      must.on('MODEL-12').succeed(reply);
      const roomId = roomOf(reply);
      await bring(owner, roomId, member);
      const sent = (await newest(owner, roomId)).filter((e) => e.type === 'm.room.name');
      const names = sent.map((e) => e.content['name']);
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
    requires: ['CREATE-21', 'MODEL-13'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const body = { visibility: 'private', name: 'Kitchen', topic: 'Cooking' };

      const reply = await owner.call('create_room', { body });

      must.succeed(reply);
      must.on('MODEL-13').succeed(reply);
      const roomId = roomOf(reply);
      await bring(owner, roomId, member);
      const sent = (await newest(owner, roomId)).filter((e) => e.type === 'm.room.topic');
      const topics = sent.map((e) => e.content['topic']);
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
        must.hold(types.has(`m.room.${name}`), `m.room.${name} in state`, 'there', [...types]);
      }
    },
  },
  ...tokenCases('create_room', async () => ({ args: { body: { visibility: 'private' } } })),
  ...createRoomChoices,
  ...createRoomAliases,
  ...createRoomTwin,
});
