import { afterAll, describe, expect, it } from 'vitest';
import {
  at,
  bringIn,
  expectOk,
  membershipOf,
  startTestServer,
  refusal,
  timeline,
  type SeenEvent,
} from '../testing/server.ts';

// Every case of the suite runs against this server (suites/vitest.test.ts). Here stands only what no case
// may demand of a server: its own choices where the declaration leaves a choice, and inputs that are its own
// risk.

const testServer = await startTestServer();
afterAll(testServer.close);
const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
const roomId = await testServer.newRoom(alice, { visibility: 'private' });
await bringIn(alice, roomId, bob);
const room = at`/rooms/${roomId}`;

describe('set_membership', () => {
  const put = async (userId: string, body: object) =>
    await alice.call('put', at`/rooms/${roomId}/state/m.room.member/${userId}`, body);

  it('refuses a knock with 403', async () => {
    expect(refusal(await put(alice.id, { membership: 'knock' }))).toBe('403 M_FORBIDDEN');
  });

  it.each(['', '__proto__', 'toString', { join: 1 }])(
    'refuses the membership %j',
    async (membership) => {
      expect(refusal(await put('@new:localhost', { membership }))).toBe('400 M_BAD_JSON');
    },
  );

  it.each(['@target', '@:localhost', '@target:', '', '#a:b'])(
    'refuses the user id %j',
    async (id) => {
      expect(refusal(await put(id, { membership: 'invite' }))).toBe('400 M_INVALID_PARAM');
    },
  );
});

describe('invite, ban and leave', () => {
  it.each(['@bob', '@:localhost', '@bob:', '#bob:localhost', '', null, ['@bob:localhost']])(
    'invite refuses the user id %j',
    async (user_id) => {
      expect((await alice.call('post', `${room}/invite`, { user_id })).status).toBe(400);
    },
  );

  it.each([5, null])('ban refuses the reason %j', async (reason) => {
    const body = { user_id: '@bob:localhost', reason };
    expect((await alice.call('post', `${room}/ban`, body)).status).toBe(400);
  });

  it('ban stores the reason and no other key', async () => {
    const banned = await testServer.newUser();
    const body = { user_id: banned.id, reason: 'noise', other: 1 };
    await expectOk(alice.call('post', `${room}/ban`, body));
    const member = await expectOk(
      alice.call('get', at`/rooms/${roomId}/state/m.room.member/${banned.id}`),
    );
    expect(member.body).toEqual({ membership: 'ban', reason: 'noise' });
  });

  it('leave keeps a public room open when nobody is in it any more', async () => {
    const open = at`/rooms/${await testServer.newRoom(alice, { visibility: 'public' })}`;
    await expectOk(alice.call('post', `${open}/leave`, {}));
    expect((await alice.call('post', `${open}/join`, {})).status).toBe(200);
  });
});

describe('join_room and join', () => {
  it.each([undefined, 'secret'])('a room of visibility %j is private', async (visibility) => {
    const other = await testServer.newRoom(alice, { visibility });
    const answer = await bob.call('post', at`/rooms/${other}/join`, {});
    expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    expect(await membershipOf(alice, other, bob)).toBeUndefined();
  });

  it('join_room refuses a list as body', async () => {
    const open = await testServer.newRoom(alice, { visibility: 'public' });
    expect(refusal(await bob.call('post', at`/rooms/${open}/join`, []))).toBe('400 M_BAD_JSON');
  });

  it.each(['#:localhost', '#tea:', '', '#', ' '])('join refuses %j', async (text) => {
    for (const method of ['put', 'post'] as const)
      expect(refusal(await bob.call(method, at`/join/${text}`, {}))).toBe('400 M_INVALID_PARAM');
  });

  it.each(['#tea:elsewhere', '#Tea:localhost'])('join does not find the alias %s', async (text) => {
    await alice.call('post', '/createRoom', { room_alias_name: 'tea' });
    expect(refusal(await bob.call('put', at`/join/${text}`, {}))).toBe('404 M_NOT_FOUND');
  });
});

describe('a room that does not exist', () => {
  it.each([
    ['send/com.example.x', '403 M_FORBIDDEN'],
    ['join', '404 M_NOT_FOUND'],
    ['leave', '404 M_NOT_FOUND'],
  ])('POST %s answers %s', async (path, expected) => {
    const answer = await alice.call('post', at`/rooms/${'!no:localhost'}/` + path, {});
    expect(refusal(answer)).toBe(expected);
  });
});

