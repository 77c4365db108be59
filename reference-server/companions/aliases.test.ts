import supertest from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, expectOk, refusal, startTestServer } from '../testing/server.ts';

const testServer = await startTestServer();
afterAll(testServer.close);

describe('the directory', () => {
  it('takes aliases of members, and gives up those that a moderator deletes', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const roomId = await testServer.newRoom(alice);
    await bringIn(alice, roomId, bob);
    const path = at`/directory/room/${'#tea:localhost'}`;
    await expectOk(bob.call('put', path, { room_id: roomId }));
    const { body } = await expectOk(bob.call('get', path));
    expect(body).toEqual({ room_id: roomId, servers: ['localhost'] });
    expect(refusal(await bob.call('delete', path))).toBe('403 M_FORBIDDEN');
    await expectOk(alice.call('delete', path));
    expect(refusal(await bob.call('get', path))).toBe('404 M_NOT_FOUND');
  });

  it('refuses what is no alias of ours, is taken, or names a room that one is not in', async () => {
    const [alice, bob] = [await testServer.newUser(), await testServer.newUser()];
    const room = { room_id: await testServer.newRoom(alice, { room_alias_name: 'taken' }) };
    const answers = [
      await alice.call('get', at`/directory/room/bad`),
      await alice.call('get', at`/directory/room/${'!a:localhost'}`),
      await alice.call('get', at`/directory/room/${'#a:localhost'}`),
      await alice.call('put', at`/directory/room/${'#a:elsewhere'}`, room),
      await alice.call('put', at`/directory/room/${'#taken:localhost'}`, room),
      await alice.call('put', at`/directory/room/${'#a:localhost'}`, {}),
      await bob.call('put', at`/directory/room/${'#a:localhost'}`, room),
      await bob.call('delete', at`/directory/room/${'#taken:localhost'}`),
      await bob.call('delete', at`/directory/room/${'#a:localhost'}`),
    ];
    expect(answers.map(refusal)).toEqual([
      '400 M_INVALID_PARAM',
      '400 M_INVALID_PARAM',
      '404 M_NOT_FOUND',
      '400 M_INVALID_PARAM',
      '409 M_ROOM_IN_USE',
      '400 M_MISSING_PARAM',
      '403 M_FORBIDDEN',
      '403 M_FORBIDDEN',
      '404 M_NOT_FOUND',
    ]);
  });
});

describe('the list of public rooms', () => {
  it('has the rooms that anybody can join, for anybody to read', async () => {
    const alice = await testServer.newUser();
    const options = { visibility: 'public', room_alias_name: 'square', name: 'Square' };
    const roomId = await testServer.newRoom(alice, options);
    const hidden = await testServer.newRoom(alice);
    const { body } = await supertest(testServer.url).get('/_matrix/client/api/v1/publicRooms');
    expect(body.chunk).toContainEqual({
      room_id: roomId,
      aliases: ['#square:localhost'],
      name: 'Square',
      topic: null,
      num_joined_members: 1,
    });
    expect(JSON.stringify(body)).not.toContain(hidden);
  });
});
