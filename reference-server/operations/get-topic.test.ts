import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('get_topic', () => {
  it('answers 404 in a room without a topic', async () => {
    const roomId = await scene.room(alice);
    const answer = await alice.call('get', at`/rooms/${roomId}/state/m.room.topic`);
    expect(refusal(answer)).toBe('404 M_NOT_FOUND');
  });

  it('answers the topic of its own room', async () => {
    const [tea, coffee] = [
      await scene.room(alice, { topic: 'tea' }),
      await scene.room(alice, { topic: 'coffee' }),
    ];
    const seen = [tea, coffee].map((id) => alice.call('get', at`/rooms/${id}/state/m.room.topic`));
    expect((await Promise.all(seen)).map(({ body }) => body.topic)).toEqual(['tea', 'coffee']);
  });

  it('answers members only', async () => {
    const roomId = await scene.room(alice, { visibility: 'public', topic: 'tea' });
    const stranger = await scene.person();
    const path = at`/rooms/${roomId}/state/m.room.topic`;
    expect(refusal(await stranger.call('get', path))).toBe('403 M_FORBIDDEN');
    await demand(stranger.call('post', at`/rooms/${roomId}/join`, {}));
    expect((await stranger.call('get', path)).status).toBe(200);
  });
});
