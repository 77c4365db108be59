import { lobby } from '../../clients/stage/scenario.ts';
import type { OperationCase } from './operations.ts';
import { areMembers, idOf, membersOf } from './shown.ts';

/** Reads: the client shows what the server has. */
export const readOperations: readonly OperationCase[] = [
  {
    id: 'clients/get_membership/is-that-of-the-server',
    title: 'The membership that the client shows is that of the server.',
    operation: 'get_membership',
    requirement: 'CLIENT-24',
    state: {
      ...lobby,
      rooms: { lobby: { ...lobby.rooms.lobby, members: { bob: 'join', carol: 'invite' } } },
    },
    async run(stage, about) {
      const { act, must, lobby: roomId } = stage;
      for (const [user, membership] of [
        ['bob', 'join'],
        ['carol', 'invite'],
      ] as const) {
        const userId = idOf(stage, user);
        const reply = await act('alice', 'get_membership', { roomId, userId });
        const shown = must.succeed(about, reply, 'reading a membership');
        must.equal(about, 'the membership that is shown', shown['membership'], membership);
      }
    },
  },
  {
    id: 'clients/get_topic/is-that-of-the-server',
    title: 'The topic that the client shows is that of the server.',
    operation: 'get_topic',
    requirement: 'CLIENT-24',
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea at five' } } },
    async run({ act, must, lobby: roomId }, about) {
      const reply = await act('bob', 'get_topic', { roomId });
      const { topic } = must.succeed(about, reply, 'reading a topic');
      must.equal(about, 'the topic that is shown', topic, 'Tea at five');
    },
  },
  {
    id: 'clients/get_members/are-those-of-the-server',
    title: 'The members that the client shows are those of the server.',
    operation: 'get_members',
    requirement: 'CLIENT-24',
    needs: ['read_members'],
    async run({ act, must, server, lobby: roomId }, about) {
      const reply = await act('bob', 'read_members', { roomId });
      const shown = membersOf(must.succeed(about, reply, 'reading the members'));
      const isRight = areMembers(shown, server.members(roomId));
      must.hold(about, 'the members that are shown', isRight, 'those of the server', shown);
    },
  },
  ...(['get_messages', 'get_members', 'get_state_events', 'get_room_sync_data'] as const).map(
    (operation): OperationCase => ({
      id: `clients/${operation}/is-read`,
      title: `The answer of ${operation} is read.`,
      operation,
      requirement: 'CLIENT-01',
      async run({ act, must, world, lobby: roomId }, about) {
        must.succeed(about, await act('bob', operation, { roomId }), operation);
        const came = world.journal({ operation, user: 'bob' }).length;
        must.equal(about, 'whether it was asked for', came > 0, true);
      },
    }),
  ),
];
