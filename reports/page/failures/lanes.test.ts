import { describe, expect, it } from 'vitest';
import { exchange } from '../../testing/sample.ts';
import { lanesOf } from './lanes.ts';

const race = [
  exchange(0, { actor: 'alice', at: 0, ms: 2 }),
  exchange(1, { actor: 'alice', at: 5, ms: 9 }),
  exchange(2, { actor: 'bob', at: 6, ms: 3, status: 403 }),
  exchange(3, { actor: 'alice', at: 7, ms: 1 }),
];

describe('lanes', () => {
  it('are none where all took turns', () => {
    expect(lanesOf([exchange(0, { at: 0, ms: 1 }), exchange(1, { at: 2, ms: 1 })])).toEqual([]);
    expect(lanesOf([])).toEqual([]);
  });
  it('are one for each client, and one more for a client with two requests in progress', () => {
    const [lanes] = lanesOf(race);
    expect(lanes?.names).toEqual(['alice', 'alice 2', 'bob']);
    expect(lanes?.bars.map(({ lane }) => lane)).toEqual([0, 2, 1]);
  });
  it('keep the order of every beginning and every end', () => {
    const [lanes] = lanesOf(race);
    expect(lanes?.times).toEqual([5, 6, 7, 8, 9, 14]);
    for (const { from, to, exchange: one } of lanes?.bars ?? []) {
      expect(lanes?.times[from]).toBe(one.at);
      expect(lanes?.times[to]).toBe(one.at + one.ms);
    }
  });
  it('leave the bar of a request open that was never answered', () => {
    const never = exchange(4, { actor: 'carol', at: 6, ms: 99, status: null });
    const [lanes] = lanesOf([...race, never]);
    const open = lanes?.bars.find((bar) => bar.exchange.step === 4);
    expect(open?.to).toBe(lanes?.times.length);
  });
  it('hold every group that overlapped, and never break one', () => {
    const many = Array.from({ length: 12 }, (_, i) => [
      exchange(2 * i, { at: 20 * i, ms: 10 }),
      exchange(2 * i + 1, { actor: 'guest', at: 20 * i + 1, ms: 10 }),
    ]).flat();
    const races = lanesOf(many);
    expect(races.flatMap(({ bars }) => bars.map((bar) => bar.exchange))).toEqual(many);
    expect(races.map(({ bars }) => bars.length)).toEqual(Array.from({ length: 12 }, () => 2));
  });
});
