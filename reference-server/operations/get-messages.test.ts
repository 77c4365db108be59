import { afterAll, describe, expect, it } from 'vitest';
import {
  at,
  bringIn,
  demand,
  openScene,
  refusal,
  timeline,
  type SeenEvent,
} from '../testing/scene.ts';

const scene = await openScene();
afterAll(scene.close);
const alice = await scene.person();
const roomId = await scene.room(alice, { visibility: 'private' });
for (let n = 0; n < 19; n += 1) {
  await demand(alice.call('post', at`/rooms/${roomId}/send/com.example.x`, { n }));
}
const all = (await timeline(alice, roomId)).map(({ event_id }) => event_id);

type Page = { chunk: readonly SeenEvent[]; start: string; end: string };

async function page(query: Readonly<Record<string, string>>, room = roomId): Promise<Page> {
  const path = at`/rooms/${room}/messages?` + new URLSearchParams(query).toString();
  return (await demand(alice.call('get', path))).body;
}

function idsOf({ chunk }: Page): readonly string[] {
  return chunk.map(({ event_id }) => event_id);
}

async function walk(dir: 'b' | 'f', limit: number): Promise<readonly string[]> {
  const seen: string[] = [];
  let current = await page({ dir, limit: String(limit) });
  while (current.chunk.length > 0) {
    seen.push(...idsOf(current));
    current = await page({ dir, limit: String(limit), from: current.end });
  }
  expect(current.end).toBe(current.start);
  return seen;
}

describe('get_messages', () => {
  it.each([1, 2, 7, 10, 100])('walks the whole room, each event once, by %i', async (limit) => {
    expect(await walk('f', limit)).toEqual(all);
    expect(await walk('b', limit)).toEqual(all.toReversed());
  });

  it('gives ten events and goes forward from the beginning if nothing is asked', async () => {
    expect(idsOf(await page({}))).toEqual(all.slice(0, 10));
  });

  it('starts where from says and says so', async () => {
    const first = await page({ dir: 'b', limit: '4' });
    const second = await page({ dir: 'b', limit: '4', from: first.end });
    expect(second.start).toBe(first.end);
    expect(idsOf(second)).toEqual(all.toReversed().slice(4, 8));
    const back = await page({ dir: 'f', limit: '4', from: first.end });
    expect(idsOf(back)).toEqual(all.slice(-4));
  });

  it('goes no further than to, in both directions', async () => {
    const first = await page({ dir: 'b', limit: '4' });
    const second = await page({ dir: 'b', limit: '4', from: first.end });
    expect(idsOf(await page({ dir: 'b', limit: '100', to: second.end }))).toEqual(
      all.toReversed().slice(0, 8),
    );
    const forward = await page({ dir: 'f', limit: '100', from: second.end, to: first.end });
    expect(idsOf(forward)).toEqual(all.slice(-8, -4));
    const wrong = await page({ dir: 'f', from: first.end, to: second.end });
    expect([wrong.chunk, wrong.end]).toEqual([[], wrong.start]);
  });

  it('takes a limit of nothing and one beyond reason', async () => {
    expect(await page({ limit: '0' })).toMatchObject({ chunk: [] });
    expect(idsOf(await page({ limit: '99999999999999999999999' }))).toEqual(all);
  });

  it.each([
    'limit=abc',
    'limit=-1',
    'limit=1.5',
    'limit=1e2',
    'limit=',
    'limit=1&limit=2',
    'dir=x',
    'dir=',
    'from=garbage',
    'from=START',
    'from=',
    'to=garbage',
    'from=%zz',
    'from=t0_',
    'from=t999999_ROOM',
    'from=t01_ROOM',
    'from=t-1_ROOM',
  ])('refuses ?%s', async (query) => {
    const filled = query.replace('ROOM', encodeURIComponent(roomId));
    const answer = await alice.call('get', at`/rooms/${roomId}/messages?` + filled);
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });

  it('refuses a token of another room', async () => {
    const other = await scene.room(alice);
    const { start } = await page({}, other);
    const answer = await alice.call('get', at`/rooms/${roomId}/messages?from=${start}`);
    expect(refusal(answer)).toBe('400 M_INVALID_PARAM');
  });

  it('lets only joined members read', async () => {
    const [stranger, invited, left] = [
      await scene.person(),
      await scene.person(),
      await scene.person(),
    ];
    const other = await scene.room(alice, { visibility: 'public' });
    await bringIn(alice, other, left);
    await demand(left.call('post', at`/rooms/${other}/leave`, {}));
    await demand(alice.call('post', at`/rooms/${other}/invite`, { user_id: invited.id }));
    for (const person of [stranger, invited, left]) {
      const answer = await person.call('get', at`/rooms/${other}/messages`);
      expect(refusal(answer)).toBe('403 M_FORBIDDEN');
    }
  });
});
