import { describe, expect, it } from 'vitest';
import { exchange } from '../testing/sample.ts';
import { anyAtOnce, groupsAtOnce, momentsOf, severalAtOnce } from './moments.ts';

const told = (exchanges: Parameters<typeof momentsOf>[0]): readonly string[] =>
  momentsOf(exchanges).map(({ kind, exchange: { step } }) => `${kind} ${step}`);

describe('moments', () => {
  it('follow one another where requests did, also where the clock is coarse', () => {
    expect(
      told([
        exchange(0, { at: 0, ms: 0 }),
        exchange(1, { at: 0, ms: 0 }),
        exchange(2, { at: 0, ms: 1 }),
      ]),
    ).toEqual(['call 0', 'return 0', 'call 1', 'return 1', 'call 2', 'return 2']);
  });
  it('cross where requests overlapped, in the order of the clock and not of the list', () => {
    expect(
      told([
        exchange(0, { at: 5, ms: 2 }),
        exchange(1, { at: 1, ms: 9 }),
        exchange(2, { at: 2, ms: 1 }),
      ]),
    ).toEqual(['call 1', 'call 2', 'return 2', 'call 0', 'return 0', 'return 1']);
  });
  it('leave out the answer that never came', () => {
    expect(told([exchange(0, { status: null, at: 0, ms: 9 })])).toEqual(['call 0']);
  });
});

describe('what was at once', () => {
  const [first, second, third] = [
    exchange(0, { at: 0, ms: 10 }),
    exchange(1, { at: 4, ms: 10, actor: 'guest' }),
    exchange(2, { at: 14, ms: 1 }),
  ];
  it('is grouped, through others too', () => {
    expect(groupsAtOnce([first, second, third]).map((group) => group.length)).toEqual([2, 1]);
    const long = exchange(3, { at: 13, ms: 5 });
    expect(groupsAtOnce([first, second, long])).toHaveLength(1);
  });
  it('is not what only the rounding of the clock puts together', () => {
    expect(anyAtOnce([first, exchange(1, { at: 9.9, ms: 1 })])).toBe(false);
    expect(anyAtOnce([first, second])).toBe(true);
  });
  it('is a race where several people were at it', () => {
    expect(severalAtOnce([first, second])).toBe(true);
    expect(severalAtOnce([first, { ...second, actor: 'owner' }])).toBe(false);
  });
});
