import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import { areMembers, idOf, membersOf, textsOf } from './shown.ts';

/** The client of each user shows the history as the server has it. */
async function bothSee({ act, must, server, lobby: roomId }: Stage): Promise<void> {
  for (const user of ['alice', 'bob']) {
    const reply = await act(user, 'read_history', { roomId });
    const shown = textsOf(must.succeed('CLIENT-24', reply, 'reading the history'));
    must.equal('CLIENT-24', 'what a client shows', shown, server.history(roomId));
  }
}

const people = Object.fromEntries(
  Array.from({ length: 6 }, (_, at) => [`user${at}`, { password: `secret${at}` }]),
);

/**
 * Two clients that do something at once. A driver may carry out one instruction after the other; then nothing races, and
 * the same holds.
 */
export const twoClientScenarios: readonly Scenario[] = [
  {
    id: 'clients/two-clients/see-the-same',
    title: 'Two clients that talk to each other see the same.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'read_history'],
    async run(stage) {
      const { act, must, lobby: roomId } = stage;
      for (const turn of [1, 2, 3, 4]) {
        for (const user of ['alice', 'bob']) {
          const reply = await act(user, 'send_message', { roomId, text: `${user} ${turn}` });
          must.succeed('CLIENT-24', reply, 'sending a message');
        }
      }
      await bothSee(stage);
    },
  },
  {
    id: 'clients/two-clients/talk-at-once',
    title:
      'What two clients say at the same time is all there, once each, and in the same order for both.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'read_history'],
    control: 'clients/two-clients/see-the-same',
    async run(stage) {
      const { act, must, server, lobby: roomId } = stage;
      const said = [1, 2, 3, 4, 5].flatMap((turn) =>
        ['alice', 'bob'].map((user) => ({ user, text: `${user} ${turn}` })),
      );
      const replies = await Promise.all(
        said.map(({ user, text }) => act(user, 'send_message', { roomId, text })),
      );
      for (const reply of replies) must.succeed('CLIENT-24', reply, 'sending a message');
      const wanted = said.map(({ text }) => text).toSorted();
      must.equal('CLIENT-24', 'what was said', server.history(roomId).toSorted(), wanted);
      await bothSee(stage);
    },
  },
  {
    id: 'clients/two-clients/say-the-same-at-once',
    title: 'The same text, said by two clients at the same time, is there twice.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'read_history'],
    control: 'clients/two-clients/see-the-same',
    async run(stage) {
      const { act, must, server, lobby: roomId } = stage;
      const replies = await Promise.all(
        ['alice', 'bob'].map((user) => act(user, 'send_message', { roomId, text: 'yes' })),
      );
      for (const reply of replies) must.succeed('CLIENT-24', reply, 'sending a message');
      must.equal('CLIENT-24', 'what was said', server.history(roomId), ['yes', 'yes']);
      await bothSee(stage);
    },
  },
  {
    id: 'clients/two-clients/join-at-once',
    title: 'Users who join at the same time are all members, and each of them sees that.',
    requires: ['CLIENT-24'],
    needs: ['join_room', 'read_members'],
    state: { ...lobby, users: { ...lobby.users, ...people } },
    async run(stage) {
      const { act, must, server, lobby: roomId } = stage;
      const users = Object.keys(people);
      const replies = await Promise.all(users.map((user) => act(user, 'join_room', { roomId })));
      for (const reply of replies) must.succeed('CLIENT-24', reply, 'joining');
      for (const user of users.slice(0, 2)) {
        const membership = server.members(roomId)[idOf(stage, user)];
        must.equal('CLIENT-24', 'the membership afterwards', membership, 'join');
        const shown = membersOf(await stage.need(user, 'read_members', { roomId }));
        const isRight = areMembers(shown, server.members(roomId));
        must.hold('CLIENT-24', 'the members that are shown', isRight, 'those of the server', shown);
      }
    },
  },
  {
    id: 'clients/two-clients/set-topics-at-once',
    title:
      'Of two topics that are set at the same time one is the topic, and both clients show that.',
    requires: ['CLIENT-24'],
    needs: ['set_topic', 'get_topic'],
    state: {
      ...lobby,
      rooms: { lobby: { ...lobby.rooms.lobby, power_levels: { state_default: 0 } } },
    },
    async run({ act, must, server, lobby: roomId }) {
      const replies = await Promise.all(
        ['alice', 'bob'].map((user) => act(user, 'set_topic', { roomId, topic: `by ${user}` })),
      );
      for (const reply of replies) must.succeed('CLIENT-24', reply, 'setting a topic');
      for (const user of ['alice', 'bob']) {
        const reply = await act(user, 'get_topic', { roomId });
        const { topic } = must.succeed('CLIENT-24', reply, 'reading a topic');
        must.equal('CLIENT-24', 'the topic that is shown', topic, server.topic(roomId));
      }
    },
  },
  {
    id: 'clients/two-clients/leave-while-somebody-talks',
    title: 'A message that is sent while another user leaves is there, and so is the leaving.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'leave'],
    async run(stage) {
      const { act, must, server, lobby: roomId } = stage;
      const [sent, left] = await Promise.all([
        act('alice', 'send_message', { roomId, text: 'bye' }),
        act('bob', 'leave', { roomId }),
      ]);
      must.succeed('CLIENT-24', sent, 'sending a message');
      must.succeed('CLIENT-24', left, 'leaving');
      must.equal('CLIENT-24', 'what was said', server.history(roomId), ['bye']);
      const membership = server.members(roomId)[idOf(stage, 'bob')];
      must.equal('CLIENT-24', 'the membership afterwards', membership, 'leave');
    },
  },
];
