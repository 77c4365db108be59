import { connect } from 'node:net';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  closeServer,
  createAnswerer,
  createHandler,
  createHttpServer,
  listenOn,
  readRequest,
} from '../http.ts';
import { createHomeserver, createReferenceServer, referenceParts } from '../index.ts';
import {
  at,
  bringIn,
  expectOk,
  refusal,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

type Item = { type: string; content: Record<string, unknown>; [key: string]: unknown };

async function now(user: TestUser): Promise<string> {
  return (await expectOk(user.call('get', '/initialSync?limit=0'))).body.end;
}

async function events(user: TestUser, from: string, timeout = 60_000) {
  const path = at`/events?from=${from}&timeout=${String(timeout)}`;
  const { body } = await expectOk(user.call('get', path));
  const chunk: readonly Item[] = body.chunk;
  return { chunk, start: String(body.start), end: String(body.end) };
}

async function twoInARoom(server: TestServer = testServer) {
  const [alice, bob] = [await server.newUser(), await server.newUser()] as const;
  const roomId = await server.newRoom(alice);
  await bringIn(alice, roomId, bob);
  return { alice, bob, roomId, room: at`/rooms/${roomId}` };
}

const hello = { msgtype: 'm.text', body: 'Hello' };

describe('the event stream', () => {
  it('gives what happened since a token at once, in order', async () => {
    const { alice, bob, room } = await twoInARoom();
    const from = await now(bob);
    const sent: string[] = [];
    for (const body of ['1', '2', '3']) {
      const answer = await expectOk(
        alice.call('post', `${room}/send/m.room.message`, { ...hello, body }),
      );
      sent.push(answer.body.event_id);
    }
    const { chunk, start, end } = await events(bob, from);
    expect(chunk.map(({ event_id }) => event_id)).toEqual(sent);
    expect(start).toBe(from);
    expect((await events(bob, end, 0)).chunk).toEqual([]);
  });

  it('waits until something happens', async () => {
    const { alice, bob, room } = await twoInARoom();
    const waiting = events(bob, await now(bob));
    const { body } = await expectOk(alice.call('post', `${room}/send/m.room.message`, hello));
    expect((await waiting).chunk).toMatchObject([{ event_id: body.event_id, content: hello }]);
  });

  it('gives nothing when its time is over', async () => {
    const { bob } = await twoInARoom();
    const from = await now(bob);
    expect(await events(bob, from, 1)).toEqual({ chunk: [], start: from, end: from });
  });

  it('begins now without a token', async () => {
    const { bob } = await twoInARoom();
    const { body } = await expectOk(bob.call('get', '/events?timeout=0'));
    expect(body).toEqual({ chunk: [], start: body.end, end: await now(bob) });
  });

  it('brings invites and what is done to the own membership, and nothing else of other rooms', async () => {
    const { alice, bob, room } = await twoInARoom();
    const other = await testServer.newRoom(alice);
    const from = await now(bob);
    await expectOk(alice.call('post', at`/rooms/${other}/send/m.room.message`, hello));
    await expectOk(alice.call('post', at`/rooms/${other}/invite`, { user_id: bob.id }));
    await expectOk(alice.call('post', `${room}/ban`, { user_id: bob.id }));
    await expectOk(alice.call('post', `${room}/send/m.room.message`, hello));
    const memberships = (await events(bob, from)).chunk.map(({ content }) => content['membership']);
    expect(memberships).toEqual(['invite', 'ban']);
  });

  it('brings typing, receipts and presence to those in the room, each as it is now', async () => {
    const { alice, bob, room } = await twoInARoom();
    const stranger = await testServer.newUser();
    const [from, strange] = [await now(bob), await now(stranger)];
    const { body } = await expectOk(alice.call('post', `${room}/send/m.room.message`, hello));
    await expectOk(
      alice.call('put', room + at`/typing/${alice.id}`, { typing: true, timeout: 60_000 }),
    );
    for (let times = 0; times < 3; times += 1) {
      await expectOk(alice.call('post', room + at`/receipt/m.read/${body.event_id}`, {}));
      await expectOk(
        alice.call('put', at`/presence/${alice.id}/status`, {
          presence: 'online',
          status_msg: `${times}`,
        }),
      );
    }
    const { chunk, end } = await events(bob, from);
    expect(chunk.map(({ type }) => type)).toEqual([
      'm.room.message',
      'm.typing',
      'm.receipt',
      'm.presence',
    ]);
    const [, typing, receipt, presence] = chunk;
    expect(typing?.content).toEqual({ user_ids: [alice.id] });
    expect(receipt?.content).toEqual({
      [body.event_id]: { 'm.read': { [alice.id]: { ts: expect.any(Number) } } },
    });
    expect(presence?.content).toMatchObject({ user_id: alice.id, status_msg: '2' });
    await expectOk(alice.call('put', room + at`/typing/${alice.id}`, { typing: false }));
    expect((await events(bob, end)).chunk).toMatchObject([{ content: { user_ids: [] } }]);
    expect((await events(stranger, strange, 0)).chunk).toEqual([]);
  });

  it.each([
    ['from=garbage', '400 M_INVALID_PARAM'],
    ['from=s999999', '400 M_INVALID_PARAM'],
    ['from=', '400 M_INVALID_PARAM'],
    ['timeout=abc', '400 M_INVALID_PARAM'],
    ['timeout=-1', '400 M_INVALID_PARAM'],
    ['timeout=1&timeout=2', '400 M_INVALID_PARAM'],
  ])('refuses %s', async (query, expected) => {
    const { bob } = await twoInARoom();
    expect(refusal(await bob.call('get', `/events?${query}`))).toBe(expected);
  });
});

const nothing = Buffer.alloc(0);
const bounds = { bodyLimit: 1000, requestTimeout: 30_000 };

/** A home server with one user, and the address at which that user waits for events. */
function homeserver() {
  const { parts, world, dispatch } = createHomeserver(referenceParts);
  const userId = parts.accounts.register(world.accounts, 'alice', 'secret');
  const token = parts.accounts.issueToken(world.accounts, userId);
  const url = `/_matrix/client/api/v1/events?access_token=${token}`;
  const server = createHttpServer(
    createHandler(parts, createAnswerer(parts, dispatch), bounds),
    bounds,
  );
  const { waiting } = world.stream;
  return { dispatch, url, server, waiting };
}

describe('a request that waits', () => {
  it('is answered when the server closes', async () => {
    const { answer, close } = createReferenceServer();
    const register = { method: 'POST', url: '/_matrix/client/api/v1/register', headers: {} };
    const account = Buffer.from('{"user":"alice","password":"secret"}');
    const { body } = await answer(register, account);
    const { access_token: token } = JSON.parse(String(body));
    const url = `/_matrix/client/api/v1/events?access_token=${token}`;
    const waiting = answer({ method: 'GET', url, headers: {} }, nothing);
    await close();
    expect(await waiting).toMatchObject({
      status: 200,
      body: expect.stringContaining('"chunk":[]'),
    });
  });

  it('is forgotten when its client goes away', async () => {
    const { server, url, waiting } = homeserver();
    const { port } = new URL(await listenOn(server, 0, '127.0.0.1'));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await vi.waitFor(() => expect(waiting.all.size).toBe(1));
    socket.destroy();
    await vi.waitFor(() => expect(waiting.all.size).toBe(0));
    await closeServer(server);
  });
});

describe('ten thousand requests that wait', () => {
  it('are not kept: the oldest ones are answered', async () => {
    const { dispatch, url, waiting } = homeserver();
    const listeners = new Set<() => void>();
    let answered = 0;
    const requests = Array.from({ length: 10_000 }, async () => {
      const request = readRequest({ method: 'GET', url, headers: {} }, nothing, (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      });
      const { status } = await dispatch(request);
      expect(status).toBe(200);
      answered += 1;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([waiting.all.size, answered]).toEqual([50, 9_950]);
    expect(listeners.size).toBe(50);
    for (const leave of listeners) leave();
    await Promise.all(requests);
    expect([waiting.all.size, waiting.byUser.size, listeners.size]).toEqual([0, 0, 0]);
  });

  it('of a client that never reads are not kept either', async () => {
    const { server, url, waiting } = homeserver();
    const { port } = new URL(await listenOn(server, 0, '127.0.0.1'));
    const served = new Set<unknown>();
    server.on('request', (request) => served.add(request));
    const sockets = Array.from({ length: 10 }, () => connect(Number(port), '127.0.0.1').pause());
    const head = `GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`;
    for (const socket of sockets) socket.write(head.repeat(1000));
    await vi.waitFor(() => expect(served.size).toBeGreaterThan(1000), 30_000);
    expect(waiting.all.size).toBeLessThanOrEqual(50);
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(() => expect(waiting.all.size).toBe(0), 30_000);
    await closeServer(server);
  });
});