describe('create_room', () => {
  it('stores the administrative state first, then name and topic', async () => {
    const named = await testServer.newRoom(alice, { name: 'Tea', topic: 'leaves', custom: 1 });
    expect((await timeline(alice, named)).map(({ type }) => type)).toEqual([
      'm.room.create',
      'm.room.member',
      'm.room.power_levels',
      'm.room.join_rules',
      'm.room.name',
      'm.room.topic',
    ]);
  });

  it.each([
    { name: null },
    { visibility: 5 },
    { visibility: ['public'] },
    { room_alias_name: 5 },
    { room_alias_name: '' },
    { room_alias_name: 'with space' },
    { room_alias_name: 'with:colon' },
    { room_alias_name: 'x'.repeat(300) },
  ])('refuses %j and makes nothing', async (config) => {
    const whole = { room_alias_name: 'never', ...config };
    expect((await alice.call('post', '/createRoom', whole)).status).toBe(400);
    const found = await alice.call('get', at`/directory/room/${'#never:localhost'}`);
    expect(refusal(found)).toBe('404 M_NOT_FOUND');
  });

  it('registers the alias in the directory', async () => {
    const named = await expectOk(alice.call('post', '/createRoom', { room_alias_name: 'named' }));
    const found = await alice.call('get', at`/directory/room/${'#named:localhost'}`);
    expect(found.body).toEqual({ room_id: named.body.room_id, servers: ['localhost'] });
  });
});

describe('send_non_state_event and send_message', () => {
  it('keeps every key of a content, __proto__ included', async () => {
    const text = '{"__proto__":{"x":1},"constructor":2}';
    await expectOk(alice.call('post', `${room}/send/com.example.x`, JSON.parse(text)));
    expect(JSON.stringify((await timeline(alice, roomId)).at(-1)?.content)).toBe(text);
  });

  it.each(['m.room.topic', 'm.room.member', 'm.room.name', ''])(
    'refuses the type %j, which cannot be sent',
    async (type) => {
      const answer = await alice.call('post', at`/rooms/${roomId}/send/${type}`, { topic: 'x' });
      expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
    },
  );

  it('checks a message under a path that spells its type in percent-encoding', async () => {
    const answer = await alice.call('post', `${room}/send/m%2Eroom%2Emessage`, {});
    expect(refusal(answer)).toBe('400 M_MISSING_PARAM');
  });
});

describe('send_state_event', () => {
  it.each(['constructor', '__proto__', '?#;'])('takes the key %j as it is', async (key) => {
    const path = at`/rooms/${roomId}/state/com.example.d/${key}`;
    await expectOk(alice.call('put', path, { key }));
    expect((await expectOk(alice.call('get', path))).body).toEqual({ key });
  });

  it('answers 405 for a POST and 404 for a txnId', async () => {
    const path = `${room}/state/com.example.g/k`;
    expect(refusal(await alice.call('post', path, {}))).toBe('405 M_UNRECOGNIZED');
    expect(refusal(await alice.call('put', `${path}/11`, {}))).toBe('404 M_UNRECOGNIZED');
    expect(refusal(await alice.call('get', path))).toBe('404 M_NOT_FOUND');
  });

  it.each([
    ['m.room.create', { creator: 'me' }, '403 M_FORBIDDEN'],
    ['m.room.member', { membership: 'join' }, '400 M_INVALID_PARAM'],
    ['m.room.topic/foo', { topic: 5 }, '400 M_BAD_JSON'],
    ['m.room.name', {}, '400 M_MISSING_PARAM'],
    ['m.room.join_rules', { join_rule: null }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { users: [] }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { users: { '@a:b': 'high' } }, '400 M_BAD_JSON'],
    ['m.room.power_levels', { ban: 1.5 }, '400 M_BAD_JSON'],
  ])('refuses %s with %j, which would break the room', async (slot, content, expected) => {
    expect(refusal(await alice.call('put', `${room}/state/${slot}`, content))).toBe(expected);
  });

  it('honours the power levels of the room', async () => {
    const levelled = at`/rooms/${await testServer.newRoom(alice, { visibility: 'public' })}`;
    await expectOk(bob.call('post', `${levelled}/join`, {}));
    const { body } = await expectOk(alice.call('get', `${levelled}/state/m.room.power_levels`));
    const raised = { ...body, events: { 'com.example.free': 0 }, events_default: 10 };
    await expectOk(alice.call('put', `${levelled}/state/m.room.power_levels`, raised));
    const set = await bob.call('put', `${levelled}/state/com.example.free/k`, {});
    const sent = await bob.call('post', `${levelled}/send/com.example.x`, {});
    expect([set.status, sent.status]).toEqual([200, 403]);
  });
});

