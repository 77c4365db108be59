import supertest, { type Response } from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { expectOk, startTestServer, testUser, refusal } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

async function post(path: string, body: object): Promise<Response> {
  return await supertest(testServer.url).post(`/_matrix/client${path}`).send(body);
}

const password = 'secret';

describe('register', () => {
  it.each([
    ['/api/v1/register', { user_id: 'a1', password }],
    ['/api/v1/register', { type: 'm.login.password', user: 'a2', password }],
    ['/v2_alpha/register', { username: 'a5', password, auth: { type: 'm.login.dummy' } }],
    ['/r0/register', { username: 'a3', password, auth: { type: 'm.login.dummy' } }],
    ['/v3/register', { username: 'a4', password, auth: { type: 'm.login.dummy' } }],
  ])('makes an account by POST %s %j', async (path, body) => {
    const answer = await expectOk(post(path, body));
    expect(answer.body).toMatchObject({
      user_id: expect.stringMatching(/^@a\d:localhost$/),
      home_server: 'localhost',
    });
    const user = testUser(testServer.url, answer.body.user_id, answer.body.access_token);
    await expectOk(user.call('post', '/createRoom', {}));
  });

  it('asks later clients for the dummy stage first', async () => {
    const answer = await post('/v3/register', { username: 'b', password });
    expect(refusal(answer)).toBe('401 M_UNAUTHORIZED');
    expect(answer.body).toMatchObject({
      flows: [{ stages: ['m.login.dummy'] }],
      session: expect.any(String),
    });
  });

  it('refuses a name that is taken, bad names and wrong types', async () => {
    const account = { user_id: 'c', password };
    await expectOk(post('/api/v1/register', account));
    const answers = [
      await post('/api/v1/register', account),
      await post('/api/v1/register', { user_id: 'a b', password }),
      await post('/api/v1/register', { user_id: 5, password }),
      await post('/api/v1/register', { user_id: 'd' }),
      await post('/api/v1/register', []),
    ];
    expect(answers.map(refusal)).toEqual([
      '400 M_USER_IN_USE',
      '400 M_INVALID_USERNAME',
      '400 M_BAD_JSON',
      '400 M_MISSING_PARAM',
      '400 M_BAD_JSON',
    ]);
  });
});

describe('login', () => {
  it.each([
    ['/api/v1/login', { user: 'e', password }],
    ['/api/v1/login', { user: '@e:localhost', password }],
    ['/v2_alpha/login', { user: 'e', password }],
    ['/r0/login', { user: 'e', password }],
    ['/v3/login', { identifier: { type: 'm.id.user', user: 'e' }, password }],
  ])('gives another token of the same user by POST %s %j', async (path, body) => {
    await post('/api/v1/register', { user_id: 'e', password });
    const [one, two] = [
      await expectOk(post(path, { type: 'm.login.password', ...body })),
      await expectOk(post(path, { type: 'm.login.password', ...body })),
    ];
    expect([one.body.user_id, two.body.user_id]).toEqual(['@e:localhost', '@e:localhost']);
    expect(one.body.access_token).not.toBe(two.body.access_token);
  });

  it('makes a scope of transactions of its own', async () => {
    const account = { user: 'f', password, type: 'm.login.password' };
    const one = (await expectOk(post('/api/v1/register', account))).body;
    const two = (await expectOk(post('/api/v1/login', account))).body;
    const rooms = [one, two].map(({ user_id, access_token }) =>
      expectOk(testUser(testServer.url, user_id, access_token).call('put', '/createRoom/t', {})),
    );
    const [first, second] = await Promise.all(rooms);
    expect(first?.body.room_id).not.toBe(second?.body.room_id);
  });

  it('refuses wrong passwords, unknown users and other kinds of login', async () => {
    await post('/api/v1/register', { user_id: 'g', password });
    const type = 'm.login.password';
    const answers = [
      await post('/api/v1/login', { type, user: 'g', password: 'wrong' }),
      await post('/api/v1/login', { type, user: 'nobody', password }),
      await post('/api/v1/login', { type: 'm.login.token', token: 'x' }),
      await post('/api/v1/login', { type, user: 'g' }),
    ];
    expect(answers.map(refusal)).toEqual([
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '400 M_BAD_JSON',
      '400 M_MISSING_PARAM',
    ]);
  });

  it('lists its flows', async () => {
    for (const path of ['/api/v1/login', '/api/v1/register', '/r0/login', '/v3/login']) {
      const { status, body } = await supertest(testServer.url).get(`/_matrix/client${path}`);
      expect([status, body]).toEqual([200, { flows: [{ type: 'm.login.password' }] }]);
    }
  });
});

describe('changing the password', () => {
  it('takes the old one, and then the new one alone opens the account', async () => {
    const { body: account } = await expectOk(post('/api/v1/register', { user: 'h', password }));
    const change = (body: object) =>
      supertest(testServer.url)
        .post('/_matrix/client/v2_alpha/account/password')
        .query({ access_token: account.access_token })
        .send(body);
    const auth = { type: 'm.login.password', user: 'h', password };
    await post('/api/v1/register', { user: 'i', password });
    const answers = [
      await change({ new_password: 'new' }),
      await change({ auth: { ...auth, password: 'wrong' }, new_password: 'new' }),
      await change({ auth: { ...auth, user: 'i' }, new_password: 'new' }),
      await change({ auth }),
    ];
    expect(answers.map(refusal)).toEqual([
      '401 M_UNAUTHORIZED',
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '400 M_MISSING_PARAM',
    ]);
    await expectOk(post('/api/v1/login', auth));
    await expectOk(change({ auth, new_password: 'new' }));
    expect(refusal(await post('/api/v1/login', auth))).toBe('403 M_FORBIDDEN');
    await expectOk(post('/api/v1/login', { ...auth, password: 'new' }));
  });
});
