import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, openScene, refusal, timeline } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
for (let n = 0; n < 15; n += 1) {
  await demand(alice.call('post', at`/rooms/${roomId}/send/com.example.x`, { n }));
}
const all = await timeline(alice, roomId);
const path = at`/rooms/${roomId}/initialSync`;

describe('get_room_sync_data', () => {
  it('gives membership, room, state and the ten newest events, oldest first', async () => {
    const { body } = await demand(alice.call('get', path));
    const state = await demand(alice.call('get', at`/rooms/${roomId}/state`));
    expect(body).toMatchObject({ membership: 'join', room_id: roomId, state: state.body });
    expect(body.messages.chunk).toEqual(all.slice(-10));
  });

  it.each([0, 1, 3, 1000])('gives at most %i events if limit says so', async (limit) => {
    const { body } = await demand(alice.call('get', `${path}?limit=${limit}`));
    expect(body.messages.chunk).toEqual(limit === 0 ? [] : all.slice(-limit));
  });

  it('gives a start from which older events can be paged, and an end that is now', async () => {
    const { body } = await demand(alice.call('get', `${path}?limit=3`));
    const older = at`/rooms/${roomId}/messages?dir=b&limit=2&from=${body.messages.start}`;
    expect((await demand(alice.call('get', older))).body.chunk).toEqual(
      all.slice(-5, -3).toReversed(),
    );
    const newer = at`/rooms/${roomId}/messages?dir=f&from=${body.messages.end}`;
    expect((await demand(alice.call('get', newer))).body.chunk).toEqual([]);
  });

  it('refuses a limit that is no number, strangers and the invited', async () => {
    const [stranger, invited] = [await scene.person(), await scene.person()];
    await demand(alice.call('post', at`/rooms/${roomId}/invite`, { user_id: invited.id }));
    expect(refusal(await alice.call('get', `${path}?limit=x`))).toBe('400 M_INVALID_PARAM');
    expect(refusal(await stranger.call('get', path))).toBe('403 M_FORBIDDEN');
    expect(refusal(await invited.call('get', path))).toBe('403 M_FORBIDDEN');
  });
});
