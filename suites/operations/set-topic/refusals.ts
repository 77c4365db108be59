import { privateRoom, topicOf } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { wrongBodyCases } from '../shared/bodies.ts';
import { refusedRequestCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Bodies without a topic that is a string. */
const wrongTopics = {
  missing: { what: 'a body without a topic', body: {} },
  number: { what: 'a topic that is a number', body: { topic: 5 } },
  null: { what: 'a topic that is null', body: { topic: null } },
  boolean: { what: 'a topic that is a boolean', body: { topic: true } },
  array: { what: 'a topic that is an array', body: { topic: ['Coffee'] } },
  object: { what: 'a topic that is an object', body: { topic: { topic: 'Coffee' } } },
};

const wrongTopicCases = Object.entries(wrongTopics).map(([kind, { what, body }]) => [
  `${kind}-topic-is-refused`,
  {
    title: `set_topic answers 400 to ${what}`,
    requires: ['TOPIC-07'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      const before = await topicOf(owner, roomId);

      const wrong = { wrong: true, observer: owner } as const;
      await must.refuse(400, owner, 'set_topic', { roomId, body }, wrong);
      must.equal(await topicOf(owner, roomId), before, 'topic after the refusal');
      await owner.need('set_topic', { roomId, body: { topic: 'Coffee' } });
    },
  } satisfies CaseBody,
]);

/** Bodies that set no topic, and users who may not set one. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  ...wrongBodyCases('set_topic', 'TOPIC-06', async (owner) => ({
    roomId: await privateRoom(owner),
    body: { topic: 'Coffee' },
  })),
  ...Object.fromEntries(wrongTopicCases),
  ...refusedRequestCases(
    'set_topic',
    { id: 'set-topic', text: 'set its topic', requirement: 'TOPIC-11' },
    [
      'stranger',
      'stranger-to-public-room',
      'invited-user',
      'user-who-left',
      'kicked-user',
      'banned-user',
      'member-without-power',
    ],
    async (owner, roomId) => {
      await owner.need('set_topic', { roomId, body: { topic: 'Tea' } });
      return { roomId, body: { topic: 'Coffee' } };
    },
  ),
  ...tokenCases('set_topic', async (owner) => ({
    args: { roomId: await privateRoom(owner), body: { topic: 'Tea' } },
  })),
};
