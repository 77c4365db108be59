import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('get_membership', () => {
  it('follows a user from invite to join to leave to ban', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice);
    const seen: (string | undefined)[] = [await membershipOf(alice, roomId, bob)];
    const steps = [
      () => alice.call('post', at`/rooms/${roomId}/invite`, { user_id: bob.id }),
      () => bob.call('post', at`/rooms/${roomId}/join`, {}),
      () => bob.call('post', at`/rooms/${roomId}/leave`, {}),
      () => alice.call('post', at`/rooms/${roomId}/ban`, { user_id: bob.id }),
    ];
    for (const step of steps) {
      await demand(step());
      seen.push(await membershipOf(alice, roomId, bob));
    }
    expect(seen).toEqual([undefined, 'invite', 'join', 'leave', 'ban']);
  });

  it('answers 404 for a user who never had a membership', async () => {
    const roomId = await scene.room(alice);
    for (const userId of ['@nobody:localhost', 'constructor', '']) {
      const answer = await alice.call('get', at`/rooms/${roomId}/state/m.room.member/${userId}`);
      expect(refusal(answer)).toBe('404 M_NOT_FOUND');
    }
  });

  it('answers members only', async () => {
    const bob = await scene.person();
    const roomId = await scene.room(alice, { visibility: 'public' });
    const answer = await bob.call('get', at`/rooms/${roomId}/state/m.room.member/${alice.id}`);
    expect(refusal(answer)).toBe('403 M_FORBIDDEN');
  });
});
