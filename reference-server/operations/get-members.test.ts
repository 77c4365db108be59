import { afterAll, describe, expect, it } from 'vitest';
import { at, bringIn, demand, openScene, refusal, type SeenEvent } from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice);
const [invited, joined, left, banned] = [
  await scene.person(),
  await scene.person(),
  await scene.person(),
  await scene.person(),
];
await demand(alice.call('post', at`/rooms/${roomId}/invite`, { user_id: invited.id }));
await bringIn(alice, roomId, joined, left, banned);
await demand(left.call('post', at`/rooms/${roomId}/leave`, {}));
await demand(alice.call('post', at`/rooms/${roomId}/ban`, { user_id: banned.id }));

type Page = { chunk: readonly SeenEvent[]; start: string; end: string };

async function page(query = ''): Promise<Page> {
  return (await demand(joined.call('get', at`/rooms/${roomId}/members` + query))).body;
}

describe('get_members', () => {
  it('lists everybody who ever had a membership, once, as it is now', async () => {
    const { chunk, start, end } = await page();
    expect(chunk.map(({ state_key, content }) => [state_key, content['membership']])).toEqual([
      [alice.id, 'join'],
      [invited.id, 'invite'],
      [joined.id, 'join'],
      [left.id, 'leave'],
      [banned.id, 'ban'],
    ]);
    expect([typeof start, typeof end]).toEqual(['string', 'string']);
    for (const event of chunk) {
      expect(event).toMatchObject({ type: 'm.room.member', room_id: roomId });
      expect(event.event_id).toMatch(/^\$/);
    }
  });

  it('honours limit, from and to', async () => {
    const all = (await page()).chunk;
    const first = await page('?limit=2');
    const second = await page(`?limit=2&from=${first.end}`);
    expect([...first.chunk, ...second.chunk]).toEqual(all.slice(0, 4));
    expect((await page(`?to=${first.end}`)).chunk).toEqual(all.slice(0, 2));
    expect((await page(`?from=${second.end}`)).chunk).toEqual(all.slice(4));
  });

  it('takes tokens it never gave for no bounds at all', async () => {
    expect((await page('?from=START&to=END')).chunk).toHaveLength(5);
    expect((await page('?from=m99')).chunk).toEqual([]);
  });

  it('refuses a limit that is no number', async () => {
    const answer = await alice.call('get', at`/rooms/${roomId}/members?limit=many`);
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });

  it('lets only joined members read', async () => {
    for (const person of [invited, left, banned, await scene.person()]) {
      const answer = await person.call('get', at`/rooms/${roomId}/members`);
      expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    }
  });
});
