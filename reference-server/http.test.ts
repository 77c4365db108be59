import { connect } from 'node:net';
import * as fc from 'fast-check';
import supertest from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { at, expectOk, startTestServer, refusal, timeline } from './testing/server.ts';

const testServer = await startTestServer({ requestTimeout: 300 });
afterAll(testServer.close);
const alice = await testServer.newUser();
const roomId = await testServer.newRoom(alice, { visibility: 'public' });
const room = at`/rooms/${roomId}`;
const prefix = '/_matrix/client/api/v1';

/** Sends bytes as they are, and gives what came back until the server hung up. */
function raw(...pieces: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(testServer.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    for (const piece of pieces) socket.write(piece);
  });
}

function get(path: string, more = ''): string {
  const token = `Authorization: Bearer ${alice.token}`;
  return `GET ${prefix}${path} HTTP/1.1\r\nHost: x\r\n${token}\r\n${more}\r\n`;
}

async function send(method: 'post' | 'put', path: string, body: string | Buffer, type?: string) {
  const client = supertest(testServer.url);
  const request = client[method](prefix + path).query({ access_token: alice.token });
  return await request
    .set('Content-Type', type ?? 'application/json')
    .serialize((text) => text)
    .send(body);
}

const bodied = [
  ['post', `${room}/send/com.example.x`],
  ['put', `${room}/send/com.example.x/t`],
  ['put', `${room}/state/com.example.x/k`],
  ['post', `${room}/send/m.room.message`],
  ['put', `${room}/state/m.room.topic`],
  ['post', `${room}/send/m.room.message.feedback`],
  ['post', `${room}/invite`],
  ['post', `${room}/ban`],
  ['put', `${room}/state/m.room.member/@a:localhost`],
  ['post', '/createRoom'],
  ['put', '/createRoom/t'],
] as const;

const bodiless = [
  ['post', `${room}/join`],
  ['post', `${room}/leave`],
  ['put', at`/join/${roomId}`],
] as const;

const invalidUtf8 = Buffer.concat([
  Buffer.from('{"topic":"'),
  Buffer.from([0xc3, 0x28]),
  Buffer.from('"}'),
]);
const unread = [
  ['truncated JSON', '{"a":', 'M_NOT_JSON'],
  ['plain text', 'hello', 'M_NOT_JSON'],
  ['invalid UTF-8', invalidUtf8, 'M_NOT_JSON'],
  ['an array', '[]', 'M_BAD_JSON'],
  ['a string', '"x"', 'M_BAD_JSON'],
  ['a number', '5', 'M_BAD_JSON'],
  ['null', 'null', 'M_BAD_JSON'],
  ['deep nesting', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'M_BAD_JSON'],
] as const;

describe('a body', () => {
  it.each(unread)(
    'that is %s is refused by every operation that reads one',
    async (_, body, code) => {
      const before = (await timeline(alice, roomId)).length;
      for (const [method, path] of [...bodied, ...bodiless]) {
        expect(refusal(await send(method, path, body))).toBe(`400 ${code}`);
      }
      expect(await timeline(alice, roomId)).toHaveLength(before);
    },
  );

  it('that is not there is refused where one is required', async () => {
    for (const [method, path] of bodied) {
      expect(refusal(await send(method, path, ''))).toBe('400 M_NOT_JSON');
    }
  });

  it('may have any media type, and any text in UTF-8', async () => {
    const topic = 'ünï ☕ 💥';
    const form = 'application/x-www-form-urlencoded';
    const answer = await send('put', `${room}/state/m.room.topic`, JSON.stringify({ topic }), form);
    expect(answer.status).toBe(200);
    const { body } = await expectOk(alice.call('get', `${room}/state/m.room.topic`));
    expect(body).toEqual({ topic });
  });

  it('that is too large is refused with an answer, and the next request is served', async () => {
    for (const size of [70_000, 3_000_000]) {
      const body = JSON.stringify({ topic: 'x'.repeat(size) });
      const answer = await send('put', `${room}/state/m.room.topic`, body);
      expect(refusal(answer)).toBe('413 M_TOO_LARGE');
    }
    const fits = JSON.stringify({ topic: 'x'.repeat(60_000) });
    expect((await send('put', `${room}/state/m.room.topic`, fits)).status).toBe(200);
  });

  it('that is announced too large is refused before it is sent', async () => {
    const head = `POST ${prefix}/createRoom HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n`;
    expect(await raw(head)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('that is announced and never sent holds nothing for ever', async () => {
    const head = `POST ${prefix}/createRoom HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n`;
    expect(await raw(head, '{')).toMatch(/^HTTP\/1.1 408 /);
  });
});

describe('a connection', () => {
  it('that never finishes its headers is closed', async () => {
    expect(await raw('GET / HTTP/1.1\r\nHost: x\r\n')).toMatch(/^HTTP\/1.1 408 /);
  });

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', '400'],
    ['headers beyond reason', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, '431'],
  ])('that brings %s gets an error object', async (_, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain('"errcode":"M_UNKNOWN"');
  });

  it('may carry several requests at once, answered in order', async () => {
    const answer = await raw(
      get(`${room}/state/m.room.topic`) +
        get('/nowhere') +
        get(`${room}/members`, 'Connection: close\r\n'),
    );
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(['200', '404', '200']);
  });

  it('may ask for HEAD, and gets no body', async () => {
    const { status, text } = await supertest(testServer.url).head(`${prefix}/createRoom`);
    expect([status, text]).toEqual([405, undefined]);
  });
});

describe('the server', () => {
  it('never answers 5xx, whatever JSON it is sent', async () => {
    const before = (await expectOk(alice.call('get', `${room}/members`))).status;
    const request = fc.record({
      operation: fc.constantFrom(...bodied, ...bodiless),
      key: fc.constantFrom(
        'user_id',
        'membership',
        'topic',
        'type',
        'name',
        'room_alias_name',
        'reason',
      ),
      value: fc.jsonValue(),
      rest: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ operation: [method, path], key, value, rest }) => {
        const { status } = await send(method, path, JSON.stringify({ ...rest, [key]: value }));
        expect([200, 400, 403]).toContain(status);
      }),
      { seed: 20140903, numRuns: 150 },
    );
    expect(before).toBe(200);
  });

  it('never answers 5xx, whatever segments and parameters it is asked for', async () => {
    const paths = fc.record({
      segments: fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 3 }),
      parameter: fc.constantFrom('limit', 'from', 'to', 'dir', 'x'),
      value: fc.string({ unit: 'binary' }),
    });
    await fc.assert(
      fc.asyncProperty(paths, async ({ segments, parameter, value }) => {
        const path = segments.map(encodeURIComponent).join('/');
        const query = `?${parameter}=${encodeURIComponent(value)}`;
        for (const start of [`${room}/state/`, `${room}/messages`, '/rooms/', '/join/', '/']) {
          const { status } = await alice.call('get', start + path + query);
          expect([200, 400, 401, 403, 404, 405]).toContain(status);
        }
        const { status } = await alice.call('get', `${room}/messages${query}`);
        expect([200, 400]).toContain(status);
      }),
      { seed: 20140903, numRuns: 60 },
    );
  });
});
