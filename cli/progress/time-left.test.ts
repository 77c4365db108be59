import { describe, expect, it } from 'vitest';
import { roughly, timeLeft } from './time-left.ts';

describe('how long a run takes', () => {
  it('is known after a hundred answers, from the pace so far', () => {
    expect(timeLeft({ answered: 99, expected: 1000, elapsed: 5000 })).toBeNull();
    expect(timeLeft({ answered: 100, expected: 1000, elapsed: 5000 })).toBe(45_000);
  });
  it('is not known where more was sent than was expected', () => {
    expect(timeLeft({ answered: 1000, expected: 1000, elapsed: 5000 })).toBeNull();
  });
  it('is told as people say it', () => {
    const told = [3000, 42_000, 100_000, 2_000_000, 6_000_000, 50_000_000].map(roughly);
    expect(told).toEqual([
      'a few seconds',
      '40 seconds',
      '2 minutes',
      '33 minutes',
      '2 hours',
      '14 hours',
    ]);
  });
});
