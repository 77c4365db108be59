import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
const path = at`/rooms/${roomId}/invite`;

describe('invite', () => {
  it('invites a user, who can then join', async () => {
    const bob = await scene.person();
    expect((await demand(alice.call('post', path, { user_id: bob.id }))).body).toEqual({});
    expect(await membershipOf(alice, roomId, bob)).toBe('invite');
    await demand(bob.call('post', at`/rooms/${roomId}/join`, {}));
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it('does nothing when it is repeated with its txnId, even after the invitee joined', async () => {
    const bob = await scene.person();
    await demand(alice.call('put', `${path}/t1`, { user_id: bob.id }));
    await demand(bob.call('post', at`/rooms/${roomId}/join`, {}));
    await demand(alice.call('put', `${path}/t1`, { user_id: bob.id }));
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it('can be done twice', async () => {
    const bob = await scene.person();
    await demand(alice.call('post', path, { user_id: bob.id }));
    await demand(alice.call('post', path, { user_id: bob.id }));
    expect(await membershipOf(alice, roomId, bob)).toBe('invite');
  });

  it('can be done by a member without power', async () => {
    const [bob, carol] = [await scene.person(), await scene.person()];
    await bringIn(alice, roomId, bob);
    await demand(bob.call('post', path, { user_id: carol.id }));
    expect(await membershipOf(alice, roomId, carol)).toBe('invite');
  });

  it.each([
    {},
    { user_id: 'bob' },
    { user_id: '@bob' },
    { user_id: '@:localhost' },
    { user_id: '@bob:' },
    { user_id: '#bob:localhost' },
    { user_id: '' },
    { user_id: 5 },
    { user_id: null },
    { user_id: ['@bob:localhost'] },
    { user_id: { toString: '@bob:localhost' } },
  ])('refuses %j', async (body) => {
    expect((await alice.call('post', path, body)).status).toBe(400);
  });

  it('refuses somebody who is in the room already, the caller included', async () => {
    const bob = await scene.person();
    await bringIn(alice, roomId, bob);
    for (const { id } of [bob, alice]) {
      const answer = await alice.call('post', path, { user_id: id });
      expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    }
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it('refuses a PUT without txnId', async () => {
    expect(refusal(await alice.call('put', path, {}))).toBe('405 M_UNRECOGNIZED');
  });
});
