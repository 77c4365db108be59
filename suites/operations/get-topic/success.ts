import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import {
  bring,
  contentOf,
  enter,
  leave,
  privateRoom,
  publicRoom,
  topicOf,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** The state of the room has the topic. @throws Broken where it has another one: that is not about how it is read */
async function requireInState(reader: User, roomId: string, topic: string): Promise<void> {
  const set = (await contentOf(reader, roomId, 'm.room.topic', ''))?.['topic'];
  if (set !== topic) throw new Broken('the state of the room has another topic');
}

/** Reading the topic of a room. */
export const success: Readonly<Record<string, CaseBody>> = {
  'member-reads-topic': {
    title: 'A joined member reads the topic of the room',
    requires: ['GTOPIC-01', 'GTOPIC-02', 'GTOPIC-03', 'MODEL-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: ' Tea at four ' } });

      const reply = await owner.call('get_topic', { roomId });

      must.on('GTOPIC-01').succeed(reply);
      const { topic } = must.on('GTOPIC-02').conform('get_topic', reply);
      must.on('MODEL-01').equal(typeof topic, 'string', 'type of topic');
      must.on('GTOPIC-03').equal(topic, ' Tea at four ', 'topic that was set');
    },
  },
  'topic-of-creation-is-read': {
    title: 'The topic that a room was created with is read until another one is set',
    requires: ['GTOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner, { name: 'Kitchen', topic: 'Cooking' });
      await bring(owner, roomId, member);

      // If createRoom did not set the topic, that is reported against CREATE-21.
      const first = await topicOf(member, roomId);
      if (first !== null && first !== 'Cooking') await requireInState(member, roomId, 'Cooking');
      if (first !== null) must.equal(first, 'Cooking', 'topic that the room was created with');
      for (const topic of ['Baking', 'Brewing']) {
        await owner.need('set_topic', { roomId, body: { topic } });
        must.equal(await topicOf(member, roomId), topic, 'topic that was set last');
      }
    },
  },
  'each-room-has-its-own-topic': {
    title: 'get_topic reads the topic of the room in the path',
    requires: ['GTOPIC-05'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await owner.need('set_topic', { roomId: kitchen, body: { topic: 'Cooking' } });
      await owner.need('set_topic', { roomId: cellar, body: { topic: 'Wine' } });

      const [first, second] = [await topicOf(owner, kitchen), await topicOf(owner, cellar)];
      // Where no topic is read at all, none is that of another room.
      if (first === null && second === null) throw new Broken('no topic that was set is read');
      must.equal(first, 'Cooking', 'topic of the first room');
      must.equal(second, 'Wine', 'topic of the second room');
    },
  },
  'each-room-has-the-topic-of-its-creation': {
    title: 'Two rooms that were created with different topics keep them',
    requires: ['GTOPIC-05'],
    async run({ users, must, fresh }) {
      const [owner, member] = await users('owner', 'member');
      const [cooking, wine] = [fresh(), fresh()];
      const kitchen = await publicRoom(owner, { topic: cooking });
      const cellar = await publicRoom(owner, { topic: wine });
      for (const roomId of [kitchen, cellar]) await enter(owner, roomId, member);

      for (const reader of [owner, member]) {
        const read = [await topicOf(reader, kitchen), await topicOf(reader, cellar)];
        if (read.includes(null))
          return must.notApplicable(
            'GTOPIC-05',
            'a room was created without its topic, see CREATE-21',
          );
        must.equal(read, [cooking, wine], `topics of the two rooms that ${reader.name} reads`);
      }
    },
  },
  'user-who-left-may-read-or-not': {
    title: 'A joined member reads the topic; a user who left may or may not read it',
    requires: ['GTOPIC-07'],
    async run({ users, must, reading }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      await bring(owner, roomId, member);

      const before = requireTopic(await member.call('get_topic', { roomId }));
      must.succeed(before);
      requireText(before, 'Tea');

      await leave(owner, roomId, member);
      const after = await member.call('get_topic', { roomId });
      if (after.status === 403) reading('reading-after-leaving', 'refused');
      if (!isSuccess(after)) return;
      await owner.need('set_topic', { roomId, body: { topic: 'Wine' } });
      const later = at((await member.call('get_topic', { roomId })).json, 'topic');
      if (later === 'Tea') reading('reading-after-leaving', 'as-of-leaving');
      if (later === 'Wine') reading('reading-after-leaving', 'as-of-now');
    },
  },
  'outsiders-may-read-or-not': {
    title: 'A joined member reads the topic of a public room; other users may or may not read it',
    requires: ['GTOPIC-07'],
    async run({ users, must, reading }) {
      const [owner, outsider] = await users('owner', 'outsider');
      const roomId = await publicRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      const inside = requireTopic(await owner.call('get_topic', { roomId }));
      must.succeed(inside);
      requireText(inside, 'Tea');

      const outside = await outsider.call('get_topic', { roomId });
      if (at(outside.json, 'topic') === 'Tea') reading('outsider-reads-public-room', 'allowed');
      if (outside.status === 403) reading('outsider-reads-public-room', 'refused');
    },
  },
};

/** @throws Broken unless it is the topic that was set, which the cases of GTOPIC-03 judge */
function requireText(reply: Reply, topic: string): void {
  if (at(reply.json, 'topic') !== topic) throw new Broken('the topic that was set is not read');
}

/** If the topic is missing for everybody, the cases of set_topic report that. @throws Broken */
function requireTopic(reply: Reply): Reply {
  if (reply.status === 404) throw new Broken('the setup failed: the room has no topic');
  return reply;
}
