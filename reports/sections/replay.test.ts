import { describe, expect, it } from 'vitest';
import { loadSpec } from '../../harness/document/load.ts';
import { unpainted } from '../paint.ts';
import { replayedText, type ReplayedReport } from './replay.ts';

const { register } = loadSpec();
const same: ReplayedReport = {
  schema: 'rooms-conformance-replayed/1',
  case: 'membership-model/a',
  title: 'Every answer is as the table has it',
  target: {
    origin: 'http://hs:1',
    prefix: '',
    basePath: '/v1',
    auth: 'query',
    bundled: false,
  },
  found: {
    requirement: 'SMEM-11',
    verdict: 'failed',
    seed: 1,
    observations: ['the room is there', 'SMEM-11 is not met: the answer'],
  },
  plays: 1,
  verdict: 'failed',
  mismatch: {
    requirement: 'SMEM-11',
    what: 'the answer',
    expected: 'status 403',
    received: 'status 200',
    step: null,
  },
  cause: null,
  descriptions: ['alice creates a private room', 'bob invites carol'],
  observations: ['the room is there', 'SMEM-11 is not met: the answer'],
  differs: null,
  timeline: null,
  passing: [],
  exchanges: [],
};
const passes: ReplayedReport = {
  ...same,
  verdict: 'passed',
  mismatch: null,
  observations: ['the room is there', 'refused'],
  differs: {
    step: 1,
    sentence: 'bob invites carol',
    before: 'SMEM-11 is not met: the answer',
    now: 'refused',
  },
};
const text = (played: ReplayedReport): string =>
  replayedText(played, register.get('SMEM-11') ?? null, unpainted);
const lastLine = (page: string) => page.trimEnd().split('\n').at(-1);

describe('a replay on the screen', () => {
  it('that fails again shows the steps, the mismatch, and that nothing differs', () => {
    const page = text(same);
    expect(page).toContain('  2  bob invites carol\n     → SMEM-11 is not met: the answer\n');
    expect(page).toMatch(/the declaration .*\n.*\/responseMessages\//);
    expect(page).toMatch(/received +status 200/);
    expect(page).toContain('in every step the target behaved as it did when this was found');
    expect(lastLine(page)).toBe('fails again: SMEM-11 is violated');
  });
  it('that does not fail says from which step on the target behaves differently', () => {
    const page = text(passes);
    expect(page).toContain('     → refused\n       when it was found: SMEM-11 is not met');
    expect(page).toContain('the target behaves differently from step 2 on');
    expect(lastLine(page)).toBe('no longer fails');
  });
  it('that violates another requirement says which one it was before', () => {
    const other = { ...same, found: { ...same.found, requirement: 'SMEM-12' } } as const;
    expect(lastLine(text(other))).toBe('fails again: SMEM-11 is violated; before, it was SMEM-12');
  });
  it('that does not fail, but was flaky, says how to repeat it', () => {
    const found = { ...passes.found, verdict: 'flaky' } as const;
    expect(text({ ...passes, found })).toContain('SMEM-11 · flaky when it was found');
    expect(lastLine(text({ ...passes, found }))).toContain('--times 20');
    expect(lastLine(text({ ...passes, found, plays: 20 }))).toBe(
      'no longer fails, 20 times out of 20',
    );
  });
  it('shows what clients did at the same time, and passive findings, which do not change the verdict', () => {
    const passing = [
      { requirement: 'CONV-05', what: 'x', expected: 'a', received: 'b', step: 0 } as const,
    ];
    const page = text({ ...passes, passing, timeline: ['bob  ├ ban ┤'] });
    expect(page).toContain('\n\nbob  ├ ban ┤\n\n');
    expect(page).toContain('violated in passing, and not counted: CONV-05');
    expect(lastLine(page)).toBe('no longer fails');
  });
  it('that could not be judged says why', () => {
    const broken = { ...passes, verdict: 'broken', cause: 'no answer' } as const;
    expect(lastLine(text(broken))).toBe('could not be judged: no answer');
  });
});
