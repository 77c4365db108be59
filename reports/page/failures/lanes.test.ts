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
    expect(lanesOf([exchange(0, { at: 0, ms: 1 }), exchange(1, { at: 2, ms: 1 })])).toBeNull();
    expect(lanesOf([])).toBeNull();
  });
  it('are one for each client, and one more for whoever had two requests under way', () => {
    const lanes = lanesOf(race);
    expect(lanes?.names).toEqual(['alice', 'alice 2', 'bob']);
    expect(lanes?.bands[0]?.bars.map(({ lane }) => lane)).toEqual([0, 0, 2, 1]);
  });
  it('keep the order of every beginning and every end', () => {
    const bars = lanesOf(race)?.bands[0]?.bars ?? [];
    const clock = bars
      .flatMap(({ from, to, exchange: { at, ms } }) => [
        { x: from, time: at },
        { x: to, time: at + ms },
      ])
      .toSorted((a, b) => a.time - b.time);
    expect(clock.map(({ x }) => x)).toEqual(clock.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(new Set(clock.map(({ x }) => x)).size).toBe(clock.length);
  });
  it('give every bar room for what stands on it', () => {
    for (const bar of lanesOf(race)?.bands[0]?.bars ?? []) {
      expect(bar.to - bar.from).toBeGreaterThan(bar.label.length * 6);
    }
  });
  it('leave the bar of a request open that was never answered, to the end of its band', () => {
    const bars = lanesOf([...race, exchange(4, { actor: 'carol', at: 6, ms: 99, status: null })])
      ?.bands[0]?.bars;
    const open = bars?.find((bar) => bar.exchange.step === 4);
    expect(open).toMatchObject({ open: true, label: '5  POST create_room → no answer' });
    expect(open?.to).toBe(Math.max(...(bars ?? []).map(({ to }) => to)));
  });
  it('go on in a band below where they are long, and never break what was at once', () => {
    const many = Array.from({ length: 12 }, (_, i) => [
      exchange(2 * i, { at: 20 * i, ms: 10 }),
      exchange(2 * i + 1, { actor: 'guest', at: 20 * i + 1, ms: 10 }),
    ]).flat();
    const bands = lanesOf(many)?.bands ?? [];
    expect(bands.length).toBeGreaterThan(1);
    expect(bands.flatMap(({ bars }) => bars.map((bar) => bar.exchange))).toEqual(many);
    for (const { bars } of bands) expect(bars.length % 2).toBe(0);
  });
});
