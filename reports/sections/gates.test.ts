import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { unpainted } from '../paint.ts';
import { terminalText, verdictText } from './whole.ts';
import { broken, failed, found, passed, sampleReport } from '../testing/sample.ts';
import type { KnownFailure } from '../report.ts';
import { type Criteria, defaultCriteria } from '../gates/criteria.ts';
import { judgeGates } from '../gates/judge.ts';

const entry = (more: Partial<KnownFailure> = {}): KnownFailure => ({
  key: 'SMEM-11',
  reason: 'the team knows',
  link: null,
  expires: null,
  signature: null,
  flaky: false,
  ...more,
});
const judged = (outcomes: readonly Outcome[], demands: Partial<Criteria> = {}) =>
  judgeGates(sampleReport(outcomes), { ...defaultCriteria, today: '2027-01-15', ...demands });
const verdict = (...args: Parameters<typeof judged>) => verdictText(judged(...args), unpainted);
const page = (...args: Parameters<typeof judged>) => terminalText(judged(...args), unpainted);

const seen = (requirement: RequirementId): Mismatch => ({
  requirement,
  what: 'x',
  expected: 'a',
  received: 'b',
  step: 0,
});
const two = failed('leave/a', { mismatches: [seen('SMEM-11'), seen('BAN-05')] });

describe('the verdict of violations', () => {
  it('says how many of them are known', () => {
    expect(verdict([two])).toMatch(/^violations at the level documented$/m);
    expect(verdict([two], { known: [entry()] })).toMatch(/ documented \(1 of 2 known\)$/m);
    const all = [entry(), entry({ key: 'BAN-05' })];
    expect(verdict([two], { known: all })).toMatch(/ documented \(2 of 2 known\)$/m);
    expect(verdict([failed('leave/a')], { known: [entry()] })).toMatch(
      / documented \(1 of 1 known\)$/m,
    );
  });
});

describe('below the verdict', () => {
  it('known failures are counted, and those that need attention are named', () => {
    const known = [
      entry({ key: 'leave/a', signature: 'other: x' }),
      entry({ key: 'leave/b', reason: 'slow' }),
      entry({ key: 'leave/c', expires: '2027-01-14' }),
      entry({ key: 'leave/d' }),
    ];
    const outcomes = [
      failed('leave/a'),
      passed('leave/b'),
      failed('leave/c'),
      broken('leave/d', 'x'),
    ];
    const text = verdict(outcomes, { known });
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'known failures: 1 passes now, 1 fails in another way, 1 fails and has expired, 1 was not judged',
    );
    expect(text).toContain('  fails in another way: leave/a (other: x): the team knows\n');
    expect(text).toContain('  passes now: leave/b: slow\n');
    expect(text).toContain('  expired on 2027-01-14: leave/c: the team knows\n');
  });
  it('are the criteria that are not met, and the warnings', () => {
    const text = verdict([passed('leave/a')], { strict: true });
    expect(text).toMatch(
      /\nconformant at the level documented\nnot met: +--strict allows no warnings, and there is 1\nwarning: +1 of 1 documented error/,
    );
  });
  it('is nothing if the gates have nothing to say', () => {
    const right = {
      ...passed('leave/a'),
      refusals: { 'SMEM-11': { right: true, unchanged: null } },
    };
    expect(verdict([right])).toMatch(/\nconformant at the level documented\n\n1 passed/);
  });
});

describe('the whole report', () => {
  it('shows a known failure in one line, and a new failure in full', () => {
    const known = [entry({ link: 'https://example.org/7' })];
    const text = page([two], { known });
    expect(text).toContain(
      'known failures\n  SMEM-11, 1 case: the team knows https://example.org/7\n',
    );
    expect(text.match(/✗/g)).toHaveLength(1);
    expect(text).toContain('documented · BAN-05');
    expect(text).not.toContain('documented · SMEM-11');
  });
  it('shows a failure in full if it fails differently, has expired, or is flaky with --fail-on flaky', () => {
    const flaky = found('membership-model/a', { again: ['fine'] });
    for (const text of [
      page([failed('leave/a')], { known: [entry({ signature: 'other: x' })] }),
      page([failed('leave/a')], { known: [entry({ expires: '2027-01-14' })] }),
      page([flaky], { known: [entry()], failOn: ['flaky'] }),
    ]) {
      expect(text).toContain('documented · SMEM-11');
    }
  });
  it('has nothing that a terminal would obey, and fits 80 columns', () => {
    const evil = `\u001B[2J\u0007\u202Eevil\r\n${'long '.repeat(100)}`;
    const known = [entry({ reason: evil }), entry({ key: 'leave/b', reason: evil })];
    const text = page([failed('leave/a'), passed('leave/b')], { known, strict: true });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});
