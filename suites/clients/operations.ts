import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import type { Stage } from '../../clients/stage/stage.ts';
import type { ClientRequirementId, Nickname } from '../../harness/document/ids.ts';
import { readOperations } from './reads.ts';

/** What one operation is for, so that it can be looked at in several dialects. */
export interface OperationCase {
  readonly id: Scenario['id'];
  readonly title: string;
  readonly operation: Nickname;
  /** The requirement where nothing else is in question. */
  readonly requirement: ClientRequirementId;
  readonly state?: NonNullable<Scenario['state']>;
  readonly counts?: Scenario['counts'];
  readonly needs?: Scenario['needs'];
  /** @param about the requirement that the assertions are about */
  readonly run: (stage: Stage, about: ClientRequirementId) => Promise<void>;
}

/** An unencoded number sign cuts everything off that follows it. */
export const withoutFragment: NonNullable<Scenario['counts']> = (found, path) =>
  found === 'CLIENT-01' && /\/join\/?$/.test(path) ? 'CLIENT-02' : found;

const memberships = [
  ['join_room', 'carol', 'carol', 'join', 'A user who joins is in the room.'],
  ['leave', 'bob', 'bob', 'leave', 'A user who leaves is not in the room any more.'],
  ['invite', 'alice', 'carol', 'invite', 'A user who is invited is invited.'],
  ['ban', 'alice', 'bob', 'ban', 'A user who is banned is banned.'],
  ['set_membership', 'alice', 'carol', 'invite', 'A membership that is set is so.'],
] as const;

/** Writes: each does what it is for. */
const writeOperations: readonly OperationCase[] = [
  {
    id: 'clients/create_room/makes-a-room',
    title: 'A room that is created is there, with its topic, and its creator is in it.',
    operation: 'create_room',
    requirement: 'CLIENT-24',
    async run({ act, must, server, world }, about) {
      const reply = await act('alice', 'create_room', { visibility: 'public', topic: 'Tea' });
      const { roomId } = must.succeed(about, reply, 'creating a room');
      const room = String(roomId);
      must.equal(about, 'the topic of the room that the client names', server.topic(room), 'Tea');
      const creator = world.users['alice']?.userId ?? '';
      must.equal(about, 'its members', server.members(room), { [creator]: 'join' });
    },
  },
  ...(['#lobby', null] as const).map((alias): OperationCase => ({
    id: alias === null ? 'clients/join/by-id' : 'clients/join/by-alias',
    title: alias === null ? 'A room is joined by its id.' : 'A room is joined by its alias.',
    operation: 'join',
    requirement: 'CLIENT-26',
    counts: withoutFragment,
    async run({ act, must, server, world, lobby: room }, about) {
      const carol = world.users['carol']?.userId ?? '';
      const name = alias === null ? room : `${alias}:${carol.replace(/^[^:]*:/, '')}`;
      must.succeed(about, await act('carol', 'join', { room: name }), 'joining');
      must.equal(about, 'the membership afterwards', server.members(room)[carol], 'join');
    },
  })),
  ...memberships.map(([operation, user, target, membership, title]): OperationCase => ({
    id: `clients/${operation}/changes-the-membership`,
    title,
    operation,
    requirement: 'CLIENT-24',
    async run({ act, must, server, world, lobby: roomId }, about) {
      const userId = world.users[target]?.userId ?? '';
      const args = {
        roomId,
        ...(user === target ? {} : { userId }),
        ...(operation === 'set_membership' ? { membership } : {}),
      };
      must.succeed(about, await act(user, operation, args), operation);
      must.equal(about, 'the membership afterwards', server.members(roomId)[userId], membership);
    },
  })),
  {
    id: 'clients/send_message/is-in-the-room-once',
    title: 'A message that is sent is in the room once, and the client knows its id.',
    operation: 'send_message',
    requirement: 'CLIENT-24',
    async run({ act, must, server, lobby: roomId }, about) {
      const first = await act('alice', 'send_message', { roomId, text: 'hi' });
      const { eventId } = must.succeed(about, first, 'sending a message');
      const second = await act('alice', 'send_message', { roomId, text: 'hi' });
      const again = must.succeed(about, second, 'sending the same text again');
      must.equal(about, 'the messages', server.history(roomId), ['hi', 'hi']);
      must.equal(about, 'whether both have the same id', eventId === again['eventId'], false);
    },
  },
  {
    id: 'clients/send_non_state_event/is-sent',
    title: 'An event of any type is sent.',
    operation: 'send_non_state_event',
    requirement: 'CLIENT-24',
    async run({ act, must, server, lobby: roomId }, about) {
      const args = { roomId, type: 'com.example.wave', content: { hand: 'left' } };
      must.succeed(about, await act('alice', 'send_non_state_event', args), 'sending an event');
      const sent = server.events(roomId).filter(({ type }) => type === 'com.example.wave');
      must.equal(about, 'how often the event is there', sent.length, 1);
      must.equal(about, 'the hand of the event', sent[0]?.content['hand'], 'left');
    },
  },
  {
    id: 'clients/send_feedback/is-sent',
    title: 'Feedback about a message is sent.',
    operation: 'send_feedback',
    requirement: 'CLIENT-05',
    needs: ['send_message', 'send_feedback'],
    async run({ act, need, must, server, lobby: roomId }, about) {
      const { eventId } = await need('alice', 'send_message', { roomId, text: 'hi' });
      const reply = await act('bob', 'send_feedback', { roomId, eventId, type: 'read' });
      must.succeed(about, reply, 'sending feedback');
      const events = server.events(roomId);
      const sent = events.filter(({ type }) => type === 'm.room.message.feedback');
      const message = events.find(({ type }) => type === 'm.room.message');
      must.equal(
        about,
        'the types of the feedback',
        sent.map(({ content }) => content['type']),
        ['read'],
      );
      const about1 = sent[0]?.content['target_event_id'];
      must.equal(about, 'the message that it is about', about1, message?.eventId);
    },
  },
  {
    id: 'clients/send_state_event/is-set',
    title: 'State that is set is so.',
    operation: 'send_state_event',
    requirement: 'CLIENT-24',
    async run({ act, must, server, lobby: roomId }, about) {
      const [type, stateKey] = ['com.example.colour', 'wall'];
      const args = { roomId, type, stateKey, content: { is: 'blue' } };
      must.succeed(about, await act('alice', 'send_state_event', args), 'setting state');
      const found = server.state(roomId, type, stateKey)?.['is'];
      must.equal(about, 'the colour at the server', found, 'blue');
    },
  },
  {
    id: 'clients/set_topic/is-set',
    title: 'A topic that is set is so, and an empty one is a topic.',
    operation: 'set_topic',
    requirement: 'CLIENT-24',
    async run({ act, must, server, lobby: roomId }, about) {
      for (const topic of ['Tea at five', '']) {
        const reply = await act('alice', 'set_topic', { roomId, topic });
        must.succeed(about, reply, 'setting a topic');
        must.equal(about, 'the topic afterwards', server.topic(roomId), topic);
      }
    },
  },
];

/** Every operation of the declaration, and what it is for. */
export const operations: readonly OperationCase[] = [...writeOperations, ...readOperations];

/** Each operation of the declaration does what it is for. */
export const operationScenarios: readonly Scenario[] = operations.map(
  ({ id, title, operation, requirement, needs = [operation], state, counts, run }) => ({
    id,
    title,
    requires: [requirement],
    needs,
    state: state ?? lobby,
    ...(counts === undefined ? {} : { counts }),
    run: (stage) => run(stage, requirement),
  }),
);
