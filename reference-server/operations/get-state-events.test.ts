import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, openScene, refusal, type SeenEvent } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('get_state_events', () => {
  it('holds all current state, only current state, and nothing else', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice, { topic: 'old' });
    await bringIn(alice, roomId, bob);
    await demand(alice.call('put', at`/rooms/${roomId}/state/m.room.topic`, { topic: 'new' }));
    await demand(alice.call('put', at`/rooms/${roomId}/state/com.example.x/k`, { v: 1 }));
    await demand(alice.call('post', at`/rooms/${roomId}/send/com.example.y`, {}));
    const { body } = await demand(bob.call('get', at`/rooms/${roomId}/state`));
    const slots = body.map((event: SeenEvent) => `${event.type} ${event.state_key}`);
    expect(slots.toSorted()).toEqual(
      [
        'com.example.x k',
        'm.room.create ',
        'm.room.join_rules ',
        `m.room.member ${alice.id}`,
        `m.room.member ${bob.id}`,
        'm.room.power_levels ',
        'm.room.topic ',
      ].toSorted(),
    );
    const topic = body.find((event: SeenEvent) => event.type === 'm.room.topic');
    expect(topic).toMatchObject({ room_id: roomId, state_key: '', content: { topic: 'new' } });
  });

  it('lets only members read', async () => {
    const roomId = await scene.room(alice, { visibility: 'public' });
    const stranger = await scene.person();
    const answer = await stranger.call('get', at`/rooms/${roomId}/state`);
    expect(refusal(answer)).toBe('403 M_FORBIDDEN');
  });
});
