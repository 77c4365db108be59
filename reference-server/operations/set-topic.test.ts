import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, openScene, refusal, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const bob = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
await bringIn(alice, roomId, bob);
const path = at`/rooms/${roomId}/state/m.room.topic`;

describe('set_topic', () => {
  it.each(['tea', '', 'Kaffee ☕ für alle', 'x'.repeat(5000)])(
    'sets the topic to what was sent, as every member sees',
    async (topic) => {
      expect((await demand(alice.call('put', path, { topic }))).body).toEqual({});
      expect((await demand(bob.call('get', path))).body).toEqual({ topic });
      expect((await timeline(bob, roomId)).at(-1)?.content).toEqual({ topic });
    },
  );

  it.each([{}, { topic: 5 }, { topic: null }, { topic: ['x'] }, { Topic: 'x' }])(
    'refuses %j',
    async (body) => {
      await demand(alice.call('put', path, { topic: 'kept' }));
      expect((await alice.call('put', path, body)).status).toBe(400);
      expect((await demand(alice.call('get', path))).body).toEqual({ topic: 'kept' });
    },
  );

  it('refuses everybody without the power to set state', async () => {
    const stranger = await scene.person();
    await demand(alice.call('put', path, { topic: 'kept' }));
    for (const person of [bob, stranger]) {
      expect(refusal(await person.call('put', path, { topic: 'mine' }))).toBe('403 M_FORBIDDEN');
    }
    expect((await demand(alice.call('get', path))).body).toEqual({ topic: 'kept' });
  });
});
