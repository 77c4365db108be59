import { describe, expect, it } from 'vitest';
import { exchange } from '../../testing/sample.ts';
import { leadingTo, sequenceOf } from './sequence.ts';

describe('a sequence diagram', () => {
  const drawn = sequenceOf([
    exchange(0, { at: 0 }),
    exchange(1, { at: 2, ms: 9, actor: 'guest' }),
    exchange(2, { at: 3, ms: 2, actor: 'owner' }),
    exchange(3, { at: 20, actor: 'guest', status: null }),
  ]);
  it('has a lifeline for everybody, the server last', () => {
    expect(drawn.lifelines.map(({ name }) => name)).toEqual(['owner', 'guest', 'server']);
    const xs = drawn.lifelines.map(({ x }) => x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });
  it('has an arrow there for each request, and one back for each answer', () => {
    const ends = drawn.arrows.map(({ kind, exchange: { step }, from, to }) => [
      kind,
      step,
      from < to,
    ]);
    expect(ends).toEqual([
      ['call', 0, true],
      ['return', 0, false],
      ['call', 1, true],
      ['call', 2, true],
      ['return', 2, false],
      ['return', 1, false],
      ['call', 3, true],
    ]);
  });
  it('runs down, and holds all that it draws', () => {
    const ys = drawn.arrows.map(({ y }) => y);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    expect(new Set(ys).size).toBe(ys.length);
    expect(drawn.bottom).toBeGreaterThan(Math.max(...ys));
    expect(drawn.height).toBeGreaterThan(drawn.bottom);
    for (const { from, to } of drawn.arrows) expect(Math.max(from, to)).toBeLessThan(drawn.width);
  });
  it('shows what is written in a name and obeys none of it', () => {
    const { lifelines } = sequenceOf([exchange(0, { actor: '\u202Eevil' })]);
    expect(lifelines[0]?.name).toBe('‹U+202E›evil');
  });
});

describe('what is drawn of a long story', () => {
  const long = Array.from({ length: 50 }, (_, i) => exchange(i));
  it('ends with what matters', () => {
    const steps = leadingTo(long, new Set([3, 41]), 10).map(({ step }) => step);
    expect([steps.length, steps.at(-1)]).toEqual([10, 41]);
  });
  it('is its end where nothing matters more than the rest', () => {
    expect(leadingTo(long, new Set(), 10).at(-1)?.step).toBe(49);
  });
});
