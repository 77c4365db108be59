import { afterAll, describe, expect, it } from 'vitest';
import { at, demand, membershipOf, openScene, refusal } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();

describe('join_room', () => {
  it('lets anyone into a public room, who then sees what was before', async () => {
    const roomId = await scene.room(alice, { visibility: 'public' });
    await demand(alice.call('post', at`/rooms/${roomId}/send/com.example.x`, { early: true }));
    const bob = await scene.person();
    expect((await demand(bob.call('post', at`/rooms/${roomId}/join`, {}))).body).toEqual({});
    const { body } = await demand(bob.call('get', at`/rooms/${roomId}/messages?dir=b`));
    expect(JSON.stringify(body.chunk)).toContain('{"early":true}');
  });

  it.each(['private', undefined, 'secret'])(
    'lets nobody into a room of visibility %j without an invite',
    async (visibility) => {
      const roomId = await scene.room(alice, { visibility });
      const bob = await scene.person();
      const join = at`/rooms/${roomId}/join`;
      expect(refusal(await bob.call('post', join, {}))).toBe('403 M_FORBIDDEN');
      expect(await membershipOf(alice, roomId, bob)).toBeUndefined();
    },
  );

  it('needs no body, and takes no bad one', async () => {
    const roomId = await scene.room(alice, { visibility: 'public' });
    const [bob, carol] = [await scene.person(), await scene.person()];
    expect((await bob.call('post', at`/rooms/${roomId}/join`)).status).toBe(200);
    expect(refusal(await carol.call('post', at`/rooms/${roomId}/join`, []))).toBe('400 M_BAD_JSON');
  });

  it('harms nobody who has joined', async () => {
    const roomId = await scene.room(alice);
    await demand(alice.call('post', at`/rooms/${roomId}/join`, {}));
    await demand(alice.call('put', at`/rooms/${roomId}/join/t1`, {}));
    await demand(alice.call('put', at`/rooms/${roomId}/join/t1`, {}));
    const { body } = await demand(alice.call('get', at`/rooms/${roomId}/members`));
    expect(body.chunk).toHaveLength(1);
  });

  it('answers 404 for a room that does not exist', async () => {
    const answer = await alice.call('post', at`/rooms/${'!no:localhost'}/join`, {});
    expect(refusal(answer)).toBe('404 M_NOT_FOUND');
  });
});