describe('get_messages', () => {
  const page = async (query: string) => await alice.call('get', `${room}/messages?${query}`);

  it('answers the first ten events, oldest first, if nothing is asked', async () => {
    const { body } = await expectOk(page(''));
    expect(body.chunk).toEqual((await timeline(alice, roomId)).slice(0, 10));
  });

  it('takes a limit of nothing and one beyond reason', async () => {
    expect((await expectOk(page('limit=0'))).body.chunk).toEqual([]);
    const { body } = await expectOk(page('limit=99999999999999999999999'));
    expect(body.chunk).toEqual(await timeline(alice, roomId));
  });

  const malformed =
    'limit=-1 limit=1.5 limit=1e2 limit= limit=1&limit=2 dir=x dir= from=START from= to=garbage ' +
    'from=%zz from=t0_ from=t999999_ROOM from=t01_ROOM from=t-1_ROOM';

  it.each(malformed.split(' '))('refuses ?%s', async (query) => {
    const answer = await page(query.replace('ROOM', encodeURIComponent(roomId)));
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });

  it('refuses a token of another room', async () => {
    const other = at`/rooms/${await testServer.newRoom(alice)}`;
    const { body } = await expectOk(alice.call('get', `${other}/messages`));
    expect(refusal(await page(at`from=${body.start}`))).toBe('400 M_INVALID_PARAM');
  });
});

describe('get_members', () => {
  const page = async (query: string): Promise<{ chunk: readonly SeenEvent[]; end: string }> =>
    (await expectOk(alice.call('get', `${room}/members?${query}`))).body;

  it('honours limit, from and to', async () => {
    const all = (await page('')).chunk;
    const first = await page('limit=1');
    const second = await page(`limit=1&from=${first.end}`);
    expect([...first.chunk, ...second.chunk]).toEqual(all.slice(0, 2));
    expect((await page(`to=${first.end}`)).chunk).toEqual(all.slice(0, 1));
    expect((await page(`from=${second.end}`)).chunk).toEqual(all.slice(2));
  });

  it('takes tokens that it never gave for no bounds at all', async () => {
    expect((await page('from=START&to=END')).chunk).toEqual((await page('')).chunk);
    expect((await page('from=m99')).chunk).toEqual([]);
  });

  it('refuses a limit that is not a number', async () => {
    const answer = await alice.call('get', `${room}/members?limit=many`);
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });
});

describe('other reads', () => {
  it.each([0, 1, 1000])('initialSync with limit=%i answers at most so many', async (limit) => {
    const { body } = await expectOk(alice.call('get', `${room}/initialSync?limit=${limit}`));
    const all = await timeline(alice, roomId);
    expect(body.messages.chunk).toEqual(limit === 0 ? [] : all.slice(-limit));
  });

  it('initialSync answers the ten newest events, and refuses a limit that is not a number', async () => {
    const { body } = await expectOk(alice.call('get', `${room}/initialSync`));
    expect(body.messages.chunk).toEqual((await timeline(alice, roomId)).slice(-10));
    const answer = await alice.call('get', `${room}/initialSync?limit=x`);
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });

  it.each(['constructor', ''])('GET member does not find the user %j', async (userId) => {
    const path = at`/rooms/${roomId}/state/m.room.member/${userId}`;
    expect(refusal(await alice.call('get', path))).toBe('404 M_NOT_FOUND');
  });

  it.each(['m.room.topic', at`m.room.member/${alice.id}`])(
    'GET %s is for members only',
    async (slot) => {
      const stranger = await testServer.newUser();
      const answer = await stranger.call('get', `${room}/state/${slot}`);
      expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    },
  );
});
