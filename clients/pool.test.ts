import { expect, it } from 'vitest';
import type { Driver } from './driver/driver.ts';
import { createDriverPool } from './pool.ts';

const driver = (): Driver => ({
  start: async () => ({ kind: 'unsupported' }),
  do: async () => ({ kind: 'unsupported' }),
  end: async () => {},
});

/** A pool, and how many drivers it has opened. */
function open(most: number) {
  let opened = 0;
  const pool = createDriverPool({
    most,
    open: () => {
      opened += 1;
      return driver();
    },
  });
  return { pool, opened: () => opened };
}

it('begins with one driver, and has as many as that says and as are allowed', async () => {
  const { pool, opened } = open(3);
  const first = await pool.take(0);
  const more = [1, 2, 3, 4].map((place) => pool.take(place));
  expect(opened()).toBe(1);
  if (first !== null) pool.giveBack(first, 8);
  await Promise.all(more.slice(0, 3));
  expect(opened()).toBe(3);
});

it('stays with one where the driver does not say, or says one', async () => {
  const { pool, opened } = open(8);
  for (const parallel of [null, 1, null]) {
    const one = await pool.take(0);
    if (one !== null) pool.giveBack(one, parallel);
  }
  expect(opened()).toBe(1);
});

it('serves who comes first in the order of places', async () => {
  const { pool } = open(1);
  const first = await pool.take(0);
  const served: number[] = [];
  const waiting = [3, 1, 2].map(async (place) => {
    const one = await pool.take(place);
    served.push(place);
    if (one !== null) pool.giveBack(one, 1);
  });
  if (first !== null) pool.giveBack(first, 1);
  await Promise.all(waiting);
  expect(served).toEqual([1, 2, 3]);
});

it('once closed, lends out no more', async () => {
  const { pool } = open(1);
  await pool.take(0);
  const waiting = pool.take(1);
  pool.close();
  expect([await waiting, await pool.take(2)]).toEqual([null, null]);
});
