import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, expectOk, refusal, startTestServer } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

describe('presence', () => {
  it('is what the user said last, for those in a room with the user', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    await bringIn(alice, await testServer.newRoom(alice), bob);
    const path = at`/presence/${bob.id}/status`;
    expect((await expectOk(alice.call('get', path))).body).toMatchObject({ presence: 'offline' });
    await expectOk(bob.call('put', path, { presence: 'unavailable', status_msg: 'Lunch' }));
    expect((await expectOk(alice.call('get', path))).body).toEqual({
      user_id: bob.id,
      presence: 'unavailable',
      status_msg: 'Lunch',
      last_active_ago: expect.any(Number),
    });
  });

  it('of users on a list can be read together', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const path = at`/presence/list/${alice.id}`;
    expect((await expectOk(alice.call('get', path))).body).toEqual([]);
    await expectOk(alice.call('post', path, { invite: [bob.id] }));
    const { body } = await expectOk(alice.call('get', path));
    expect(body).toEqual([
      { type: 'm.presence', content: { user_id: bob.id, presence: 'offline' } },
    ]);
    await expectOk(alice.call('get', at`/presence/${bob.id}/status`));
    await expectOk(alice.call('post', path, { drop: [bob.id] }));
    expect((await expectOk(alice.call('get', path))).body).toEqual([]);
  });

  it('refuses that of others, of strangers and of nobody, and states that do not exist', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const own = at`/presence/${alice.id}/status`;
    const list = at`/presence/list/${alice.id}`;
    const answers = [
      await alice.call('put', at`/presence/${bob.id}/status`, { presence: 'online' }),
      await alice.call('get', at`/presence/${bob.id}/status`),
      await alice.call('get', at`/presence/${'@nobody:localhost'}/status`),
      await alice.call('put', own, { presence: 'away' }),
      await alice.call('put', own, {}),
      await alice.call('put', own, { presence: 'online', status_msg: 5 }),
      await alice.call('get', at`/presence/list/${bob.id}`),
      await alice.call('post', list, { invite: ['@nobody:localhost'] }),
      await alice.call('post', list, { invite: 'all' }),
      await alice.call('post', list, { drop: [5] }),
    ];
    expect(answers.map(refusal)).toEqual([
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '404 M_NOT_FOUND',
      '400 M_BAD_JSON',
      '400 M_MISSING_PARAM',
      '400 M_BAD_JSON',
      '403 M_FORBIDDEN',
      '404 M_NOT_FOUND',
      '400 M_BAD_JSON',
      '400 M_BAD_JSON',
    ]);
  });
});
