import { expect, it } from 'vitest';
import { parseShard } from './shard.ts';

it('I/N is the I-th of N parts', () => {
  expect(parseShard('1/1')).toEqual({ index: 1, of: 1 });
  expect(parseShard('12/1000')).toEqual({ index: 12, of: 1000 });
});
it.each([
  ['0/3', 'of 3 there is no part 0'],
  ['4/3', 'of 3 there is no part 4'],
  ['1/0', '1 to 1000 parts, not 0'],
  ['1/1001', '1 to 1000 parts, not 1001'],
  ['x', 'not "x"'],
  ['1', 'not "1"'],
  ['-1/3', 'not "-1/3"'],
  ['1/3/5', 'not "1/3/5"'],
  ['1 /3', 'not "1 /3"'],
  ['1.0/3', 'not "1.0/3"'],
  ['', 'not ""'],
])('%j is none', (given, why) => {
  const found = parseShard(given);
  expect(found).toMatch(/^must be I\/N, the I-th of N parts, such as 1\/4/);
  expect(found).toContain(why);
});
