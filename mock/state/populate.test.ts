import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createHomeserver,
  type Homeserver,
  type Parts,
  referenceParts,
} from '../../reference-server/index.ts';
import { optionsOfVariant, variants } from '../../reference-server/variants/index.ts';
import { DocumentError, readDocument } from '../documents/index.ts';
import { exportState, type Names, populate, stateDocument } from './index.ts';
import { stateDocuments } from './testing/documents.ts';
import { essenceOf } from './testing/essence.ts';

const lobby = `
users:
  alice: { password: wonderland, token: alice-token, displayname: Alice }
  bob: {}
  carol:
  mallory: {}
rooms:
  lobby:
    creator: alice
    visibility: public
    alias: lobby
    topic: Tea at five
    members: { bob: join, carol: invite, mallory: ban }
    messages:
      - { from: alice, body: Hello }
      - { from: bob, count: 500 }
    state:
      - { type: com.example.colour, key: wall, content: { value: blue } }
`;

const server = (parts: Partial<Parts> = {}): Homeserver =>
  createHomeserver({ ...referenceParts, ...parts });

/** Gives a server what a text says. */
const give = (homeserver: Homeserver, text: string, names?: Names): Names =>
  populate(homeserver, readDocument(stateDocument, 'more.yaml', text), names);

/** The message of a document that is refused. */
function complaint(homeserver: Homeserver, text: string, names?: Names): string {
  try {
    give(homeserver, text, names);
  } catch (error) {
    if (error instanceof DocumentError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}

/** What a user gets who asks. */
async function get(homeserver: Homeserver, token: string, path: string): Promise<unknown> {
  const { status, body } = await homeserver.dispatch({
    method: 'GET',
    path: `/_matrix/client/api/v1${path}`,
    query: new Map([['access_token', [token]]]),
    headers: {},
    body: Buffer.alloc(0),
  });
  return status === 200 ? JSON.parse(body.toString()) : status;
}

/** Types of the events of the only room, with who sent them and what became of whom. */
const story = ({ world }: Homeserver): readonly string[] =>
  [...world.rooms.values()].flatMap(({ events }) =>
    events
      .slice(4)
      .map(({ type, sender, stateKey, content }) =>
        type === 'm.room.member'
          ? `${sender}: ${String(content['membership'])} ${stateKey}`
          : `${sender}: ${type}`,
      ),
  );

describe('a server that was populated', () => {
  it('answers requests about what the document says', async () => {
    const homeserver = server();
    const names = give(homeserver, lobby);
    const { alice, bob, carol, mallory } = names.users;
    const at = `/rooms/${encodeURIComponent(names.rooms['lobby']?.id ?? '')}`;
    const tokenOf = (user: typeof alice): string => user?.token ?? '';
    expect(alice).toEqual({
      userId: '@alice:localhost',
      token: 'alice-token',
      password: 'wonderland',
    });
    expect(bob).toMatchObject({ userId: '@bob:localhost', password: null });
    expect(await get(homeserver, 'alice-token', `${at}/state/m.room.topic`)).toEqual({
      topic: 'Tea at five',
    });
    expect(await get(homeserver, tokenOf(bob), `${at}/state/com.example.colour/wall`)).toEqual({
      value: 'blue',
    });
    expect(await get(homeserver, tokenOf(carol), `${at}/state`)).toBe(403);
    expect(await get(homeserver, tokenOf(mallory), `${at}/state`)).toBe(403);
    expect(
      await get(homeserver, tokenOf(bob), `${at}/state/m.room.member/%40alice%3Alocalhost`),
    ).toEqual({ membership: 'join', displayname: 'Alice' });
    expect(await get(homeserver, tokenOf(bob), `${at}/messages?dir=b&limit=2`)).toMatchObject({});
    expect(
      await get(homeserver, tokenOf(bob), '/directory/room/%23lobby%3Alocalhost'),
    ).toMatchObject({ room_id: names.rooms['lobby']?.id });
    const events = homeserver.world.rooms.get(names.rooms['lobby']?.id ?? '')?.events ?? [];
    expect(events.at(-1)).toMatchObject({
      sender: '@bob:localhost',
      content: { msgtype: 'm.text', body: 'Message 500' },
    });
  });

  it('has everybody come first, then state, then messages, and who is gone goes last', () => {
    const homeserver = server();
    give(
      homeserver,
      `
users: { alice: , bob: , carol: , dan: , eve: , fay: }
rooms:
  lobby:
    members:
      fay: ban
      dan: { membership: ban, by: bob, content: { reason: Spam } }
      alice: join
      bob: join
      carol: { membership: invite, joined: true, by: dan }
      eve: leave
      '@remote:example.org': { membership: leave, joined: false }
    messages: [{ from: dan, body: Buy }]
    state: [{ type: com.example.x, content: {}, from: bob }]
`,
    );
    expect(story(homeserver)).toEqual([
      '@alice:localhost: ban @fay:localhost',
      '@dan:localhost: join @dan:localhost',
      '@bob:localhost: join @bob:localhost',
      '@carol:localhost: join @carol:localhost',
      '@eve:localhost: join @eve:localhost',
      '@alice:localhost: invite @remote:example.org',
      '@bob:localhost: com.example.x',
      '@dan:localhost: m.room.message',
      '@bob:localhost: ban @dan:localhost',
      '@carol:localhost: leave @carol:localhost',
      '@dan:localhost: invite @carol:localhost',
      '@eve:localhost: leave @eve:localhost',
      '@remote:example.org: leave @remote:example.org',
    ]);
  });

  it('has the times that are given, and asks its clock once for each other event', () => {
    let now = 1_000_000;
    const homeserver = server({ clock: () => (now += 1000) });
    give(
      homeserver,
      `
users: { alice: }
rooms:
  lobby:
    creator: alice
    messages:
      - { from: alice, body: a, at: 5 }
      - { from: alice, body: b, at: '1970-01-01T01:00:01+01:00' }
      - { from: alice, body: c, age: 10s }
      - { from: alice, body: d, age: 1ms }
      - { from: alice, body: e, age: 9d }
      - { from: alice, body: f }
      - { from: alice, count: 2, at: 1970-01-01 }
      - { from: alice, count: 2 }
`,
    );
    const [room] = homeserver.world.rooms.values();
    expect(room?.events.map(({ at }) => at)).toEqual([
      1_001_000, 1_002_000, 1_003_000, 1_004_000, 5, 1000, 995_000, 1_005_999, 0, 1_008_000, 0, 1,
      1_009_000, 1_010_000,
    ]);
  });

  it('speaks the dialect of its variant', () => {
    for (const variant of variants) {
      const { parts = referenceParts, domain } = optionsOfVariant(variant);
      const names = give(createHomeserver(parts, domain), lobby);
      expect(names.users['alice']?.token).toBe('alice-token');
      if (variant.id === 'odd-access-tokens') expect(names.users['bob']?.token).toContain('/b+c');
      if (variant.id === 'domain-with-port') {
        expect(names.rooms['lobby']?.alias).toBe('#lobby:localhost:8448');
        expect(names.resolveUser('bob')).toBe('@bob:localhost:8448');
      }
    }
  });

  it('shows a redacted message as one', () => {
    const homeserver = server();
    const said =
      '[{ from: alice, body: Oops, id: $oops }, { from: alice, type: m.room.redaction, redacts: $oops }]';
    give(homeserver, `users: { alice: }\nrooms: { lobby: { creator: alice, messages: ${said} } }`);
    const [room] = homeserver.world.rooms.values();
    expect(room?.events.at(-2)).toMatchObject({
      eventId: '$oops',
      content: {},
      redactedBecause: {},
    });
  });

  it('takes names that other programs trip over', () => {
    const homeserver = server();
    const names = give(
      homeserver,
      'users: { __proto__: , constructor: }\nrooms: { __proto__: { creator: constructor, members: { __proto__: join } } }',
    );
    expect(Object.keys(names.users)).toEqual(['__proto__', 'constructor']);
    expect(names.resolveUser('__proto__')).toBe('@__proto__:localhost');
    expect(names.resolveUser('toString')).toBeNull();
    expect(names.resolveRoom('__proto__')).toMatch(/^!/);
    expect(names.resolveRoom('constructor')).toBeNull();
    expect(Object.keys(exportState(homeserver, names).rooms ?? {})).toEqual(['__proto__']);
  });
});

describe('a server that has something already', () => {
  const second = (lines: string): string => `rooms:\n  second:\n    ${lines}`;

  it('gets more, about the users that it has', () => {
    const homeserver = server();
    const first = give(homeserver, lobby);
    homeserver.parts.accounts.register(homeserver.world.accounts, 'late', 'secret');
    const names = give(homeserver, second('members: { bob: join, late: join }'), first);
    expect(Object.keys(names.rooms)).toEqual(['lobby', 'second']);
    expect(names.users).toEqual(first.users);
    expect(homeserver.world.rooms.get(names.rooms['second']?.id ?? '')?.memberOrder).toEqual([
      '@bob:localhost',
      '@late:localhost',
    ]);
  });

  it.each([
    ['users: { bob: }', '1:10: the user "bob" is on this server already'],
    [
      'users: { dave: { token: alice-token } }',
      '1:25: this token is taken on this server; choose another one',
    ],
    ['rooms: { lobby: { creator: bob } }', '1:10: a room "lobby" is on this server already'],
    [
      second('creator: bob\n    alias: lobby'),
      '4:12: the alias "#lobby:localhost" is taken on this server; choose another one',
    ],
    [
      second('creator: bob\n    id: "!taken:x"'),
      '4:9: the room id "!taken:x" is taken on this server; choose another one',
    ],
    [
      second('creator: bob\n    messages: [{ from: bob, body: x, id: $taken }]'),
      '4:42: the event id "$taken" is taken on this server; choose another one',
    ],
    [second('creator: bbo'), '3:14: unknown user "bbo"; did you mean "bob"?'],
  ])('does not get %s', (text, expected) => {
    const homeserver = server({
      ids: { ...referenceParts.ids, room: () => '!taken:x', event: () => '$taken' },
    });
    const names = give(homeserver, lobby);
    const before = essenceOf(homeserver);
    expect(complaint(homeserver, text, names)).toBe(`more.yaml:${expected}`);
    expect(essenceOf(homeserver)).toEqual(before);
  });

  it('is as it was when a part of it breaks halfway', () => {
    fc.assert(
      fc.property(stateDocuments, fc.nat({ max: 40 }), (document, number) => {
        let left = Infinity;
        const event = (): string => {
          left -= 1;
          if (left < 0) throw new Error('the server broke');
          return referenceParts.ids.event();
        };
        const homeserver = server({ ids: { ...referenceParts.ids, event } });
        // Names that no generated document has.
        const names = give(
          homeserver,
          lobby.replaceAll(/\b(alice|bob|carol|mallory|lobby)\b/g, 'my-$1'),
        );
        const { stream } = homeserver.world;
        const whole = (): unknown => [
          essenceOf(homeserver),
          stream.position,
          stream.log.length,
          structuredClone(stream.histories),
        ];
        const before = whole();
        left = number;
        try {
          populate(homeserver, document, names);
        } catch (error) {
          expect(error).toEqual(new Error('the server broke'));
          const after = whole();
          expect(JSON.stringify(after)).toBe(JSON.stringify(before));
          expect([...stream.histories.values()].some((rooms) => rooms.size > 1)).toBe(false);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('names', () => {
  it('are looked up both ways, and so is who and what came later', () => {
    const homeserver = server();
    const names = give(homeserver, lobby);
    const { parts, world } = homeserver;
    parts.accounts.register(world.accounts, 'late', 'secret');
    parts.rooms.open(world, '!late:localhost');
    parts.aliases.claim(world.aliases, '#late:localhost', '!late:localhost');
    const id = names.rooms['lobby']?.id ?? '';
    expect(
      ['alice', '@alice:localhost', 'late', '@dave:example.org', 'nobody', ''].map(
        names.resolveUser,
      ),
    ).toEqual([
      '@alice:localhost',
      '@alice:localhost',
      '@late:localhost',
      '@dave:example.org',
      null,
      null,
    ]);
    expect(
      ['lobby', id, '#lobby:localhost', 'late', '#late:localhost', '!no', '#no:x', ''].map(
        names.resolveRoom,
      ),
    ).toEqual([id, id, id, '!late:localhost', '!late:localhost', null, null, null]);
    expect(
      ['@alice:localhost', '@late:localhost', '@dave:example.org'].map(names.nameOfUser),
    ).toEqual(['alice', 'late', null]);
    expect([id, '!late:localhost'].map(names.nameOfRoom)).toEqual(['lobby', null]);
  });
});

describe('garbage', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    fc.constantFrom('@', '!', '#', '@a:b', 'alice', '\u0000', -1, 1e300, null),
  );

  it('in any place is a DocumentError at most, and changes nothing', () => {
    const base = exportState(
      ...((homeserver) => [homeserver, give(homeserver, lobby.replace('500', '2'))] as const)(
        server(),
      ),
      { secrets: true },
    );
    const places = placesIn(base);
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        const homeserver = server();
        try {
          Reflect.apply(populate, null, [homeserver, replaced(base, place, value)]);
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
          expect(homeserver.world.accounts.secrets.size + homeserver.world.rooms.size).toBe(0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('under the keys of users, rooms and members is one as well', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (user, room, member) => {
        const document = {
          users: Object.fromEntries([
            [user, {}],
            ['alice', {}],
          ]),
          rooms: Object.fromEntries([
            [room, { creator: 'alice', members: Object.fromEntries([[member, 'join' as const]]) }],
          ]),
        };
        try {
          populate(server(), document);
        } catch (error) {
          expect(error).toBeInstanceOf(DocumentError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

type Place = readonly (string | number)[];

/** Every place of a value. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, one]) => placesIn(one).map((rest) => [key, ...rest])),
  ];
}

/** A copy with another value at one place. */
function replaced(value: unknown, [key, ...rest]: Place, other: unknown): unknown {
  if (key === undefined) return other;
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === key ? replaced(one, rest, other) : one));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([name, one]) => [
      name,
      name === key ? replaced(one, rest, other) : one,
    ]),
  );
}
