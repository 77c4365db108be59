import supertest from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { at, expectOk, refusal, startTestServer } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

describe('push rules', () => {
  it('belong to one user, and can be added and removed', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const rule = at`/pushrules/global/content/${'tea/time'}`;
    await expectOk(alice.call('put', rule, { pattern: 'tea', actions: ['notify'] }));
    const mine = (await expectOk(alice.call('get', '/pushrules/'))).body.global.content;
    expect(mine).toMatchObject([{ rule_id: 'tea/time', pattern: 'tea', actions: ['notify'] }]);
    expect((await expectOk(bob.call('get', '/pushrules/'))).body.global.content).toEqual([]);
    expect(refusal(await bob.call('delete', rule))).toBe('404 M_NOT_FOUND');
    await expectOk(alice.call('delete', rule));
    expect((await expectOk(alice.call('get', '/pushrules/'))).body.global.content).toEqual([]);
  });

  it('of unknown kinds, and those that lack something, are refused', async () => {
    const alice = await testServer.newUser();
    const answers = [
      await alice.call('put', '/pushrules/global/nonsense/a', { actions: [] }),
      await alice.call('put', '/pushrules/global/content/a', { actions: [] }),
      await alice.call('delete', '/pushrules/global/nonsense/a'),
    ];
    expect(answers.map(refusal)).toEqual([
      '400 M_INVALID_PARAM',
      '400 M_MISSING_PARAM',
      '400 M_INVALID_PARAM',
    ]);
  });
});

describe('what this server does not have', () => {
  it('is answered with nothing: relays for calls, addresses elsewhere, later versions', async () => {
    const alice = await testServer.newUser();
    expect((await expectOk(alice.call('get', '/voip/turnServer'))).body).toEqual({});
    const client = supertest(`${testServer.url}/_matrix/client`);
    const threepids = client.get('/v2_alpha/account/3pid').query({ access_token: alice.token });
    expect((await threepids).body).toEqual({ threepids: [] });
    expect((await client.get('/versions')).body).toEqual({ versions: [] });
  });
});
