import { wordOf } from '../../../harness/document/json.ts';
import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { contentOf, privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import { oneRecordEach, requireOneRecordEach } from './views.ts';

const eventType = 'com.example.conf';
const numbers = [1, 2, 3, 4, 5, 6] as const;

/** @throws Broken unless at least two requests were accepted: otherwise nothing met */
function requireTwo(replies: readonly Reply[]): void {
  if (replies.filter(isSuccess).length < 2)
    throw new Broken('fewer than two of the requests were accepted');
}

const acceptedOf = <T>(all: readonly T[], replies: readonly Reply[]): readonly T[] =>
  all.filter((_, i) => replies[i] !== undefined && isSuccess(replies[i]));

/** Writes that arrive at the same moment; the owner alone may write state. */
export const stateAtOnce: Readonly<Record<string, CaseBody>> = {
  'writes-to-one-slot-at-once-leave-one': {
    title: 'Of writes to one slot at the same moment one is left, which every view shows',
    requires: ['STATE-07', 'STATE-03', 'GST-04', ...oneRecordEach],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const slot = { roomId, eventType, stateKey: 'k' };
      await owner.need('send_state_event', { ...slot, body: { v: 0 } });

      const write = (v: number): Promise<Reply> =>
        owner.call('send_state_event', { ...slot, body: { v } });
      const replies = await Promise.all(numbers.map(write));

      requireTwo(replies);
      const content = await contentOf(owner, roomId, eventType, 'k');
      const value = content?.['v'];
      const written = acceptedOf(numbers, replies).map(String);
      const isOne = written.includes(wordOf(value));
      must.that(isOne, 'value of the slot', `one of ${written.join(', ')}`, content);
      must.on('STATE-03').that(isOne, 'value of the slot', 'one that was set', content);
      await requireOneRecordEach(must, owner, roomId);
      const state = await owner.need('get_state_events', { roomId });
      const listed = state.find((e) => e.type === eventType && e['state_key'] === 'k');
      must.on('GST-04').include(listed?.['content'], { v: value }, 'value that the state lists');
    },
  },
  'writes-to-different-slots-at-once-all-count': {
    title: 'Writes to different keys and types at the same moment are all kept',
    requires: ['STATE-08', 'STATE-09', 'STATE-03'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      const keys = numbers.map((v) => ({ eventType, stateKey: `k${v}`, v }));
      const types = numbers.map((v) => ({ eventType: `${eventType}${v}`, stateKey: 'k', v }));

      for (const [requirement, slots] of [
        ['STATE-08', keys],
        ['STATE-09', types],
      ] as const) {
        const replies = await Promise.all(
          slots.map(({ v, ...slot }) =>
            owner.call('send_state_event', { roomId, ...slot, body: { v } }),
          ),
        );
        requireTwo(replies);
        const lost: string[] = [];
        for (const { v, ...slot } of acceptedOf(slots, replies)) {
          const content = await contentOf(owner, roomId, slot.eventType, slot.stateKey);
          if (content?.['v'] !== v) lost.push(`${slot.eventType} ${slot.stateKey}`);
        }
        must.on(requirement).equal(lost, [], 'slots that do not hold what was accepted');
      }
      must.on('STATE-03').that(true, 'slots', 'as written', 'as written');
    },
  },
  'topics-at-once-leave-one': {
    title: 'Of topics that are set at the same moment one is left, which every view shows',
    requires: ['TOPIC-10', 'TOPIC-03', 'GTOPIC-03', ...oneRecordEach],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const mark = fresh();
      const roomId = await privateRoom(owner, { topic: `${mark} 0` });
      const topics = numbers.map((n) => `${mark} ${n}`);

      const set = (topic: string): Promise<Reply> =>
        owner.call('set_topic', { roomId, body: { topic } });
      const replies = await Promise.all(topics.map(set));

      requireTwo(replies);
      const read = await topicOf(owner, roomId);
      const left = await topicInState(owner, roomId);
      const written = acceptedOf(topics, replies);
      const [hasRead, hasLeft] = [read, left].map((topic) => written.includes(wordOf(topic)));
      must.that(hasRead === true || hasLeft === true, 'topic', 'one that was set', [read, left]);
      must.on('TOPIC-03').that(true, 'topic', 'one that was set', '');
      await requireOneRecordEach(must, owner, roomId);
      must.on('GTOPIC-03').equal(read, left, 'topic by get_topic, beside that in the state');
    },
  },
};

async function topicInState(reader: User, roomId: string): Promise<unknown> {
  const state = await reader.need('get_state_events', { roomId });
  const content = state.find(({ type }) => type === 'm.room.topic')?.['content'];
  return typeof content === 'object' && content !== null && 'topic' in content
    ? content.topic
    : null;
}
