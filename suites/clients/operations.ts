import { isArray, isObject } from '../../harness/document/json.ts';
import { lobby, type Scenario } from '../../clients/stage/scenario.ts';

const bob = '@bob:localhost';
const carol = '@carol:localhost';

/** Each operation of the declaration does what it is for. */
export const operationScenarios: readonly Scenario[] = [
  {
    id: 'clients/create_room/makes-a-room',
    title: 'A room that is created is there, with its topic, and its creator is in it.',
    requires: ['CLIENT-24'],
    needs: ['create_room'],
    async run({ act, must, server }) {
      const reply = await act('alice', 'create_room', { visibility: 'public', topic: 'Tea' });
      const { roomId } = must.succeed('CLIENT-24', reply, 'creating a room');
      const room = String(roomId);
      must.equal(
        'CLIENT-24',
        'the topic of the room that the client names',
        server.topic(room),
        'Tea',
      );
      must.equal('CLIENT-24', 'its members', server.members(room), { '@alice:localhost': 'join' });
    },
  },
  {
    id: 'clients/join/by-alias',
    title: 'A room is joined by its alias.',
    requires: ['CLIENT-26'],
    needs: ['join'],
    async run({ act, must, server, lobby: room }) {
      const reply = await act('carol', 'join', { room: '#lobby:localhost' });
      must.succeed('CLIENT-26', reply, 'joining by alias');
      must.equal('CLIENT-26', 'the membership afterwards', server.members(room)[carol], 'join');
    },
  },
  {
    id: 'clients/join/by-id',
    title: 'A room is joined by its id.',
    requires: ['CLIENT-26'],
    needs: ['join'],
    async run({ act, must, server, lobby: room }) {
      const reply = await act('carol', 'join', { room });
      must.succeed('CLIENT-26', reply, 'joining by id');
      must.equal('CLIENT-26', 'the membership afterwards', server.members(room)[carol], 'join');
    },
  },
  ...[
    ['join_room', 'carol', carol, 'join', 'A user who joins is in the room.'] as const,
    ['leave', 'bob', bob, 'leave', 'A user who leaves is not in the room any more.'] as const,
  ].map(([instruction, user, id, membership, title]): Scenario => ({
    id: `clients/${instruction}/changes-the-membership`,
    title,
    requires: ['CLIENT-24'],
    needs: [instruction],
    async run({ act, must, server, lobby: roomId }) {
      must.succeed('CLIENT-24', await act(user, instruction, { roomId }), instruction);
      must.equal('CLIENT-24', 'the membership afterwards', server.members(roomId)[id], membership);
    },
  })),
  ...[
    ['invite', carol, 'invite', 'A user who is invited is invited.'] as const,
    ['ban', bob, 'ban', 'A user who is banned is banned.'] as const,
  ].map(([instruction, userId, membership, title]): Scenario => ({
    id: `clients/${instruction}/changes-the-membership`,
    title,
    requires: ['CLIENT-24'],
    needs: [instruction],
    async run({ act, must, server, lobby: roomId }) {
      const reply = await act('alice', instruction, { roomId, userId });
      must.succeed('CLIENT-24', reply, instruction);
      must.equal(
        'CLIENT-24',
        'the membership afterwards',
        server.members(roomId)[userId],
        membership,
      );
    },
  })),
  {
    id: 'clients/set_membership/changes-the-membership',
    title: 'A membership that is set is so.',
    requires: ['CLIENT-24'],
    needs: ['set_membership'],
    async run({ act, must, server, lobby: roomId }) {
      const args = { roomId, userId: carol, membership: 'invite' };
      must.succeed('CLIENT-24', await act('alice', 'set_membership', args), 'setting a membership');
      must.equal('CLIENT-24', 'the membership afterwards', server.members(roomId)[carol], 'invite');
    },
  },
  {
    id: 'clients/get_membership/is-that-of-the-server',
    title: 'The membership that the client shows is that of the server.',
    requires: ['CLIENT-24'],
    needs: ['get_membership'],
    state: {
      ...lobby,
      rooms: { lobby: { ...lobby.rooms.lobby, members: { bob: 'join', carol: 'invite' } } },
    },
    async run({ act, must, lobby: roomId }) {
      for (const [userId, membership] of [
        [bob, 'join'],
        [carol, 'invite'],
      ] as const) {
        const reply = await act('alice', 'get_membership', { roomId, userId });
        const shown = must.succeed('CLIENT-24', reply, 'reading a membership');
        must.equal('CLIENT-24', 'the membership that is shown', shown['membership'], membership);
      }
    },
  },
  {
    id: 'clients/send_message/is-in-the-room-once',
    title: 'A message that is sent is in the room once, and the client knows its id.',
    requires: ['CLIENT-24'],
    needs: ['send_message'],
    async run({ act, must, server, lobby: roomId }) {
      const first = await act('alice', 'send_message', { roomId, text: 'hi' });
      const { eventId } = must.succeed('CLIENT-24', first, 'sending a message');
      const second = await act('alice', 'send_message', { roomId, text: 'hi' });
      const again = must.succeed('CLIENT-24', second, 'sending the same text again');
      must.equal('CLIENT-24', 'the messages', server.history(roomId), ['hi', 'hi']);
      must.equal('CLIENT-24', 'whether both have the same id', eventId === again['eventId'], false);
    },
  },
  {
    id: 'clients/send_non_state_event/is-sent',
    title: 'An event of any type is sent.',
    requires: ['CLIENT-24'],
    needs: ['send_non_state_event'],
    async run({ act, must, world, lobby: roomId }) {
      const args = { roomId, type: 'com.example.wave', content: { hand: 'left' } };
      must.succeed(
        'CLIENT-24',
        await act('alice', 'send_non_state_event', args),
        'sending an event',
      );
      const sent = world.journal({ operation: 'send_non_state_event', body: { hand: 'left' } });
      must.equal('CLIENT-24', 'the status that it got', sent.at(-1)?.response?.status, 200);
    },
  },
  {
    id: 'clients/send_feedback/is-sent',
    title: 'Feedback about a message is sent.',
    requires: ['CLIENT-05'],
    needs: ['send_message', 'send_feedback'],
    async run({ act, need, must, world, lobby: roomId }) {
      const { eventId } = await need('alice', 'send_message', { roomId, text: 'hi' });
      const reply = await act('bob', 'send_feedback', { roomId, eventId, type: 'read' });
      must.succeed('CLIENT-05', reply, 'sending feedback');
      const body = { type: 'read', target_event_id: String(eventId) } as const;
      const sent = world.journal({ operation: 'send_feedback', body });
      must.equal('CLIENT-05', 'the status that it got', sent.at(-1)?.response?.status, 200);
    },
  },
  {
    id: 'clients/send_state_event/is-set',
    title: 'State that is set is so, under a key with a slash in it as well.',
    requires: ['CLIENT-02'],
    needs: ['send_state_event'],
    // A slash that is not encoded makes one segment too many.
    counts: { 'CLIENT-01': 'CLIENT-02' },
    async run({ act, must, world, lobby: roomId }) {
      const args = {
        roomId,
        type: 'com.example.colour',
        stateKey: 'wall/left',
        content: { is: 'blue' },
      };
      must.succeed('CLIENT-02', await act('alice', 'send_state_event', args), 'setting state');
      const state = world.state().rooms?.['lobby']?.state ?? [];
      const found = state.filter(({ type }) => type === 'com.example.colour').map(({ key }) => key);
      must.equal('CLIENT-02', 'the keys that have such state', found, ['wall/left']);
    },
  },
  {
    id: 'clients/set_topic/is-set',
    title: 'A topic that is set is so, and an empty one is a topic.',
    requires: ['CLIENT-24'],
    needs: ['set_topic'],
    async run({ act, must, server, lobby: roomId }) {
      for (const topic of ['Tea at five', '']) {
        must.succeed(
          'CLIENT-24',
          await act('alice', 'set_topic', { roomId, topic }),
          'setting a topic',
        );
        must.equal('CLIENT-24', 'the topic afterwards', server.topic(roomId), topic);
      }
    },
  },
  {
    id: 'clients/get_topic/is-that-of-the-server',
    title: 'The topic that the client shows is that of the server.',
    requires: ['CLIENT-24'],
    needs: ['get_topic'],
    state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, topic: 'Tea at five' } } },
    async run({ act, must, lobby: roomId }) {
      const { topic } = must.succeed(
        'CLIENT-24',
        await act('bob', 'get_topic', { roomId }),
        'reading a topic',
      );
      must.equal('CLIENT-24', 'the topic that is shown', topic, 'Tea at five');
    },
  },
  {
    id: 'clients/get_members/are-those-of-the-server',
    title: 'The members that the client shows are those of the server.',
    requires: ['CLIENT-24'],
    needs: ['read_members'],
    async run({ act, must, server, lobby: roomId }) {
      const reply = await act('bob', 'read_members', { roomId });
      const { members } = must.succeed('CLIENT-24', reply, 'reading the members');
      const shown = isArray(members)
        ? Object.fromEntries(
            members
              .filter(isObject)
              .map(({ userId, membership }) => [String(userId), String(membership)]),
          )
        : members;
      must.equal('CLIENT-24', 'the members that are shown', shown, server.members(roomId));
    },
  },
  ...(['get_messages', 'get_state_events', 'get_room_sync_data'] as const).map(
    (instruction): Scenario => ({
      id: `clients/${instruction}/is-read`,
      title: `The answer of ${instruction} is read.`,
      requires: ['CLIENT-01'],
      needs: [instruction],
      async run({ act, must, world, lobby: roomId }) {
        must.succeed('CLIENT-01', await act('bob', instruction, { roomId }), instruction);
        const came = world.journal({ operation: instruction, user: 'bob' }).length;
        must.equal('CLIENT-01', 'whether it was asked for', came > 0, true);
      },
    }),
  ),
];
