import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('leave', () => {
  it('takes the caller out of that room only', async () => {
    const bob = await scene.person();
    const [one, two] = [await scene.room(alice), await scene.room(alice)];
    await bringIn(alice, one, bob);
    await bringIn(alice, two, bob);
    expect((await demand(bob.call('post', at`/rooms/${one}/leave`, {}))).body).toEqual({});
    expect(await membershipOf(alice, one, bob)).toBe('leave');
    expect(await membershipOf(alice, two, bob)).toBe('join');
    const sent = await bob.call('post', at`/rooms/${one}/send/com.example.x`, {});
    expect(refusal(sent)).toBe('403 M_FORBIDDEN');
  });

  it('makes a new invite necessary in a private room', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice, { visibility: 'private' });
    await bringIn(alice, roomId, bob);
    await demand(bob.call('put', at`/rooms/${roomId}/leave/t1`, {}));
    await demand(bob.call('put', at`/rooms/${roomId}/leave/t1`, {}));
    expect((await bob.call('post', at`/rooms/${roomId}/join`, {})).status).toBe(403);
    await bringIn(alice, roomId, bob);
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it('declines an invite', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice);
    await demand(alice.call('post', at`/rooms/${roomId}/invite`, { user_id: bob.id }));
    await demand(bob.call('post', at`/rooms/${roomId}/leave`));
    expect(await membershipOf(alice, roomId, bob)).toBe('leave');
  });

  it('refuses somebody who never was in the room, and a room that never was', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice, { visibility: 'public' });
    const never = await bob.call('post', at`/rooms/${roomId}/leave`, {});
    expect(refusal(never)).toBe('403 M_FORBIDDEN');
    const nowhere = await bob.call('post', at`/rooms/${'!no:localhost'}/leave`, {});
    expect(refusal(nowhere)).toBe('404 M_NOT_FOUND');
  });

  it('leaves a public room open even when nobody is left in it', async () => {
    const roomId = await scene.room(alice, { visibility: 'public' });
    await demand(alice.call('post', at`/rooms/${roomId}/leave`, {}));
    expect((await alice.call('post', at`/rooms/${roomId}/join`, {})).status).toBe(200);
  });
});
