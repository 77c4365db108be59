import { describe, expect, it } from 'vitest';
import { createHomeserver, referenceParts } from '../../reference-server/index.ts';
import { DocumentError, readDocument } from '../documents/index.ts';
import { populate, stateDocument } from './index.ts';

/** What is wrong with a document for a new server. */
function complaint(text: string): string {
  const homeserver = createHomeserver(referenceParts);
  try {
    populate(homeserver, readDocument(stateDocument, 'lobby.yaml', text));
  } catch (error) {
    expect(homeserver.world.rooms.size + homeserver.world.accounts.secrets.size).toBe(0);
    if (error instanceof DocumentError) return error.message.replaceAll('lobby.yaml:', '');
    throw error;
  }
  return 'nothing is wrong';
}

const users = 'users: { alice: , bob: , carol: }\n';
/** A room that alice created; the given lines begin in line 5. */
const room = (lines: string): string =>
  `${users}rooms:\n  lobby:\n    creator: alice\n    ${lines}`;

const wrong: readonly (readonly [string, string])[] = [
  ['user: {}', '1:1: unknown key "user"; did you mean "users"?'],
  ['users: []', '1:8: expected an object, received an empty list'],
  [
    'users: { "al ice": }',
    '1:10: expected a user name of letters, digits and ._=/+-, received "al ice"',
  ],
  ['users: { alice: { pasword: x } }', '1:19: unknown key "pasword"; did you mean "password"?'],
  [
    'users: { alice: { password: 1234 } }',
    '1:29: expected a text, received a number; put it in quotation marks',
  ],
  [
    'users: { alice: { token: short } }',
    '1:26: expected a token of 8 to 1024 characters of ASCII without spaces, received a text of 5 characters',
  ],
  [
    'users: { alice: { token: "a b c d e f" } }',
    '1:26: expected a token of 8 to 1024 characters of ASCII without spaces, received a text of 11 characters',
  ],
  [
    'users: { alice: { token: "ünïcödé-token" } }',
    '1:26: expected a token of 8 to 1024 characters of ASCII without spaces, received a text of 13 characters',
  ],
  [
    'users: { alice: { token: alice-token, tokens: [other-token] } }',
    '1:19: "token" and "tokens" exclude each other; write tokens alone',
  ],
  [
    'users: { alice: { tokens: [] } }',
    '1:27: expected a list that is not empty, received an empty list',
  ],
  [
    'users:\n  alice: { token: same-token }\n  bob: { tokens: [bobs-token, same-token] }',
    '3:31: this token belongs to the user "alice" already',
  ],
  [
    'users: { alice: { tokens: [same-token, same-token] } }',
    '1:40: this token belongs to the user "alice" already',
  ],
  [
    'users:\n  alice: {}\n  bob: {}\n  alice: {}',
    '4:3: the key "alice" is there twice; the first one is in line 2',
  ],
  [
    'users: { alice: { id: "@alice:example.org" } }',
    '1:23: the id of "alice" is "@alice:localhost" on this server; leave it out',
  ],
  [
    'users: { alice: { displayname: 5 } }',
    '1:32: expected a text, received 5; put it in quotation marks',
  ],
  ['rooms: { lobby: }', '1:10: expected an object, received nothing'],
  [
    'rooms: { lobby: {} }',
    '1:10: missing key "creator"; without it the room needs a member who joined',
  ],
  [
    'rooms: { lobby: { creator: } }',
    '1:19: expected the name or the id of a user, received nothing',
  ],
  ['rooms: { lobby: { creator: "" } }', '1:28: expected the name or the id of a user, received ""'],
  ['rooms: { lobby: { creator: alice } }', '1:28: unknown user "alice"; add it to users'],
  [
    `${users}rooms: { lobby: { creator: alicia } }`,
    '2:28: unknown user "alicia"; did you mean "alice"?',
  ],
  [
    `${users}rooms: { lobby: { creator: "@alice" } }`,
    '2:28: "@alice" is not a user id; write @name:server',
  ],
  [
    `${users}rooms: { "#lobby": { creator: alice } }`,
    '2:10: expected a name for a room, at most 255 characters that do not begin with # or @, received "#lobby"',
  ],
  [
    `${users}rooms: { "!a:b": { creator: alice, id: "!c:d" } }`,
    '2:40: a room whose name begins with ! has its name for an id; leave it out',
  ],
  [
    `${users}rooms: { lobby: { creator: alice, membres: {} } }`,
    '2:35: unknown key "membres"; did you mean "members"?',
  ],
  [
    `${users}rooms: { lobby: { members: { bob: invite } } }`,
    '2:10: missing key "creator"; without it the room needs a member who joined',
  ],
  [
    `${users}rooms:\n  a: { creator: alice, id: "!x:y" }\n  b: { creator: bob, id: "!x:y" }`,
    '4:26: the room id "!x:y" belongs to the room "a" already',
  ],
  [
    `${users}rooms:\n  a: { creator: alice, alias: lobby }\n  b: { creator: bob, aliases: [b, "#lobby:localhost"] }`,
    '4:35: the alias "#lobby:localhost" belongs to the room "a" already',
  ],
  [
    `${users}rooms:\n  a:\n    creator: alice\n    alias: a\n    aliases: [b]`,
    '5:5: "alias" and "aliases" exclude each other; write aliases alone',
  ],
  [
    room('alias: "a b"'),
    '5:12: expected an alias, such as lobby or, in quotation marks, "#lobby:localhost", received "a b"',
  ],
  [room('alias: "a:b"'), '5:12: "a:b" is not an alias; write lobby or #lobby:localhost'],
  [room('alias: "#lobby"'), '5:12: "#lobby" is not an alias; write lobby or #lobby:localhost'],
  [room('id: lobby'), '5:9: expected a room id, such as "!lobby:localhost", received "lobby"'],
  [room('visibility: hidden'), '5:17: expected one of "public", "private", received "hidden"'],
  [room('topic: 5'), '5:12: expected a text, received 5; put it in quotation marks'],
  [room('members: { bbo: join }'), '5:16: unknown user "bbo"; did you mean "bob"?'],
  [
    room('members: { bob: joined }'),
    '5:21: expected "join", "invite", "leave", "ban" or an object, received "joined"; did you mean "join"?',
  ],
  [
    room('members: { bob: }'),
    '5:16: expected "join", "invite", "leave", "ban" or an object, received nothing',
  ],
  [room('members: [bob]'), '5:14: expected an object, received a list'],
  [
    room('members: { bob: { membership: join, until: now } }'),
    '5:41: unknown key "until"; the keys here are membership, by, joined, content',
  ],
  [room('members: { bob: { joined: true } }'), '5:16: missing key "membership"'],
  [
    room('members: { alice: ban }'),
    '5:23: the creator "alice" is banned, and should be in the room; { membership: ban, joined: true, by: NAME } says that it was so once',
  ],
  [
    room('members: { alice: leave }'),
    '5:23: the creator "alice" is gone, and should be in the room; { membership: leave, joined: true } says that it was so once',
  ],
  [
    room('members: { alice: { membership: ban, joined: true } }'),
    '5:23: "alice" cannot be banned by the same user; say who did it: by: NAME',
  ],
  [
    room('members: { bob: join, "@bob:localhost": invite }'),
    '5:27: "bob" is here already under another name',
  ],
  [
    room('members: { bob: { membership: join, by: carol } }'),
    '5:41: users join by themselves; leave "by" out',
  ],
  [
    room('members: { bob: { membership: ban, by: bob } }'),
    '5:21: "bob" cannot be banned by the same user; say who did it: by: NAME',
  ],
  [
    room('members: { bob: { membership: ban, by: carol } }'),
    '5:44: "carol" is not in the room; add "carol" to its members',
  ],
  [
    room('members: { bob: { membership: ban, by: zoe } }'),
    '5:44: unknown user "zoe"; did you mean "bob"?',
  ],
  [room('power_levels: { users: { bbo: 50 } }'), '5:30: unknown user "bbo"; did you mean "bob"?'],
  [room('power_levels: { bans: 50 }'), '5:21: unknown key "bans"; did you mean "ban"?'],
  [room('power_levels: { ban: high }'), '5:26: expected a whole number, received "high"'],
  [room('messages: { from: alice }'), '5:15: expected a list, received an object'],
  [room('messages: [{ body: Hi }]'), '5:16: missing key "from"'],
  [room('messages: [{ from: alice }]'), '5:16: missing key "body", "content" or "count"'],
  [
    room('messages: [{ from: alice, bodie: Hi }]'),
    '5:31: unknown key "bodie"; did you mean "body"?',
  ],
  [
    room('messages: [{ from: alice, body: Hi },\n      { from: bob, body: Hi }]'),
    '6:15: "bob" is not in the room; add "bob" to its members',
  ],
  [
    room('members: { bob: invite }\n    messages: [{ from: bob, body: Hi }]'),
    '6:24: "bob" is only invited to the room; { membership: invite, joined: true } says that this user was in the room before',
  ],
  [
    room(
      'members: { bob: { membership: leave, joined: false } }\n    messages: [{ from: bob, body: Hi }]',
    ),
    '6:24: "bob" was never in the room, since "joined" is false',
  ],
  [room('messages: [{ from: alice, count: 0 }]'), '5:38: expected at least 1, received 0'],
  [room('messages: [{ from: alice, count: 2.5 }]'), '5:38: expected a whole number, received 2.5'],
  [
    room('messages: [{ from: alice, count: 100000 }, { from: alice, body: Hi }]'),
    '2:1: the rooms have 100001 events; a document makes at most 100000',
  ],
  [
    room('messages: [{ from: alice, count: 5, id: $a }]'),
    '5:41: "id" cannot stand beside "count": each event has an id of its own',
  ],
  [
    room('messages: [{ from: alice, count: 5, content: {} }]'),
    '5:31: "count" cannot stand beside "content"; write content alone\n5:50: the server refuses this: No msgtype key.',
  ],
  [
    room('messages: [{ from: alice, body: Hi, type: com.example.x }]'),
    '5:31: "body" cannot stand beside the type "com.example.x"; write content alone',
  ],
  [
    room('messages: [{ from: alice, content: { body: Hi } }]'),
    '5:40: the server refuses this: No msgtype key.',
  ],
  [
    room('messages: [{ from: alice, type: m.room.topic, content: { topic: Tea } }]'),
    '5:37: the server refuses this: m.room.topic is state and cannot be sent.',
  ],
  [
    room('messages: [{ from: alice, type: m.room.message.feedback, content: { type: read } }]'),
    '5:71: the server refuses this: No target_event_id key.',
  ],
  [
    room('messages: [{ from: alice, body: Hi, at: yesterday }]'),
    '5:45: expected milliseconds since 1970 or a date such as 2014-09-03T12:00:00Z, received "yesterday"',
  ],
  [
    room('messages: [{ from: alice, body: Hi, at: 2014-13-13 }]'),
    '5:45: expected a date since 1970, received "2014-13-13"',
  ],
  [
    room('messages: [{ from: alice, body: Hi, at: 0, age: 1 }]'),
    '5:45: "at" and "age" exclude each other; leave one out',
  ],
  [
    room('messages: [{ from: alice, body: Hi, age: 5 minutes }]'),
    '5:46: expected milliseconds or a duration such as 90s, 5m, 2h or 3d, received "5 minutes"',
  ],
  [
    room('messages: [{ from: alice, body: Hi, age: -5 }]'),
    '5:46: expected milliseconds or a duration such as 90s, 5m, 2h or 3d, received -5',
  ],
  [
    room('messages: [{ from: alice, body: Hi, id: $a }, { from: alice, body: Ho, id: $a }]'),
    '5:80: the event id "$a" is given twice',
  ],
  [
    room(
      'messages: [{ from: alice, body: Hi, id: $hello },\n      { from: alice, type: m.room.redaction, redacts: $helo }]',
    ),
    '6:55: no event of this room has the id "$helo"; did you mean "$hello"?',
  ],
  [
    room('messages: [{ from: alice, body: Hi, redacts: $a, id: $a }]'),
    '5:41: "redacts" needs the type m.room.redaction',
  ],
  [room('state: [{ type: com.example.x }]'), '5:13: missing key "content"'],
  [
    room('state: [{ type: "", content: {} }]'),
    '5:21: expected a text that is not empty, received ""',
  ],
  [room('state: [{ type: com.example.x, content: 5 }]'), '5:45: expected an object, received 5'],
  [
    room(
      'state: [{ type: com.example.x, content: {} },\n      { type: com.example.x, key: "", content: {} }]',
    ),
    '6:15: this state is set by state/0 already; leave one of them out',
  ],
  [
    room('topic: Tea\n    state: [{ type: m.room.topic, content: { topic: Tea } }]'),
    '6:21: this state is set by "topic" already; leave one of them out',
  ],
  [
    room('state: [{ type: m.room.member, key: bob, content: {} }]'),
    '5:21: m.room.member cannot be set here; memberships stand under members',
  ],
  [
    room('state: [{ type: m.room.create, content: {} }]'),
    '5:21: m.room.create cannot be set here; creator says who created the room',
  ],
  [
    room('state: [{ type: m.room.name, content: {} }]'),
    '5:43: the server refuses this: No name key.',
  ],
  [
    room('state: [{ type: m.room.power_levels, content: { ban: high } }]'),
    '5:51: the server refuses this: ban is not a whole number.',
  ],
  [
    room('state: [{ type: com.example.x, content: {}, from: bob }]'),
    '5:55: "bob" is not in the room; add "bob" to its members',
  ],
  [
    room('state: [{ type: com.example.x, content: {}, form: alice }]'),
    '5:49: unknown key "form"; did you mean "from"?',
  ],
  [
    room('id: !lobby:localhost'),
    '5:9: not valid YAML: Unresolved tag: !lobby:localhost; put a text that begins with ! in quotation marks',
  ],
  [
    room('alias: #lobby:localhost'),
    '5:5: expected an alias, such as lobby or, in quotation marks, "#lobby:localhost", received nothing',
  ],
  [
    room('creator: @alice:localhost'),
    '5:14: not valid YAML: Plain value cannot start with reserved character @; put it in quotation marks',
  ],
];

describe('a document that contradicts itself, or says what nobody understands', () => {
  it.each(wrong)('%s', (text, expected) => {
    expect(complaint(text)).toBe(expected);
  });
});
