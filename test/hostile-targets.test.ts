import { expect, it } from 'vitest';
import { runAgainst } from './hostile/run-against.ts';

// Two of many, and a few cases of them: all are `npm run test:hostile`.
it.each(['many empty objects', 'the request repeated, granted'])(
  'a target with %s costs little, ends the run, and shows no token',
  async (name) => {
    const { code, peak, leaks } = await runAgainst(name, ['get_topic'], '--deadline', '50');
    expect(code).not.toBe(70);
    expect(peak).toBeLessThan(600);
    expect(leaks).toEqual([]);
  },
);
