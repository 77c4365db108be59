import { expect, it } from 'vitest';
import { cases } from '../../suites/index.ts';
import { part } from './shard.ts';

const numbers = [1, 2, 3, 4, 5, 7, 100, 1000];
const partsOf = (of: number) =>
  Array.from({ length: of }, (_, i) => part(cases, { index: i + 1, of }));

it.each(numbers)('of %i parts, each case falls into one', (of) => {
  const dealt = partsOf(of).flat();
  expect(dealt).toHaveLength(cases.length);
  expect(new Set(dealt)).toEqual(new Set(cases));
});
it.each(numbers)('of %i parts, no two differ by more than one case, or one property', (of) => {
  const parts = partsOf(of);
  const spread = (sizes: readonly number[]): number => Math.max(...sizes) - Math.min(...sizes);
  expect(spread(parts.map((one) => one.length))).toBeLessThanOrEqual(1);
  const searching = parts.map((one) => one.filter((c) => c.replay !== undefined).length);
  expect(spread(searching)).toBeLessThanOrEqual(1);
});
it('cases keep their order, and the one part of one is all of them', () => {
  for (const one of partsOf(3)) expect(cases.filter((c) => one.includes(c))).toEqual(one);
  expect(part(cases, { index: 1, of: 1 })).toEqual(cases);
});
it('where there are more parts than cases, the last ones are empty', () => {
  const few = cases.slice(0, 2);
  expect([1, 2, 3].map((index) => part(few, { index, of: 3 }).length)).toEqual([1, 1, 0]);
});
