import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mock, type MockWorld, startMock } from '../../mock/index.ts';
import { ask, type Person, register } from '../../mock/testing/person.ts';

let mock: Mock;
let calm: MockWorld;
let alice: Person;
let room: string;

beforeAll(async () => {
  mock = await startMock();
  calm = mock.world();
  alice = await register(calm.url, 'alice');
  room = await alice.room();
});
afterAll(() => mock.close());

/** Sends bytes as they are. @returns everything that comes back until the connection ends */
const raw = (...pieces: readonly (string | Uint8Array)[]): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(mock.url);
    const socket = connect(Number(port), hostname, () => {
      for (const piece of pieces) socket.write(piece);
    });
    let text = '';
    socket.setEncoding('latin1').on('data', (more: string) => (text += more));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });

const api = '/_matrix/client/api/v1';

/** After whatever happened, the other world answers as before. */
const isCalm = async (): Promise<void> => {
  const before = calm.journal().length;
  expect((await alice.send(room, 'still here')).status).toBe(200);
  expect(calm.journal()).toHaveLength(before + 1);
};

describe('bodies', () => {
  it.each([
    ['clients', `${api}/createRoom`],
    ['the control API', '/_mock/rules'],
  ])('of 100 MB for %s are refused, and not kept', async (_, path) => {
    const before = process.memoryUsage().rss;
    const piece = new Uint8Array(1024 * 1024).fill(0x20);
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${100 * piece.length}\r\n\r\n`;
    const answer = await raw(head, ...Array.from({ length: 100 }, () => piece));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
    await isCalm();
  });

  it.each([
    ['50,000 levels of JSON', '['.repeat(50_000)],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['half a JSON', '{"name":'],
    ['a NUL', '\u0000'],
  ])('%s: an error in the form of the API', async (_, body) => {
    const { token } = await register(mock.world().url, 'bob');
    expect(token).not.toBe('');
    const bob = await register(mock.url, `bob-${Math.random().toString(36).slice(2)}`);
    const { status, body: error } = await ask(
      `${mock.url}${api}/createRoom?access_token=${bob.token}`,
      {
        method: 'POST',
        body,
      },
    );
    expect([status, error['errcode']]).toEqual([400, expect.stringMatching(/^M_/)]);
    const [entry] = mock.journal({ operation: 'create_room' }).slice(-1);
    expect(entry?.response?.status).toBe(400);
    await isCalm();
  });
});

describe('requests that two servers could read in two ways', () => {
  const post = `POST ${api}/createRoom HTTP/1.1\r\nHost: localhost\r\n`;

  it.each([
    [
      'a length and chunks',
      `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`],
    ['a length that is no number', `${post}Content-Length: +2\r\n\r\n{}`],
    ['chunks that are no chunks', `${post}Transfer-Encoding: xchunked\r\n\r\n{}`],
    ['a chunk of no size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['a header with a space before the colon', `${post}Content-Length : 2\r\n\r\n{}`],
    ['a line of its own continued', `${post}X-A: b\r\n c: d\r\nContent-Length : 0\r\n\r\n`],
    ['no HTTP', 'HELLO\r\n\r\n'],
  ])('%s: 400, and the connection ends', async (_, bytes) => {
    const requests = mock.journal().length;
    const answer = await raw(bytes, `GET ${api}/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.split('HTTP/1.1 ')).toHaveLength(2);
    expect(mock.journal()).toHaveLength(requests);
    await isCalm();
  });

  it('the address of another host is a path like any other', async () => {
    const answer = await raw(
      `GET http://attacker.example/_mock/rules HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('M_UNRECOGNIZED');
  });

  it.each([
    '/%5fmock/rules',
    '/_mockery',
    '//_mock/rules',
    '/_mock/worlds/../rules',
    '/_MOCK/rules',
    '/_mock%2Frules',
  ])('%s does not reach the control API', async (path) => {
    const answer = await raw(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('clients that behave badly', () => {
  it('one that never reads does not hold up the others', async () => {
    const bob = await register(mock.url, 'bob');
    const long = await bob.room();
    for (let turn = 0; turn < 60; turn += 1) await bob.send(long, 'x'.repeat(2000));
    const { hostname, port } = new URL(mock.url);
    const path = `${api}/rooms/${encodeURIComponent(long)}/messages?limit=100&access_token=${bob.token}`;
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(Number(port), hostname);
      socket.pause();
      socket.on('error', () => {});
      // One after the other on one connection: the answers to the later ones wait for the reader of the first.
      for (let turn = 0; turn < 50; turn += 1) {
        socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      }
      return socket;
    });
    await expect.poll(() => mock.journal({ operation: 'get_messages' }).length).toBeGreaterThan(10);
    await isCalm();
    for (const socket of sockets) socket.destroy();
    await isCalm();
  });

  it('one that goes away in the middle of its request is not journaled', async () => {
    const world = mock.world();
    const { hostname, port, pathname } = new URL(world.url);
    const socket = connect(Number(port), hostname, () => {
      const head = `POST ${pathname}${api}/createRoom HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{`;
      socket.write(head, () => socket.destroy());
    });
    await new Promise((resolve) => socket.on('close', resolve));
    await isCalm();
    expect(world.journal()).toEqual([]);
  });

  it('a header of 100 kB is refused', async () => {
    const answer = await raw(
      `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});
