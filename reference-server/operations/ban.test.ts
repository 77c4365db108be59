import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice, { visibility: 'public', room_alias_name: 'ban' });
const path = at`/rooms/${roomId}/ban`;

describe('ban', () => {
  it('puts a member out for good', async () => {
    const bob = await scene.person();
    await bringIn(alice, roomId, bob);
    expect((await demand(alice.call('post', path, { user_id: bob.id }))).body).toEqual({});
    expect(await membershipOf(alice, roomId, bob)).toBe('ban');
    const tries = await Promise.all([
      bob.call('post', at`/rooms/${roomId}/send/com.example.x`, {}),
      bob.call('post', at`/rooms/${roomId}/join`, {}),
      bob.call('post', at`/join/${'#ban:localhost'}`, {}),
      bob.call('put', at`/rooms/${roomId}/state/m.room.member/${bob.id}`, { membership: 'join' }),
      bob.call('get', at`/rooms/${roomId}/messages`),
      alice.call('post', at`/rooms/${roomId}/invite`, { user_id: bob.id }),
    ]);
    expect(tries.map(refusal)).toEqual(tries.map(() => '403 M_FORBIDDEN'));
  });

  it('is undone by setting the user to leave', async () => {
    const bob = await scene.person();
    await demand(alice.call('put', `${path}/t1`, { user_id: bob.id }));
    const member = at`/rooms/${roomId}/state/m.room.member/${bob.id}`;
    await demand(alice.call('put', member, { membership: 'leave' }));
    await demand(bob.call('post', at`/rooms/${roomId}/join`, {}));
    await demand(alice.call('put', `${path}/t1`, { user_id: bob.id }));
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it('keeps the reason', async () => {
    const bob = await scene.person();
    await demand(alice.call('post', path, { user_id: bob.id, reason: 'noise', other: 1 }));
    const member = at`/rooms/${roomId}/state/m.room.member/${bob.id}`;
    expect((await demand(alice.call('get', member))).body).toEqual({
      membership: 'ban',
      reason: 'noise',
    });
  });

  it('takes power', async () => {
    const [bob, carol, stranger] = [
      await scene.person(),
      await scene.person(),
      await scene.person(),
    ];
    await bringIn(alice, roomId, bob, carol);
    for (const person of [carol, stranger]) {
      const answer = await person.call('post', path, { user_id: bob.id });
      expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    }
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it.each([
    {},
    { user_id: 'bob' },
    { user_id: 5 },
    { user_id: '@bob:localhost', reason: 5 },
    { user_id: '@bob:localhost', reason: null },
  ])('refuses %j', async (body) => {
    expect((await alice.call('post', path, body)).status).toBe(400);
  });
});
