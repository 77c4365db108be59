import { lobby, type Scenario } from '../../clients/stage/scenario.ts';
import { areMembers, domainOf, idOf, membersOf, textsOf } from './shown.ts';

/** What ids may hold, for they are opaque. */
const odd: readonly (readonly [name: string, text: string])[] = [
  ['slashes', 'oddly/so//then'],
  ['question-marks', 'oddly?so=then&on'],
  ['number-signs', 'oddly#so'],
  ['percent-signs', 'oddly%2Fso%'],
  ['plus-signs', 'oddly+so'],
  ['other-scripts', 'grün-世界-🙂'],
  ['many-characters', 'long'.repeat(45)],
  ['dots', '..'],
];

/** The path is right but for how the id in it is encoded, which falls apart: the control has shown that. */
const encoding: Scenario['counts'] = (found, path) =>
  cutOff.has(found) && (path.includes('oddly') || /\/join\/?$/.test(path)) ? 'CLIENT-02' : found;

/** What is missing where a path and all that follows it is cut off. */
const cutOff: ReadonlySet<string> = new Set(['CLIENT-01', 'CLIENT-03', 'CLIENT-07']);

const roomScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/room-with-${name}`,
  title: `A room whose id has ${name.replaceAll('-', ' ')} in it is written to and read.`,
  requires: ['CLIENT-17'],
  needs: ['send_message', 'read_history'],
  control: 'clients/two-clients/see-the-same',
  counts: encoding,
  state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, id: `!${text}:localhost` } } },
  async run({ act, must, server, lobby: roomId }) {
    const reply = await act('alice', 'send_message', { roomId, text: 'hello' });
    must.succeed('CLIENT-17', reply, 'sending a message');
    must.equal('CLIENT-17', 'the messages', server.history(roomId), ['hello']);
    const read = await act('bob', 'read_history', { roomId });
    const shown = textsOf(must.succeed('CLIENT-17', read, 'reading it'));
    must.equal('CLIENT-17', 'the messages that are shown', shown, ['hello']);
  },
}));

const aliasScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/alias-with-${name}`,
  title: `A room is joined by an alias with ${name.replaceAll('-', ' ')} in it.`,
  requires: ['CLIENT-26'],
  needs: ['join'],
  control: 'clients/join/by-alias',
  counts: encoding,
  state: {
    users: lobby.users,
    rooms: { lobby: { creator: 'alice', visibility: 'public', aliases: [`#${text}:localhost`] } },
  },
  async run(stage) {
    const { act, must, server, lobby: room } = stage;
    const reply = await act('carol', 'join', { room: `#${text}:${domainOf(stage)}` });
    must.succeed('CLIENT-26', reply, 'joining');
    const membership = server.members(room)[idOf(stage, 'carol')];
    must.equal('CLIENT-26', 'the membership afterwards', membership, 'join');
  },
}));

const userScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/user-with-${name}`,
  title: `A user whose id has ${name.replaceAll('-', ' ')} in it is invited, and the invite is shown.`,
  requires: ['CLIENT-17'],
  needs: ['set_membership', 'get_membership', 'read_members'],
  control: 'clients/get_membership/is-that-of-the-server',
  counts: encoding,
  async run({ act, must, server, lobby: roomId }) {
    const userId = `@${text}:elsewhere.example`;
    const invited = await act('alice', 'set_membership', { roomId, userId, membership: 'invite' });
    must.succeed('CLIENT-17', invited, 'inviting');
    must.equal('CLIENT-17', 'the membership', server.members(roomId)[userId], 'invite');
    const read = await act('alice', 'get_membership', { roomId, userId });
    const { membership } = must.succeed('CLIENT-17', read, 'reading the membership');
    must.equal('CLIENT-17', 'the membership that is shown', membership, 'invite');
    const list = await act('alice', 'read_members', { roomId });
    const shown = membersOf(must.succeed('CLIENT-17', list, 'reading the members'));
    const isRight = areMembers(shown, server.members(roomId));
    must.hold('CLIENT-17', 'the members that are shown', isRight, 'those of the server', shown);
  },
}));

const stateScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/state-with-${name}`,
  title: `State is set whose type and key have ${name.replaceAll('-', ' ')} in them.`,
  requires: ['CLIENT-02'],
  needs: ['send_state_event'],
  control: 'clients/send_state_event/is-set',
  counts: encoding,
  async run({ act, must, server, lobby: roomId }) {
    const [type, stateKey] = [`com.example.${text}`, `wall ${text}`];
    const args = { roomId, type, stateKey, content: { is: 'blue' } };
    must.succeed('CLIENT-02', await act('alice', 'send_state_event', args), 'setting state');
    const found = server.state(roomId, type, stateKey)?.['is'];
    must.equal('CLIENT-02', 'the colour at the server', found, 'blue');
  },
}));

const eventScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/event-with-${name}`,
  title: `A message whose id has ${name.replaceAll('-', ' ')} in it is shown, and feedback can be about it.`,
  requires: ['CLIENT-17'],
  needs: ['read_history', 'send_feedback'],
  control: 'clients/send_feedback/is-sent',
  state: {
    ...lobby,
    rooms: {
      lobby: {
        ...lobby.rooms.lobby,
        messages: [{ from: 'alice', body: 'odd', id: `$${text}` }],
      },
    },
  },
  async run({ act, must, server, lobby: roomId }) {
    const read = await act('bob', 'read_history', { roomId });
    const shown = textsOf(must.succeed('CLIENT-17', read, 'reading the history'));
    must.equal('CLIENT-17', 'the messages that are shown', shown, ['odd']);
    const reply = await act('bob', 'send_feedback', { roomId, eventId: `$${text}`, type: 'read' });
    must.succeed('CLIENT-17', reply, 'sending feedback');
    const sent = server.events(roomId).find(({ type }) => type === 'm.room.message.feedback');
    must.equal('CLIENT-17', 'what it is about', sent?.content['target_event_id'], `$${text}`);
  },
}));

const typeScenarios = odd.map(([name, text]): Scenario => ({
  id: `clients/ids/type-with-${name}`,
  title: `An event is sent whose type has ${name.replaceAll('-', ' ')} in it.`,
  requires: ['CLIENT-02'],
  needs: ['send_non_state_event'],
  control: 'clients/send_non_state_event/is-sent',
  counts: encoding,
  async run({ act, must, server, lobby: roomId }) {
    const type = `com.example.${text}`;
    const args = { roomId, type, content: { hand: 'left' } };
    must.succeed('CLIENT-02', await act('alice', 'send_non_state_event', args), 'sending an event');
    const sent = server.events(roomId).filter((event) => event.type === type);
    must.equal('CLIENT-02', 'how often the event is there', sent.length, 1);
  },
}));

/** Ids with everything in them that a path, a query or a form takes for something of its own. */
export const oddIdScenarios: readonly Scenario[] = [
  ...roomScenarios,
  ...aliasScenarios,
  ...userScenarios,
  ...stateScenarios,
  ...eventScenarios,
  ...typeScenarios,
];
