import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice, { visibility: 'public', room_alias_name: 'tea' });
await scene.room(alice, { visibility: 'private', room_alias_name: 'closed' });

describe('join', () => {
  it.each([
    ['put', at`/join/${'#tea:localhost'}`],
    ['put', at`/join/${roomId}`],
    ['post', at`/join/${'#tea:localhost'}`],
    ['post', at`/join/${roomId}`],
    ['put', at`/join/${'#tea:localhost'}/t1`],
    ['put', `/join/${roomId}`],
  ] as const)('joins by %s %s and answers which room it was', async (method, path) => {
    const bob = await scene.person();
    const { body } = await demand(bob.call(method, path, {}));
    expect(body).toEqual({ room_id: roomId });
    expect(await membershipOf(alice, roomId, bob)).toBe('join');
  });

  it.each(['bad', '@x:host', '#nocolon', '#:localhost', '#tea:', '', '#', ' '])(
    'refuses %j, which is neither an alias nor an id',
    async (text) => {
      const bob = await scene.person();
      for (const method of ['put', 'post'] as const) {
        const answer = await bob.call(method, at`/join/${text}`, {});
        expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
      }
    },
  );

  it.each(['#unknown:localhost', '#tea:elsewhere', '#Tea:localhost', '!unknown:localhost'])(
    'answers 404 for %s',
    async (text) => {
      expect(refusal(await alice.call('put', at`/join/${text}`, {}))).toBe('404 M_NOT_FOUND');
    },
  );

  it('does not take an alias for an invite', async () => {
    const bob = await scene.person();
    const answer = await bob.call('put', at`/join/${'#closed:localhost'}`, {});
    expect(refusal(answer)).toBe('403 M_FORBIDDEN');
  });
});
