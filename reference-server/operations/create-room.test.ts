import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, openScene, refusal, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('create_room', () => {
  it('makes a room with its creator in it, and each time another one', async () => {
    const [one, two] = [await scene.room(alice), await scene.room(alice)];
    expect(one).toMatch(/^!.+:localhost$/);
    expect(two).not.toBe(one);
    const { body } = await demand(alice.call('get', at`/rooms/${one}/members`));
    expect(body.chunk).toMatchObject([
      { state_key: alice.id, user_id: alice.id, content: { membership: 'join' } },
    ]);
  });

  it('starts with the administrative state, then name and topic', async () => {
    const roomId = await scene.room(alice, { name: 'Tea', topic: 'leaves', custom: 1 });
    const events = await timeline(alice, roomId);
    expect(events.map(({ type }) => type)).toEqual([
      'm.room.create',
      'm.room.member',
      'm.room.power_levels',
      'm.room.join_rules',
      'm.room.name',
      'm.room.topic',
    ]);
    const name = await demand(alice.call('get', at`/rooms/${roomId}/state/m.room.name`));
    expect(name.body).toEqual({ name: 'Tea' });
  });

  it('answers the alias that was asked for, and only then one', async () => {
    const named = await demand(alice.call('post', '/createRoom', { room_alias_name: 'named' }));
    expect(named.body).toEqual({
      room_id: expect.stringMatching(/^!/),
      room_alias: '#named:localhost',
    });
    const unnamed = await demand(alice.call('post', '/createRoom', {}));
    expect(Object.keys(unnamed.body)).toEqual(['room_id']);
    const found = await alice.call('get', at`/directory/room/${'#named:localhost'}`);
    expect(found.body).toEqual({ room_id: named.body.room_id, servers: ['localhost'] });
  });

  it('refuses an alias that is taken and leaves it where it was', async () => {
    const roomId = await scene.room(alice, { room_alias_name: 'taken' });
    const answer = await alice.call('post', '/createRoom', { room_alias_name: 'taken' });
    expect(refusal(answer)).toBe('400 M_ROOM_IN_USE');
    const found = await alice.call('get', at`/directory/room/${'#taken:localhost'}`);
    expect(found.body.room_id).toBe(roomId);
  });

  it('gives an alias to exactly one of twenty who ask at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        alice.call('post', '/createRoom', { room_alias_name: 'race' }),
      ),
    );
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    const found = await alice.call('get', at`/directory/room/${'#race:localhost'}`);
    expect(found.body.room_id).toBe(winner?.body.room_id);
  });

  it.each([
    { name: 5 },
    { topic: {} },
    { name: null },
    { visibility: 5 },
    { visibility: ['public'] },
    { room_alias_name: 5 },
    { room_alias_name: '' },
    { room_alias_name: 'with space' },
    { room_alias_name: 'with:colon' },
    { room_alias_name: 'x'.repeat(300) },
  ])('refuses %j and makes nothing', async (config) => {
    const whole = { room_alias_name: 'never', ...config };
    expect((await alice.call('post', '/createRoom', whole)).status).toBe(400);
    const found = await alice.call('get', at`/directory/room/${'#never:localhost'}`);
    expect(refusal(found)).toBe('404 M_NOT_FOUND');
  });

  it('makes one room for one txnId, also when it is asked for at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => demand(alice.call('put', '/createRoom/t1', {}))),
    );
    expect(new Set(answers.map(({ body }) => body.room_id)).size).toBe(1);
    expect(refusal(await alice.call('put', '/createRoom', {}))).toBe('405 M_UNRECOGNIZED');
  });
});
