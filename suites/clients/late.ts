import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import { isArray, isObject } from '../../harness/document/json.ts';
import type { Alter } from '../../mock/worlds/alter.ts';
import { idOf, membersOf, textsOf } from './shown.ts';

/** How many answers are behind what is so. */
const behind = 2;

/** A view that is what it was for some answers once something has happened. */
const lagging = (operation: string, since: (body: unknown) => boolean): Alter => {
  let before: unknown;
  let left = behind;
  return (answer) => {
    if (answer.operation !== operation || answer.status >= 500) return answer.body;
    if (before === undefined || !since(answer.body)) {
      before ??= answer.body;
      return answer.body;
    }
    left -= 1;
    return left >= 0 ? before : answer.body;
  };
};

const count = (body: unknown, key: string): number =>
  isObject(body) && isArray(body[key]) ? body[key].length : 0;

/** Whether a list is longer than it was at first. */
const longer = (): ((body: unknown) => boolean) => {
  let first: number | null = null;
  return (body) => {
    first ??= count(body, 'chunk');
    return count(body, 'chunk') > first;
  };
};

/** Whether an answer is not what it was at first. */
const anyChange = (): ((body: unknown) => boolean) => {
  let first: string | null = null;
  return (body) => JSON.stringify(body) !== (first ??= JSON.stringify(body));
};

/**
 * A view that is late. What succeeded is told as a success all the same, and once the view has caught up, the client shows
 * what is so.
 */
export const lateScenarios: readonly Scenario[] = [
  {
    id: 'clients/late/members',
    title: 'A list of members that is late is shown as it is once it has caught up.',
    requires: ['CLIENT-24'],
    needs: ['join_room', 'read_members'],
    control: 'clients/join_room/changes-the-membership',
    alter: () => lagging('get_members', longer()),
    async run(stage) {
      const { act, need, must, server, eventually, lobby: roomId } = stage;
      await need('bob', 'read_members', { roomId });
      must.succeed('CLIENT-24', await act('carol', 'join_room', { roomId }), 'joining');
      const carol = idOf(stage, 'carol');
      const { isSo, last } = await eventually(
        () => act('bob', 'read_members', { roomId }),
        (shown) => membersOf(shown)[carol] === server.members(roomId)[carol],
      );
      must.hold('CLIENT-24', 'the members in the end', isSo, 'those of the server', last);
    },
  },
  {
    id: 'clients/late/messages',
    title:
      'A message that comes late into the history is shown once it is there, and is not sent again.',
    requires: ['CLIENT-24'],
    needs: ['send_message', 'read_history'],
    control: 'clients/two-clients/see-the-same',
    alter: () => lagging('get_messages', longer()),
    async run({ act, need, must, server, eventually, lobby: roomId }) {
      await need('bob', 'read_history', { roomId });
      const sent = await act('alice', 'send_message', { roomId, text: 'late' });
      must.succeed('CLIENT-24', sent, 'sending a message');
      const { isSo, last } = await eventually(
        () => act('bob', 'read_history', { roomId }),
        (shown) => textsOf(shown).length > 0,
      );
      must.hold('CLIENT-24', 'the history in the end', isSo, 'the message', last);
      must.equal('CLIENT-24', 'the messages at the server', server.history(roomId), ['late']);
      const shown = last.kind === 'ok' ? textsOf(last.value) : [];
      must.equal('CLIENT-24', 'the messages that are shown', shown, ['late']);
    },
  },
  {
    id: 'clients/late/topic',
    title: 'A topic that is late is shown once it is there.',
    requires: ['CLIENT-24'],
    needs: ['set_topic', 'get_topic'],
    control: 'clients/set_topic/is-set',
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea' } } },
    alter: () => lagging('get_topic', (body) => isObject(body) && body['topic'] === 'Coffee'),
    async run({ act, need, must, eventually, lobby: roomId }) {
      await need('bob', 'get_topic', { roomId });
      const reply = await act('alice', 'set_topic', { roomId, topic: 'Coffee' });
      must.succeed('CLIENT-24', reply, 'setting a topic');
      const { isSo, last } = await eventually(
        () => act('bob', 'get_topic', { roomId }),
        ({ topic }) => topic === 'Coffee',
      );
      must.hold('CLIENT-24', 'the topic in the end', isSo, 'Coffee', last);
    },
  },
  ...(['invite', 'ban', 'leave'] as const).map((instruction): Scenario => ({
    id: `clients/late/${instruction}-is-a-success`,
    title: `A ${instruction} that succeeded is told as a success, though the list of members does not show it yet.`,
    requires: ['CLIENT-24'],
    needs: [instruction],
    control: `clients/${instruction}/changes-the-membership`,
    alter: () => lagging('get_members', anyChange()),
    async run(stage) {
      const { act, must, lobby: roomId } = stage;
      const user = instruction === 'leave' ? 'bob' : 'alice';
      const target = idOf(stage, instruction === 'invite' ? 'carol' : 'bob');
      const args = { roomId, ...(instruction === 'leave' ? {} : { userId: target }) };
      must.succeed('CLIENT-24', await act(user, instruction, args), instruction);
    },
  })),
];
