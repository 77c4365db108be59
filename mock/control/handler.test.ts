import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../index.ts';
import { ask, register, type Reply } from '../testing/person.ts';

let mock: Mock;
beforeEach(async () => {
  mock = await startMock();
});
afterEach(() => mock.close());

const control = (
  method: string,
  path: string,
  body?: string | object,
  base = mock.url,
): Promise<Reply> =>
  ask(`${base}/_mock${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

describe('worlds', () => {
  it('are made with a state, and tell the ids behind its names', async () => {
    const state = { users: { alice: {} }, rooms: { lobby: { creator: 'alice', topic: 'Tea' } } };
    const { status, body } = await control('POST', '/worlds', { seed: 1, state });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      url: expect.stringMatching(/\/_mock\/worlds\/[\w-]+$/),
      users: { alice: { userId: '@alice:localhost', token: expect.any(String) } },
      rooms: { lobby: { id: expect.stringMatching(/^!/) } },
    });
  });

  it('with the same seed have the same ids and tokens, and with another one others', async () => {
    const made = async (seed: number): Promise<unknown> => {
      const { body } = await control('POST', '/worlds', { seed, state: { users: { alice: {} } } });
      const base = String(body['url']);
      const bob = await register(base, 'bob');
      const room = await bob.room();
      const { body: sent } = await bob.send(room, 'hello');
      return [body['users'], bob.token, room, sent];
    };
    const first = await made(7);
    expect(await made(7)).toEqual(first);
    expect(await made(8)).not.toEqual(first);
  });

  it('know nothing of each other', async () => {
    const [a, b] = [mock.world(), mock.world()];
    const alice = await register(a.url, 'alice');
    const room = await alice.room();
    a.on({ operation: 'create_room' }).refuse('CREATE-12').always();
    const other = await register(b.url, 'alice');
    expect((await other.call('POST', '/createRoom', {})).status).toBe(200);
    expect((await other.call('GET', `/rooms/${room}/state`)).status).toBe(403);
    expect(
      (await ask(`${b.url}/_matrix/client/api/v1/rooms/${room}/state?access_token=${alice.token}`))
        .status,
    ).toBe(401);
    expect(mock.journal()).toEqual([]);
    expect(a.journal()).toHaveLength(2);
  });

  it('are gone for clients and for the control API once they are removed', async () => {
    const { url } = mock.world();
    const id = url.split('/').at(-1) ?? '';
    expect((await control('DELETE', `/worlds/${id}`)).status).toBe(204);
    const client = await ask(`${url}/_matrix/client/api/v1/createRoom`);
    expect([client.status, client.body]).toEqual([
      404,
      { errcode: 'M_NOT_FOUND', error: `The world ${id} was removed.` },
    ]);
    expect((await control('GET', '/rules', undefined, url)).body).toEqual({
      status: 404,
      title: 'no such world',
      detail: `The world ${id} was removed.`,
    });
    expect((await control('DELETE', `/worlds/${id}`)).status).toBe(404);
  });

  it('begin again as they were created', async () => {
    const world = mock.world({
      seed: 3,
      state: { users: { alice: { token: 'alice-token' } } },
      rules: [{ when: { operation: 'create_room' }, then: { refuse: 'CREATE-12' } }],
    });
    const create = (): Promise<Reply> =>
      ask(`${world.url}/_matrix/client/api/v1/createRoom?access_token=alice-token`, {
        method: 'POST',
        body: '{}',
      });
    const first = [await create(), await create()].map(({ status, body }) => [status, body]);
    world.on().never().once();
    const { status, body } = await control('POST', '/reset', undefined, world.url);
    expect([status, body['rules'], body['requests']]).toEqual([200, 1, 0]);
    expect([await create(), await create()].map((reply) => [reply.status, reply.body])).toEqual(
      first,
    );
  });

  it('are limited in number; one that was idle for long makes room', async () => {
    await using small = await startMock({ worlds: 2 });
    small.world();
    small.world();
    const refused = await ask(`${small.url}/_mock/worlds`, { method: 'POST' });
    expect(refused.status).toBe(503);
    expect(refused.body['detail']).toContain('remove those that tests have finished with');
  });

  it.each([
    ['{"seed": "x"}', 'expected a whole number'],
    ['{"seed": -5e9}', 'expected at least'],
    ['{"sede": 1}', 'unknown key "sede"; did you mean "seed"?'],
    [
      '{"variant": "newest-frist"}',
      'there is no variant "newest-frist"; did you mean "newest-first"?',
    ],
    ['{"variant": "nope"}', 'there is no variant "nope"; the variants are random, '],
    ['{"state": {"users": 5}}', 'users'],
    ['{"rules": [{"then": "nver"}]}', 'nver'],
    ['{"rules": 5}', 'expected a list'],
    ['[', ''],
    ['5', ''],
  ])('%s is refused, and no world is made', async (body, part) => {
    const { status, headers, body: problem } = await control('POST', '/worlds', body);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem['detail']).toContain(part);
    expect((await control('GET', '/worlds')).body['worlds']).toHaveLength(1);
  });
});

describe('rules over HTTP', () => {
  const rules =
    'rules:\n  - { id: late, when: { operation: create_room }, then: { refuse: CREATE-12 } }\n';

  it('are added in YAML or JSON, listed, found pending, and removed', async () => {
    expect((await control('POST', '/rules', rules)).body).toEqual({
      rules: [
        {
          id: 'late',
          when: { operation: 'create_room' },
          then: { refuse: 'CREATE-12' },
          matched: 0,
          applied: 0,
          finished: false,
        },
      ],
    });
    expect((await control('GET', '/pending')).body['rules']).toHaveLength(1);
    const alice = await register(mock.url, 'alice');
    expect((await alice.call('POST', '/createRoom', {})).status).toBe(400);
    expect((await control('GET', '/pending')).body).toEqual({ rules: [] });
    expect((await control('DELETE', '/rules/late')).status).toBe(204);
    expect((await control('DELETE', '/rules/late')).status).toBe(404);
    await control('POST', '/rules', rules);
    expect((await control('DELETE', '/rules')).status).toBe(204);
    expect((await control('GET', '/rules')).body).toEqual({ rules: [] });
  });

  it('are refused where their id is taken, and leave what is there as it is', async () => {
    await control('POST', '/rules', rules);
    const { status, body } = await control('POST', '/rules', rules);
    expect(status).toBe(400);
    expect(body['detail']).toBe(
      'the request:2:11: there is a rule "late" already; remove it first, or give this one another id',
    );
    expect((await control('GET', '/rules')).body['rules']).toHaveLength(1);
    await control('DELETE', '/rules/late');
    expect((await control('POST', '/rules', rules)).status).toBe(201);
  });

  it('are all added or none', async () => {
    const half = `${rules}  - { then: { refuse: NO-1 } }\n`;
    const { status, body } = await control('POST', '/rules', half);
    expect(status).toBe(400);
    expect(body['problems']).toEqual([
      {
        pointer: '/rules/1/then/refuse',
        line: 3,
        column: 23,
        message: expect.stringContaining('NO-1'),
      },
    ]);
    expect((await control('GET', '/rules')).body).toEqual({ rules: [] });
  });
});

describe('the journal over HTTP', () => {
  it('is told without tokens and passwords, filtered, as HAR, and forgotten', async () => {
    const alice = await register(mock.url, 'alice');
    const room = await alice.room();
    await alice.send(room, 'hello');
    await ask(`${mock.url}/_matrix/client/api/v1/rooms/${room}/state`, {
      headers: { authorization: `Bearer ${alice.token}` },
    });
    await alice.call('POST', '/createRoom');
    const all = await control('GET', '/journal');
    expect(all.body['entries']).toHaveLength(5);
    const har = await control('GET', '/journal?format=har');
    expect(har.body['log']).toMatchObject({ version: '1.2', entries: { length: 5 } });
    for (const { text } of [all, har]) {
      expect(text).not.toContain(alice.token);
      expect(text).not.toContain('a password');
    }
    for (const [query, count] of [
      ['operation=send_message', 1],
      ['user=alice', 4],
      ['user=bob', 0],
      [`room=${encodeURIComponent(room)}`, 2],
      ['limit=2', 2],
      ['violations=true', 1],
    ] as const) {
      expect((await control('GET', `/journal?${query}`)).body['entries'], query).toHaveLength(
        count,
      );
    }
    await control('DELETE', '/journal');
    expect((await control('GET', '/journal')).body).toEqual({
      total: 5,
      forgotten: 0,
      entries: [],
    });
  });

  it.each([
    ['limit=x', 'limit must be a whole number'],
    ['violations=1', 'violations must be true or false'],
    ['format=xml', 'format must be json or har'],
    ['oper=1', 'there is no parameter "oper"'],
    ['operation=send_mesage', 'there is no operation "send_mesage"; did you mean "send_message"'],
  ])('?%s is refused', async (query, part) => {
    const { status, body } = await control('GET', `/journal?${query}`);
    expect(status).toBe(400);
    expect(body['detail']).toContain(part);
  });
});

describe('verification over HTTP', () => {
  it('answers 200, or 422 with what came nearest', async () => {
    const alice = await register(mock.url, 'alice');
    await alice.room();
    const met = await control('POST', '/verify', {
      expect: [{ when: { operation: 'create_room' }, times: 1 }],
    });
    expect([met.status, met.body['ok']]).toEqual([200, true]);
    const unmet = await control('POST', '/verify', {
      expect: [{ when: { operation: 'create_room', user: 'bob' } }],
    });
    expect(unmet.status).toBe(422);
    expect(unmet.body['messages']).toEqual([
      'expected at least once: create_room of bob; it came never',
      expect.stringMatching(
        /near: 2: POST …\/createRoom of @alice:localhost → 200, which differs in user/,
      ),
      expect.any(String),
    ]);
    expect((await control('POST', '/verify', { expect: [{ when: { nth: 1 } }] })).status).toBe(400);
  });
});

describe('who may use the control API', () => {
  /** A request with headers that fetch would not send. */
  const raw = (head: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(mock.url);
      const socket = connect(Number(port), hostname, () =>
        socket.write(`${head}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', (more: string) => (text += more));
      socket.on('close', () => resolve(text)).on('error', reject);
    });

  it.each([
    ['Host: attacker.example', 403],
    ['Host: localhost', 200],
    ['Host: localhost:80\r\nOrigin: http://localhost:3000', 200],
    ['Host: localhost\r\nOrigin: https://attacker.example', 403],
    ['Host: localhost\r\nOrigin: null', 403],
  ])('%j: %i', async (headers, status) => {
    expect(await raw(`GET /_mock/rules HTTP/1.1\r\n${headers}`)).toContain(`HTTP/1.1 ${status} `);
  });

  it('needs the control token where there is one, on every world, but clients do not', async () => {
    await using guarded = await startMock({ controlToken: 'a-long-secret' });
    const { url } = guarded.world();
    for (const base of [guarded.url, url]) {
      for (const path of ['', '/', '/rules', '/openapi.json', '/nothing']) {
        expect((await ask(`${base}/_mock${path}`)).status, path).toBe(401);
      }
      const wrong = await ask(`${base}/_mock/rules`, {
        headers: { authorization: 'Bearer a-long-secres' },
      });
      expect(wrong.status).toBe(401);
      const right = await ask(`${base}/_mock/rules`, {
        headers: { authorization: 'Bearer a-long-secret' },
      });
      expect(right.status).toBe(200);
      expect((await register(base, 'alice')).userId).toBe('@alice:localhost');
    }
    expect((await ask(`${guarded.url}/_mock/worlds/${url.split('/').at(-1)}`)).status).toBe(401);
  });

  it('does not listen elsewhere without a token', async () => {
    await expect(startMock({ host: '0.0.0.0' })).rejects.toThrow('needs a control token');
    await expect(startMock({ controlToken: 'short' })).rejects.toThrow('at least 8');
  });
});

describe('requests that the control API does not understand', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['PUT', '/rules', 405],
    ['GET', '/worlds/none', 404],
    ['POST', '/worlds/none', 405],
  ])('%s %s: %i', async (method, path, status) => {
    const reply = await control(method, path);
    expect([reply.status, reply.body['status']]).toEqual([status, status]);
  });

  it('names the methods of an endpoint', async () => {
    const { headers } = await fetch(`${mock.url}/_mock/rules`, { method: 'PUT' });
    expect(headers.get('allow')).toBe('GET, POST, DELETE, OPTIONS');
  });

  it('worlds are made at the root alone', async () => {
    const { url } = mock.world();
    expect((await control('POST', '/worlds', undefined, url)).status).toBe(404);
  });

  it('a document in broken UTF-8, of 50,000 levels, or of 9 MB', async () => {
    const send = (body: BodyInit): Promise<Reply> =>
      ask(`${mock.url}/_mock/rules`, { method: 'POST', body });
    expect((await send(new Uint8Array([0x7b, 0xff, 0x7d]))).body['title']).toBe('not UTF-8');
    expect((await send('['.repeat(50_000))).status).toBe(400);
    expect((await send(' '.repeat(9 * 1024 * 1024))).status).toBe(413);
  });
});
