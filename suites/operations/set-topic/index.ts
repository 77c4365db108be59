import { newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import { type CaseBody, suite } from '../../../harness/run/case.ts';
import { badBodyCases } from '../shared/bad-bodies.ts';
import { standingCases } from '../shared/standings.ts';
import { tokenCases } from '../shared/tokens.ts';

const topicType = 'm.room.topic';

/** Bodies without a topic that is a string. */
const topicless = {
  missing: {},
  number: { topic: 5 },
  null: { topic: null },
  boolean: { topic: true },
  array: { topic: ['Coffee'] },
  object: { topic: { topic: 'Coffee' } },
};

const topiclessCases = Object.entries(topicless).map(([kind, body]): [string, CaseBody] => [
  `${kind}-topic-is-refused`,
  {
    title: `A body is refused when its topic is ${kind === 'missing' ? kind : `no string but: ${kind}`}`,
    requires: ['TOPIC-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      const before = await topicOf(owner, roomId);

      await must.refuse(
        400,
        owner,
        'set_topic',
        { roomId, body },
        { wrong: true, observer: owner },
      );
      must.equal(await topicOf(owner, roomId), before, 'topic after the refusal');
      must.succeed(await owner.call('set_topic', { roomId, body: { topic: 'Coffee' } }));
    },
  },
]);

export const setTopic = suite('set_topic', {
  'creator-sets-topic': {
    title: 'The creator of a room sets its topic',
    requires: ['TOPIC-01', 'TOPIC-02', 'TOPIC-05', 'TOPIC-06', 'MODEL-01'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const reply = await owner.call('set_topic', { roomId, body: { topic: 'Tea at four' } });

      must
        .on('TOPIC-05')
        .that(reply.status !== 415, 'a body of application/json', 'understood', 'status 415');
      must.on('TOPIC-01').succeed(reply);
      must.on('TOPIC-02').conform('set_topic', reply);
      must.on('TOPIC-06').succeed(reply);
      must.on('MODEL-01').succeed(reply);
    },
  },
  'everybody-reads-the-topic': {
    title: 'A topic that was set is read by its author, by members and by whoever joins later',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member, latecomer] = await users('owner', 'member', 'latecomer');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      await must.allow(owner, 'set_topic', { roomId, body: { topic: 'Tea at four' } });

      await bring(owner, roomId, latecomer);
      for (const reader of [owner, member, latecomer]) {
        const topic = await topicOf(reader, roomId);
        must.equal(topic, 'Tea at four', `topic as the ${reader.name} reads it`);
      }
    },
  },
  'topic-is-kept-letter-by-letter': {
    title: 'A topic is read as it was set, white space and length included',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const text = `  <b>Tea</b> & "cake"\tat 100%,\n${'bring a cup '.repeat(100)} `;

      await must.allow(owner, 'set_topic', { roomId, body: { topic: text } });

      must.equal(await topicOf(owner, roomId), text, 'topic that was set');
    },
  },
  'topic-stands-in-state': {
    title: 'GET state holds one topic event, with the topic that was set',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const state = await member.need('get_state_events', { roomId });
      const events = state.filter((event) => event.type === topicType);

      // A list without any event at all is GST-04's business.
      must.equal(events.length, state.length === 0 ? 0 : 1, 'topic events in GET state');
      for (const content of events.flatMap((event) => event['content'] ?? [])) {
        must.include(content, { topic: 'Tea at four' }, 'content of the topic event in GET state');
      }
    },
  },
  'topic-stands-in-initial-sync': {
    title: 'The state of initialSync holds one topic event, with the topic that was set',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const { state } = await member.need('get_room_sync_data', { roomId });

      if (state === undefined)
        return must.notApplicable('TOPIC-03', 'initialSync holds no state: SYNC-07');
      const events = state.filter((event) => event.type === topicType);
      must.equal(events.length, 1, 'topic events in initialSync');
      for (const content of events.flatMap((event) => event['content'] ?? [])) {
        must.include(
          content,
          { topic: 'Tea at four' },
          'content of the topic event in initialSync',
        );
      }
    },
  },
  'each-topic-is-in-messages': {
    title: 'Every change of the topic stands in the messages, once',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Coffee' } });
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      const events = await newest(member, roomId);

      const topics = events.flatMap((event) => event.content['topic'] ?? []).map(String);
      must.equal(topics.toSorted(), ['Coffee', 'Tea'], 'topics in the messages');
    },
  },
  ...badBodyCases('set_topic', 'TOPIC-06', async (owner) => ({
    roomId: await privateRoom(owner),
    body: { topic: 'Coffee' },
  })),
  ...Object.fromEntries(topiclessCases),
  'empty-topic-is-legal': {
    title: 'The empty string is a topic, and is read as one',
    requires: ['TOPIC-08'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      await must.allow(owner, 'set_topic', { roomId, body: { topic: '' } });

      for (const reader of [owner, member]) {
        must.equal(await topicOf(reader, roomId), '', 'topic that is empty');
      }
    },
  },
  'topic-is-set-in-that-room-only': {
    title: 'The topic is set in the room of the path, and another room keeps its own',
    requires: ['TOPIC-09'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const asked = await privateRoom(owner);
      const other = await privateRoom(owner);
      await owner.need('set_topic', { roomId: other, body: { topic: 'Wine' } });

      await must.unchanged(owner, other, () =>
        must.allow(owner, 'set_topic', { roomId: asked, body: { topic: 'Cooking' } }),
      );

      must.equal(await topicOf(owner, other), 'Wine', 'topic of the other room');
      must.equal(await topicOf(owner, asked), 'Cooking', 'topic of the room');
    },
  },
  'last-topic-counts': {
    title: 'A topic set again replaces the one before, also when it is an earlier one',
    requires: ['TOPIC-10'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const topic of ['Tea', 'Coffee', 'Tea', 'Wine']) {
        await must.allow(owner, 'set_topic', { roomId, body: { topic } });
        must.equal(await topicOf(owner, roomId), topic, 'topic after a change');
      }
      must.equal(await topicOf(member, roomId), 'Wine', 'topic after the last change');
    },
  },
  'topic-has-the-empty-key': {
    title:
      'However often it is set, the topic is the piece of state m.room.topic with the empty key',
    requires: ['TOPIC-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      must.succeed(await owner.call('set_topic', { roomId, body: { topic: 'Coffee' } }));

      const state = await owner.need('get_state_events', { roomId });
      for (const event of [...state, ...(await newest(owner, roomId))]) {
        // An event without a key is MODEL-39's business.
        if (event.type !== topicType || event['state_key'] === undefined) continue;
        must.equal(event['state_key'], '', 'state key of a topic event');
      }
    },
  },
  ...standingCases(
    'set_topic',
    'TOPIC-11',
    ['stranger', 'passerby', 'invited', 'left', 'kicked', 'banned', 'member'],
    async (owner, roomId) => {
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      return { roomId, body: { topic: 'Coffee' } };
    },
  ),
  ...tokenCases('set_topic', async (owner) => ({
    args: { roomId: await privateRoom(owner), body: { topic: 'Tea' } },
  })),
});
