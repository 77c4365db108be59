import { describe, expect, it } from 'vitest';
import { durationOf, readTime } from './time.ts';

const noon = Date.UTC(2014, 8, 3, 12, 0, 0);

describe('the time of an entry', () => {
  it.each([
    ['2014-09-03T12:00:00Z', noon],
    ['2014-09-03T12:00:00.123Z', noon + 123],
    ['2014-09-03T12:00:00.123456789Z', noon + 123.456789],
    ['2014-09-03T14:00:00+02:00', noon],
    ['2014-09-03T14:00:00.5+0200', noon + 500],
    ['2014-09-03T07:30:00-0430', noon],
    ['2014-09-03T14:00:00+02', noon],
    ['2014-09-03 12:00:00,250 Z', noon + 250],
    ['2014-09-03T12:00Z', noon],
    // Without a zone it is read as UTC, so that its distances to others are right.
    ['2014-09-03T12:00:00', noon],
    ['Wed, 03 Sep 2014 12:00:00 GMT', noon],
    [noon, noon],
    [noon / 1000, noon],
  ])('%s', (given, expected) => {
    expect(readTime(given)).toBeCloseTo(expected, 3);
  });

  it.each([
    null,
    undefined,
    '',
    'now',
    {},
    [],
    true,
    -1,
    0,
    Number.NaN,
    1e300,
    '2014-13-45',
    'x'.repeat(1e6),
  ])('is unknown for what is no time: %s', (given) => {
    expect(readTime(given)).toBeNull();
  });
});

describe('how long an entry took', () => {
  it.each([
    [{ time: 12.5 }, 12.5],
    [{ time: '12.5' }, 12.5],
    [{ time: -1, timings: { send: 1, wait: 20, receive: 2, ssl: 5, connect: -1 } }, 23],
    // Firefox leaves what was blocked out of its time.
    [{ time: 10, timings: { blocked: 5, send: 1, wait: 9 } }, 15],
  ])('%j', (entry, expected) => {
    expect(durationOf(entry)).toBe(expected);
  });

  it.each([{}, { time: -1 }, { time: 0 }, { time: 'long' }, { time: 1e300 }, { timings: [] }])(
    'is unknown: %j',
    (entry) => {
      expect(durationOf(entry)).toBeNull();
    },
  );
});
