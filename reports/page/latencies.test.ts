import { describe, expect, it } from 'vitest';
import { passed } from '../testing/sample.ts';
import { latencyRows, slowestOf } from './latencies.ts';

describe('latencies', () => {
  it('are merged over cases, and divided where half, nine tenths and so on were answered', () => {
    const rows = latencyRows([
      { latency: { ban: { 1: 40, 2: 10 }, other: { 7: 1 } } },
      { latency: { ban: { 0.5: 40, 100: 9, 900: 1 } } },
    ]);
    expect(rows.map(({ operation, answers }) => [operation, answers])).toEqual([
      ['other', 1],
      ['ban', 100],
    ]);
    expect(rows[1]).toMatchObject({ p50: 1, p90: 2, p99: 100, max: 900 });
  });

  it('has no rows where nothing was answered', () => {
    expect(latencyRows([{ latency: {} }])).toEqual([]);
  });

  it('names the slowest first, and no more than asked for', () => {
    const slow = (ms: number) => ({
      operation: null,
      actor: 'a',
      method: 'GET',
      path: '/',
      status: 200,
      ms,
    });
    const outcomes = [3, 9, 5].map((ms) => ({ ...passed(`ban/case-${ms}`), slowest: slow(ms) }));
    expect(slowestOf(outcomes, 2).map(({ case: id }) => id)).toEqual(['ban/case-9', 'ban/case-5']);
  });
});
