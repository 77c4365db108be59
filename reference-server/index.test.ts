import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { createReferenceServer, rightParts, type Parts } from './index.ts';
import { at, demand, openScene, refusal, timeline, type Scene } from './testing/scene.ts';

async function withServer<T>(parts: Partial<Parts>, use: (scene: Scene) => Promise<T>): Promise<T> {
  const scene = await openScene({ parts: { ...rightParts, ...parts } });
  try {
    return await use(scene);
  } finally {
    await scene.close();
  }
}

describe('createReferenceServer', () => {
  it('makes servers that share nothing', async () => {
    const [one, two] = [await openScene(), await openScene()];
    const alice = await one.person();
    await two.person();
    const roomId = await one.room(alice);
    const { status } = await supertest(two.url)
      .get(`/_matrix/client/api/v1${at`/rooms/${roomId}/members`}`)
      .query({ access_token: alice.token });
    expect(status).toBe(401);
    await Promise.all([one.close(), two.close()]);
  });

  it('puts its domain into every id', async () => {
    const scene = await openScene({ domain: 'example.org:8448' });
    const alice = await scene.person();
    const { body } = await demand(alice.call('post', '/createRoom', { room_alias_name: 'a' }));
    expect(alice.id).toMatch(/:example\.org:8448$/);
    expect(body.room_id).toMatch(/:example\.org:8448$/);
    expect(body.room_alias).toBe('#a:example.org:8448');
    await demand(alice.call('put', at`/join/${body.room_alias}`, {}));
    await scene.close();
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
    await withServer({ membership: () => ({ verdict: 'allowed' }) }, async (scene) => {
      const [alice, bob] = [await scene.person(), await scene.person()];
      const roomId = await scene.room(alice, { visibility: 'private' });
      expect((await bob.call('post', at`/rooms/${roomId}/join`, {})).status).toBe(200);
    });
  });

  it('can be replaced one by one: a whole operation, wrapped, with a pause in it', async () => {
    const operations: Parts['operations'] = {
      ...rightParts.operations,
      send_message: async (context) => {
        await new Promise((resolve) => setImmediate(resolve));
        await rightParts.operations.send_message(context);
        return await rightParts.operations.send_message(context);
      },
    };
    await withServer({ operations }, async (scene) => {
      const alice = await scene.person();
      const roomId = await scene.room(alice);
      const before = (await timeline(alice, roomId)).length;
      const message = { msgtype: 'm.text' };
      await demand(alice.call('post', at`/rooms/${roomId}/send/m.room.message`, message));
      expect(await timeline(alice, roomId)).toHaveLength(before + 2);
    });
  });

  it('can be replaced one by one: the last word on an answer', async () => {
    await withServer({ onAnswer: otherAnswer }, async (scene) => {
      const alice = await scene.person();
      const { status, type } = await alice.call('post', '/createRoom', {});
      expect([status, type]).toEqual([201, 'text/plain']);
    });
  });

  it('can be replaced one by one: the way to the socket', async () => {
    await withServer({ deliver: (response) => void response.destroy() }, async (scene) => {
      await expect(fetch(scene.url)).rejects.toThrow();
    });
  });

  it('may break, and then the client learns nothing but that', async () => {
    const view = {
      ...rightParts.view,
      state: (): never => {
        throw new TypeError('secret of the house');
      },
    };
    await withServer({ view }, async (scene) => {
      const alice = await scene.person();
      const roomId = await scene.room(alice);
      const answer = await alice.call('get', at`/rooms/${roomId}/state`);
      expect(refusal(answer)).toBe('500 M_UNKNOWN');
      expect(answer.text).not.toMatch(/secret|\.ts|at /);
    });
  });
});
