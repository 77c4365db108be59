import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { createReferenceServer, referenceParts, type Parts } from './index.ts';
import {
  at,
  expectOk,
  startTestServer,
  refusal,
  timeline,
  type TestServer,
} from './testing/server.ts';

async function withServer<T>(
  parts: Partial<Parts>,
  use: (testServer: TestServer) => Promise<T>,
): Promise<T> {
  const testServer = await startTestServer({ parts: { ...referenceParts, ...parts } });
  try {
    return await use(testServer);
  } finally {
    await testServer.close();
  }
}

describe('createReferenceServer', () => {
  it('makes servers that share nothing', async () => {
    const [one, two] = [await startTestServer(), await startTestServer()];
    const alice = await one.newUser();
    await two.newUser();
    const roomId = await one.newRoom(alice);
    const { status } = await supertest(two.url)
      .get(`/_matrix/client/api/v1${at`/rooms/${roomId}/members`}`)
      .query({ access_token: alice.token });
    expect(status).toBe(401);
    await Promise.all([one.close(), two.close()]);
  });

  it('puts its domain into every id', async () => {
    const testServer = await startTestServer({ domain: 'example.org:8448' });
    const alice = await testServer.newUser();
    const { body } = await expectOk(alice.call('post', '/createRoom', { room_alias_name: 'a' }));
    expect(alice.id).toMatch(/:example\.org:8448$/);
    expect(body.room_id).toMatch(/:example\.org:8448$/);
    expect(body.room_alias).toBe('#a:example.org:8448');
    await expectOk(alice.call('put', at`/join/${body.room_alias}`, {}));
    await testServer.close();
  });

  it('ends its connections when it is closed, and may be closed again', async () => {
    const server = createReferenceServer();
    const { url } = await server.listen();
    await fetch(url);
    await server.close();
    await server.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says when it cannot listen', async () => {
    const server = createReferenceServer();
    const { url } = await server.listen();
    const other = createReferenceServer();
    await expect(other.listen(Number(new URL(url).port))).rejects.toThrow('EADDRINUSE');
    await Promise.all([server.close(), other.close()]);
  });

  it('can be served by somebody else', async () => {
    const { status } = await supertest(createReferenceServer().handler).get('/nowhere');
    expect(status).toBe(404);
  });
});

const otherAnswer: Parts['onAnswer'] = (operation, _request, answer) =>
  operation === 'create_room'
    ? { ...answer, status: 201, headers: { 'content-type': 'text/plain' } }
    : answer;

describe('its parts', () => {
  it('can be replaced one by one: a rule', async () => {
    await withServer({ membership: () => ({ verdict: 'allowed' }) }, async (testServer) => {
      const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
      const roomId = await testServer.newRoom(alice, { visibility: 'private' });
      expect((await bob.call('post', at`/rooms/${roomId}/join`, {})).status).toBe(200);
    });
  });

  it('can be replaced one by one: a whole operation, wrapped, with a pause in it', async () => {
    const operations: Parts['operations'] = {
      ...referenceParts.operations,
      send_message: async (context) => {
        await new Promise((resolve) => setImmediate(resolve));
        await referenceParts.operations.send_message(context);
        return await referenceParts.operations.send_message(context);
      },
    };
    await withServer({ operations }, async (testServer) => {
      const alice = await testServer.newUser();
      const roomId = await testServer.newRoom(alice);
      const before = (await timeline(alice, roomId)).length;
      const message = { msgtype: 'm.text' };
      await expectOk(alice.call('post', at`/rooms/${roomId}/send/m.room.message`, message));
      expect(await timeline(alice, roomId)).toHaveLength(before + 2);
    });
  });

  it('can be replaced one by one: the last word on an answer', async () => {
    await withServer({ onAnswer: otherAnswer }, async (testServer) => {
      const alice = await testServer.newUser();
      const { status, type } = await alice.call('post', '/createRoom', {});
      expect([status, type]).toEqual([201, 'text/plain']);
    });
  });

  it('can be replaced one by one: the way to the socket', async () => {
    await withServer(
      { sendResponse: (response) => void response.destroy() },
      async (testServer) => {
        await expect(fetch(testServer.url)).rejects.toThrow();
      },
    );
  });

  it('may break, and then the client learns nothing but that', async () => {
    const view = {
      ...referenceParts.view,
      state: (): never => {
        throw new TypeError('secret of the house');
      },
    };
    await withServer({ view }, async (testServer) => {
      const alice = await testServer.newUser();
      const roomId = await testServer.newRoom(alice);
      const answer = await alice.call('get', at`/rooms/${roomId}/state`);
      expect(refusal(answer)).toBe('500 M_UNKNOWN');
      expect(answer.text).not.toMatch(/secret|\.ts|at /);
    });
  });
});
