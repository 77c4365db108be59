import { wordOf } from '../../../harness/document/json.ts';
import { same } from '../../../harness/judge/compare.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { someOf } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { bring, privateRoom, openRoomWith, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { AnyEvent } from '../../../harness/document/ids.ts';

const topicType = 'm.room.topic';

/** Where a topic that was set can be read. */
export const views: Readonly<Record<string, CaseBody>> = {
  'everybody-reads-the-topic': {
    title: 'A topic is read by the user who set it, by other members and by users who join later',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member, latecomer] = await users('owner', 'member', 'latecomer');
      const roomId = await openRoomWith(owner, member);

      await must.allow(owner, 'set_topic', { roomId, body: { topic: 'Tea at four' } });

      await bring(owner, roomId, latecomer);
      for (const reader of [owner, member, latecomer]) {
        const topic = await topicOf(reader, roomId);
        must.equal(topic, 'Tea at four', `topic that ${reader.name} reads`);
      }
    },
  },
  'topic-stands-in-state': {
    title: 'get_state_events lists one topic event, with the topic that was set',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const state = await member.need('get_state_events', { roomId });

      if (state.length === 0)
        return must.notApplicable('TOPIC-03', 'get_state_events lists nothing, see GST-04');
      hasTopic(must, state, 'get_state_events');
    },
  },
  'topic-stands-in-initial-sync': {
    title: 'The state in initialSync holds one topic event, with the topic that was set',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea at four' } });

      const { state } = await member.need('get_room_sync_data', { roomId });

      if (state === undefined) {
        return must.notApplicable('TOPIC-03', 'initialSync has no state, see SYNC-07');
      }
      hasTopic(must, state, 'initialSync');
    },
  },
  'each-topic-is-in-messages': {
    title: 'Every change of the topic is listed once in messages',
    requires: ['TOPIC-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);
      const set = ['Coffee', 'Tea'];
      for (const topic of set) await owner.need('set_topic', { roomId, body: { topic } });

      const events = await newest(member, roomId);

      // Whether the room began with a topic is another matter.
      const topics = events.flatMap((event) => event.content['topic'] ?? []).map(wordOf);
      const listed = topics.filter((topic) => set.includes(topic));
      if (same(listed, ['Coffee']) && (await topicOf(member, roomId)) === 'Coffee')
        throw new Broken('a topic that is set again stays as it is');
      must.equal(listed.toSorted(), set, 'topics in messages');
    },
  },
  'topic-has-the-empty-key': {
    title: 'A topic event has the empty state key, however often the topic is set',
    requires: ['TOPIC-10'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });

      await owner.need('set_topic', { roomId, body: { topic: 'Coffee' } });

      const state = await owner.need('get_state_events', { roomId });
      // An event without a key is reported against MODEL-39.
      const keyed = [...state, ...(await newest(owner, roomId))].filter(
        (event) => event.type === topicType && typeof event['state_key'] === 'string',
      );
      for (const event of someOf(keyed, 'topic event with a state_key')) {
        must.equal(event['state_key'], '', 'state key of a topic event');
      }
    },
  },
};

/** A list of state has one topic event, which holds the topic. */
function hasTopic(must: Must, state: readonly AnyEvent[], view: string): void {
  const events = state.filter((event) => event.type === topicType);
  must.equal(events.length, 1, `number of topic events in ${view}`);
  for (const content of events.flatMap((event) => event['content'] ?? [])) {
    must.include(content, { topic: 'Tea at four' }, `content of the topic event in ${view}`);
  }
}
