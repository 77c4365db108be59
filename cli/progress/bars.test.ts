import { describe, expect, it } from 'vitest';
import { unpainted } from '../../reports/paint.ts';
import { widthOf } from '../../reports/document/width.ts';
import { drawBars, type BarsInput } from './bars.ts';
import type { SuiteProgress } from './progress-state.ts';

const suite = (name: string, more: Partial<SuiteProgress> = {}): SuiteProgress => ({
  name,
  share: 0.5,
  done: 71,
  of: 142,
  unit: 'cases',
  failed: 0,
  ...more,
});
const input = (more: Partial<BarsInput> = {}): BarsInput => ({
  cases: 652,
  done: 163,
  share: 0.25,
  verdicts: { passed: 161, failed: 2, broken: 0, skipped: 0 },
  suites: [
    suite('set_membership', { failed: 2 }),
    suite('membership-model', { share: 0.25, done: 15, of: 60, unit: 'runs' }),
  ],
  elapsed: 67_400,
  left: null,
  hidden: 0,
  stopping: false,
  ...more,
});
const at = (columns: number, rows: number, more: Partial<BarsInput> = {}) =>
  drawBars(input(more), { columns, rows }, unpainted);

describe('the bars', () => {
  it('fit a page of 80 columns', () => {
    expect(at(80, 24)).toEqual([
      '',
      '  set_membership         ━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  71 of 142      ✗ 2',
      '  membership-model       ━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  15 of 60 runs',
      '',
      '  all                    ━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  163 of 652     ✗ 2',
      '  1:07 · 161 passed, 2 failed',
    ]);
  });
  it('leave only the counts on a narrow terminal', () => {
    expect(at(50, 24)).toEqual([
      '',
      '  set_membership           71 of 142  ✗ 2',
      '  membership-model         15 of 60 runs',
      '',
      '  all                      163 of 652  ✗ 2',
      '  1:07 · 161 passed, 2 failed',
    ]);
  });
  it('say about how long the rest takes, once that is known', () => {
    expect(at(80, 24, { left: 200_000 }).at(-1)).toBe(
      '  1:07 · about 3 minutes left · 161 passed, 2 failed',
    );
  });
  it('say how many suites do not fit', () => {
    const suites = ['ban', 'invite', 'join', 'leave', 'set_topic'].map((name) => suite(name));
    const lines = at(80, 8, { suites });
    expect(lines).toHaveLength(7);
    expect(lines.slice(1, 4).map((line) => line.trim().split(/ {2}/)[0])).toEqual([
      'ban',
      'invite',
      '… and 3 more suites',
    ]);
    expect(at(80, 3, { suites })).toHaveLength(2);
  });
  it('are never wider than the terminal or a page, never higher than the terminal', () => {
    const suites = Array.from({ length: 12 }, (_, i) =>
      suite(i % 2 === 0 ? `concurrent-transactions-${i}` : '部屋'.repeat(i), {
        failed: 1234,
        of: 1_000_000,
        unit: 'runs',
      }),
    );
    const more = { suites, hidden: 1000, stopping: true, elapsed: 36_000_000 };
    for (const columns of [1, 10, 20, 40, 58, 60, 79, 80, 81, 200]) {
      for (const rows of [1, 2, 3, 5, 6, 7, 15, 24, 50]) {
        const lines = at(columns, rows, more);
        expect(Math.max(...lines.map((line) => widthOf(line)))).toBeLessThan(
          Math.min(Math.max(columns, 2), 81),
        );
        expect(lines.length).toBeLessThan(Math.max(rows, 2));
      }
    }
  });
  it('say how many failures have no line of their own, and that the run is stopping', () => {
    const [last] = at(80, 24, { hidden: 3, stopping: true, elapsed: 3_723_000 }).slice(-1);
    expect(last).toBe(
      '  1:02:03 · 161 passed, 2 failed (3 not shown) · stopping (Ctrl-C: at once)',
    );
  });
});
