import supertest from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, expectOk, refusal, startTestServer, timeline } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

describe('the profile', () => {
  it('is empty until the user says something, and can be read by anybody', async () => {
    const alice = await testServer.newUser();
    const path = at`/profile/${alice.id}`;
    expect((await expectOk(alice.call('get', path))).body).toEqual({});
    expect((await expectOk(alice.call('get', `${path}/displayname`))).body).toEqual({});
    await expectOk(alice.call('put', `${path}/displayname`, { displayname: 'Alice' }));
    await expectOk(alice.call('put', `${path}/avatar_url`, { avatar_url: 'mxc://x/y' }));
    for (const base of ['api/v1', 'v2_alpha']) {
      const { body } = await supertest(testServer.url).get(`/_matrix/client/${base}${path}`);
      expect(body).toEqual({ displayname: 'Alice', avatar_url: 'mxc://x/y' });
    }
    const avatar = await expectOk(alice.call('get', `${path}/avatar_url`));
    expect(avatar.body).toEqual({ avatar_url: 'mxc://x/y' });
  });

  it('shows in the rooms where the user is, and in those that the user joins', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const before = await testServer.newRoom(alice);
    const left = await testServer.newRoom(alice);
    for (const roomId of [before, left]) await bringIn(alice, roomId, bob);
    await expectOk(bob.call('post', at`/rooms/${left}/leave`, {}));
    await expectOk(bob.call('put', at`/profile/${bob.id}/displayname`, { displayname: 'Bob' }));
    const after = await testServer.newRoom(alice);
    await bringIn(alice, after, bob);
    const own = await testServer.newRoom(bob);
    const shown = { membership: 'join', displayname: 'Bob' };
    for (const roomId of [before, after, own]) {
      const { body } = await bob.call('get', at`/rooms/${roomId}/state/m.room.member/${bob.id}`);
      expect(body).toEqual(shown);
    }
    expect((await timeline(alice, left)).at(-1)?.content).toEqual({ membership: 'leave' });
  });

  it('refuses the field of somebody else, nobody, and what is not a text', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const name = { displayname: 'x' };
    const answers = [
      await alice.call('put', at`/profile/${bob.id}/displayname`, name),
      await alice.call('get', at`/profile/${'@nobody:localhost'}/displayname`),
      await alice.call('get', at`/profile/${'@nobody:localhost'}`),
      await alice.call('get', at`/profile/${'bad'}`),
      await alice.call('put', at`/profile/${alice.id}/displayname`, { displayname: 5 }),
      await alice.call('put', at`/profile/${alice.id}/displayname`, {}),
      await alice.call('put', at`/profile/${alice.id}/displayname`, []),
    ];
    expect(answers.map(refusal)).toEqual([
      '403 M_FORBIDDEN',
      '404 M_NOT_FOUND',
      '404 M_NOT_FOUND',
      '400 M_INVALID_PARAM',
      '400 M_BAD_JSON',
      '400 M_MISSING_PARAM',
      '400 M_BAD_JSON',
    ]);
    expect((await alice.call('get', at`/profile/${bob.id}`)).body).toEqual({});
  });
});
