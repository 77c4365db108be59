import { describe, expect, it } from 'vitest';
import type { Operation } from './linearizability.ts';
import { drawTimeline } from './timeline.ts';

const op = (client: string, input: string, called: number, returned: number) => ({
  client,
  input,
  output: returned === Infinity ? null : 'done',
  called,
  returned,
});
const draw = (history: readonly Operation<string, string>[]) =>
  drawTimeline(history, ({ input }) => input);

describe('a timeline', () => {
  it('has a lane for each client, and overlaps what was done at once', () => {
    const history = [
      op('alice 1', 'write 1', 0, 5),
      op('bob 1', 'read: 1', 2, 3),
      op('bob 1', 'read: none', 4, 9),
    ];
    expect(draw(history)).toEqual([
      'alice 1  ├ write 1 ───┤',
      'bob 1     ├ read: 1 ┤├ read: none ┤',
    ]);
  });

  it('leaves open what was not answered', () => {
    expect(draw([op('alice 1', 'write 1', 0, Infinity), op('bob 1', 'read', 1, 2)])).toEqual([
      'alice 1  ├ write 1 ·',
      'bob 1     ├ read ┤',
    ]);
  });

  it('lets intervals that touch overlap, as the check does', () => {
    const [first, second] = draw([op('a', 'x', 0, 5), op('b', 'y', 5, 6)]);
    expect(second?.indexOf('├')).toBeLessThan(first?.indexOf('┤') ?? 0);
  });

  it('has numbers where labels are too long, and no line passes 80 columns', () => {
    const history = Array.from({ length: 40 }, (_, i) =>
      op(`client ${i % 4}`, `a label of some length, number ${i + 1}`, 10 * i, 10 * i + 35),
    );
    const lines = draw(history);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.at(-1)).toBe('40  client 3: a label of some length, number 40');
    expect(lines.some((line) => line.includes('├ 1 '))).toBe(true);
  });

  it('of nothing is nothing', () => {
    expect(draw([])).toEqual([]);
  });
});
