import { Broken } from '../../../harness/judge/verdict.ts';
import { isSuccess, requireSuccess } from '../../../harness/world/answers.ts';
import { aliasIn } from '../../../harness/world/joining.ts';
import { contentOf, isJoined, privateRoom, roomOf, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** What createRoom accepts, and what it answers. */
export const success: Readonly<Record<string, CaseBody>> = {
  'answers-with-a-room-id': {
    title: 'createRoom answers with the id of a room',
    requires: ['CREATE-01', 'CREATE-02', 'MODEL-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      // What is offered is a room; a success without one is reported against CREATE-02 and proves nothing.
      if (!isSuccess(reply)) {
        const full = { visibility: 'public', name: 'Kitchen', topic: 'Tea' };
        for (const body of [{}, full]) {
          if (isSuccess(await owner.call('create_room', { body })))
            throw new Broken('a room is made with other properties, see CREATE-14 and CREATE-22');
        }
        must.succeed(reply);
      }
      const info = must.on('CREATE-02').conform('create_room', reply);
      must
        .on('MODEL-08')
        .that(typeof info.room_id === 'string', 'room_id', 'a string', info.room_id);
      must.on('CREATE-02').that(info.room_id !== '', 'room_id', 'not empty', 'an empty string');
      must.succeed(reply);
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
      if (isSuccess(joined)) reading('default-visibility', 'public');
      else if (joined.status === 403) reading('default-visibility', 'private');
    },
  },
  'all-properties-together': {
    title: 'createRoom accepts visibility, name and topic together, as JSON',
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
      must
        .on('CREATE-08')
        .that(understood, 'name and topic of the room', 'at least one of those in the body', read);
    },
  },
  'room-without-topic-and-alias-has-none': {
    title: 'A room created without a topic and an alias has neither',
    requires: ['CREATE-22', 'MODEL-11', 'MODEL-12', 'MODEL-13'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });

      must.succeed(reply);
      for (const id of ['MODEL-11', 'MODEL-12', 'MODEL-13'] as const) must.on(id).succeed(reply);
      must.that(aliasIn(reply) === undefined, 'room_alias', 'none', aliasIn(reply));
      const roomId = roomOf(reply);
      const topic = await owner.call('get_topic', { roomId });
      if (topic.status === 403 || topic.status === 405)
        throw new Broken('get_topic cannot be asked');
      must.status(topic, 404);
      // Where no topic is ever found, none was seen to be missing.
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      requireSuccess(await owner.call('get_topic', { roomId }));
    },
  },
  'json-is-understood': {
    title: 'createRoom understands a body of JSON',
    requires: ['CREATE-08'],
    async run({ users, must }) {
      const [owner] = await users('owner');

      const reply = await owner.call('create_room', { body: { visibility: 'private' } });
      must.succeed(reply);
      roomOf(reply);
    },
  },
  'administrative-state-is-there': {
    title: 'A new room has create, power_levels, join_rules and member events in its state',
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
  'unknown-keys-are-ignored': {
    title: 'createRoom ignores keys that it does not know',
    requires: ['CREATE-23'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const unknown = { custom: 1, 'com.example.nested': { list: [null, 'x'] } };

      const reply = await owner.call('create_room', {
        body: { visibility: 'private', ...unknown },
      });

      must.succeed(reply);
      const joined = await isJoined(owner, roomOf(reply), owner);
      must.that(joined, 'membership of the creator', 'join', 'another one');
    },
  },
};
