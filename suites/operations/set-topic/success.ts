import { Broken } from '../../../harness/judge/verdict.ts';
import { privateRoom, openRoomWith, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

/** Setting a topic: what it does in the room, and what a topic may be. */
export const success: Readonly<Record<string, CaseBody>> = {
  'creator-sets-topic': {
    title: 'The creator of a room sets its topic',
    requires: ['TOPIC-01', 'TOPIC-02', 'TOPIC-05', 'TOPIC-06', 'MODEL-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const json = must.on('TOPIC-05');
      json.violatedIf(reply.status === 415, 'a JSON body', 'understood', 'status 415');
      must.on('TOPIC-01').succeed(reply);
      json.succeed(reply);
      must.on('TOPIC-02').conform('set_topic', reply);
      must.on('TOPIC-06').succeed(reply);
      must.on('MODEL-01').succeed(reply);
    },
  },
  'topic-is-kept-letter-by-letter': {
    title: 'A topic comes back character by character, with its white space and at any length',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const topic = `  <b>Tea</b> & "cake"\tat 100%,\n${'bring a cup '.repeat(100)} `;

      await must.allow(owner, 'set_topic', { roomId, body: { topic } });

      must.equal(await topicOf(owner, roomId), topic, 'topic that was set');
    },
  },
  'empty-topic-is-legal': {
    title: 'A topic may be the empty string, and is read as the empty string',
    requires: ['TOPIC-08', 'GST-04', 'TOPIC-11'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      await must.allow(owner, 'set_topic', { roomId, body: { topic: '' } });

      for (const reader of [owner, member]) {
        must.equal(await topicOf(reader, roomId), '', `topic that ${reader.name} reads`);
      }
      const other = { roomId, body: { topic: 'Mine' } };
      await must.on('TOPIC-11').refuse(403, member, 'set_topic', other, { observer: owner });
      const state = await owner.need('get_state_events', { roomId });
      const types = state.map((event) => event.type);
      must
        .on('GST-04')
        .that(types.includes('m.room.topic'), 'types in state', 'm.room.topic', types);
    },
  },
  'topic-is-set-in-that-room-only': {
    title: 'set_topic sets the topic of the room in the path; another room keeps its own',
    requires: ['TOPIC-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await owner.need('set_topic', { roomId: cellar, body: { topic: 'Wine' } });

      await must.unchanged(
        owner,
        cellar,
        () => must.allow(owner, 'set_topic', { roomId: kitchen, body: { topic: 'Cooking' } }),
        'set_topic',
      );

      const other = await topicOf(owner, cellar);
      // A topic that is set nowhere was not set in a wrong room.
      if (other === null && (await topicOf(owner, kitchen)) === null)
        throw new Broken('no topic was set');
      must.equal(other, 'Wine', 'topic of the other room');
    },
  },
  'last-topic-counts': {
    title:
      'A new topic replaces the one before, even if it was the topic earlier or is a part of it',
    requires: ['TOPIC-10'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      for (const topic of ['Tea at four', 'Coffee', 'Tea at four', 'Tea', 'tea']) {
        await must.allow(owner, 'set_topic', { roomId, body: { topic } });
        must.equal(await topicOf(owner, roomId), topic, 'topic after a change');
      }
      must.equal(await topicOf(member, roomId), 'tea', 'topic after the last change');
    },
  },
};
