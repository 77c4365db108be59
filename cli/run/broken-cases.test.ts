import { describe, expect, it } from 'vitest';
import { codeFor } from './run.ts';
import { judgeGates } from '../../reports/gates/judge.ts';
import { verdictSentence } from '../../reports/sections/summary.ts';
import { broken, failed, passed, sampleReport } from '../../reports/testing/sample.ts';

const good = (n: number) => Array.from({ length: n }, (_, i) => passed(`leave/a-${i}`));

describe('broken cases weigh, although other cases proved their requirements', () => {
  it('and more than 5 % of the selected cases make a run inconclusive', () => {
    const report = judgeGates(sampleReport([...good(18), broken('leave/b', 'x')]));
    expect(report.verdict).toBe('inconclusive');
    expect(verdictSentence(report)).toBe(
      'inconclusive at the level documented: nothing failed, but 1 of 19 cases could not be judged, and at most 5 % may be broken',
    );
    expect(codeFor(report)).toBe(4);
  });
  it('and 5 % do not', () => {
    expect(sampleReport([...good(19), broken('leave/b', 'x')]).verdict).toBe('conformant');
  });
});

describe('a run that lost its target', () => {
  const lost = { ended: 'lost', stopped: 'the last 40 requests had no whole answer' } as const;
  it('is inconclusive, incomplete, and says why', () => {
    const report = judgeGates(sampleReport(good(3), lost));
    expect(report).toMatchObject({ complete: false, verdict: 'inconclusive', ...lost });
    expect(verdictSentence(report)).toContain(
      'the run was stopped because the last 40 requests had no whole answer',
    );
    expect(codeFor(report)).toBe(4);
  });
  it('ends with 3 if nothing was judged at all', () => {
    expect(codeFor(judgeGates(sampleReport([broken('leave/b', 'x')], lost)))).toBe(3);
  });
  it('ends with 1 if a violation was found before', () => {
    expect(codeFor(judgeGates(sampleReport([failed('leave/b')], lost)))).toBe(1);
  });
});
