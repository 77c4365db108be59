import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RunFacts } from '../fold.ts';
import { broken, failed, found, passed, sampleReport, skipped } from '../testing/sample.ts';
import type { KnownFailure } from '../report.ts';
import { type Criteria, defaultCriteria } from './criteria.ts';
import { judgeGates } from './judge.ts';

const entry = (more: Partial<KnownFailure> = {}): KnownFailure => ({
  key: 'SMEM-11',
  reason: 'the team knows',
  link: null,
  expires: null,
  signature: null,
  flaky: false,
  ...more,
});
const seen = (requirement: Mismatch['requirement'], received = 'status 200'): Mismatch => ({
  requirement,
  what: 'status of set_membership',
  expected: 'status 403',
  received,
  step: 1,
});

/** What the gates say of a run that had these outcomes. */
const gates = (
  outcomes: readonly Outcome[],
  demands: Partial<Criteria> = {},
  facts: Partial<RunFacts> = {},
) =>
  judgeGates(sampleReport(outcomes, facts), {
    ...defaultCriteria,
    today: '2027-01-15',
    ...demands,
  }).gates;
const known = (...entries: readonly Partial<KnownFailure>[]) => ({ known: entries.map(entry) });
const refused = { 'SMEM-11': { right: true, unchanged: true } };
const right = (id: Outcome['case']): Outcome => ({ ...passed(id), refusals: refused });

describe('by default', () => {
  it('a run without violations passes, without any warning', () => {
    expect(gates([right('leave/a')])).toEqual({
      passes: true,
      violated: [],
      known: [],
      expectedFailures: [],
      failOn: [],
      unmet: [],
      warnings: [],
    });
  });
  it('a violation at the level fails the run', () => {
    expect(gates([failed('leave/a')])).toMatchObject({ passes: false, violated: ['SMEM-11'] });
  });
  it('a violation below the level does not fail the run', () => {
    const lighter = failed('leave/a', { mismatches: [seen('CONV-05')], asserted: ['SMEM-11'] });
    expect(gates([lighter])).toMatchObject({ passes: true, violated: [] });
    expect(gates([lighter], {}, { level: 'convention' })).toMatchObject({
      passes: false,
      violated: ['CONV-05'],
    });
  });
  it('a run that is inconclusive, interrupted or hit a bug of the suite does not pass', () => {
    expect(gates([broken('leave/a', 'x')]).passes).toBe(false);
    expect(gates([right('leave/a')], {}, { ended: 'interrupted' }).passes).toBe(false);
    const defect = broken('leave/b', 'a defect of the suite: x', true);
    expect(gates([right('leave/a'), defect]).passes).toBe(false);
  });
});

describe('a known failure', () => {
  it('does not fail the run, whether it is listed by requirement or by case', () => {
    for (const key of ['SMEM-11', 'leave/a'] as const) {
      expect(gates([failed('leave/a')], known({ key }))).toMatchObject({
        passes: true,
        violated: [],
        expectedFailures: ['leave/a'],
        known: [{ key, status: 'failing', cases: ['leave/a'] }],
      });
    }
  });
  it('of one case does not cover another case', () => {
    const both = [failed('leave/a'), failed('leave/b')];
    expect(gates(both, known({ key: 'leave/a' }))).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      expectedFailures: ['leave/a'],
    });
  });
  it('that passes now fails the run, although nothing is violated', () => {
    for (const key of ['SMEM-11', 'leave/a'] as const) {
      expect(gates([right('leave/a')], known({ key }))).toMatchObject({
        passes: false,
        violated: [],
        known: [{ status: 'passing', cases: [] }],
      });
    }
  });
  it('that fails in another way is a new failure', () => {
    const signature = 'status of set_membership: status 200';
    const other = failed('leave/a', { mismatches: [seen('SMEM-11', 'status 500')] });
    expect(gates([failed('leave/a')], known({ signature })).passes).toBe(true);
    expect(gates([other], known({ signature }))).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      expectedFailures: [],
      known: [{ status: 'different', cases: [] }],
    });
  });
  it('may be listed in two ways, one of which passes while the other fails', () => {
    const entries = ['status 200', 'status 500'].map((received) => ({
      signature: `status of set_membership: ${received}`,
    }));
    expect(gates([failed('leave/a')], known(...entries))).toMatchObject({
      passes: false,
      violated: [],
      known: [{ status: 'failing' }, { status: 'passing' }],
    });
  });
  it('is valid until the end of its last day', () => {
    const on = (expires: string) => gates([failed('leave/a')], known({ expires }));
    expect(on('2027-01-15')).toMatchObject({ passes: true, known: [{ status: 'failing' }] });
    expect(on('2027-01-14')).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      expectedFailures: [],
      known: [{ status: 'expired', cases: ['leave/a'] }],
    });
  });
  it('is never satisfied by a broken case', () => {
    const many = Array.from({ length: 20 }, (_, i) => right(`leave/a-${i}`));
    const outcomes = [...many, broken('leave/b', 'no answer')];
    expect(gates(outcomes, known({ key: 'leave/b' }))).toMatchObject({
      expectedFailures: [],
      known: [{ status: 'unjudged' }],
      warnings: [
        '1 of 21 cases could not be judged',
        expect.stringContaining(
          'this run does not show whether 1 known failure still fails: leave/b',
        ),
      ],
    });
    expect(gates(outcomes, known({})).known).toMatchObject([{ status: 'unjudged' }]);
    expect(gates([broken('leave/b', 'x')], known({ key: 'leave/b' })).passes).toBe(false);
  });
  it('that was not selected neither passes nor fails, and causes no warning', () => {
    expect(
      gates([right('leave/a')], known({ key: 'leave/z' }), { only: ['leave/a'] }),
    ).toMatchObject({
      passes: true,
      known: [{ status: 'unjudged' }],
      warnings: [],
    });
  });
  it('of a requirement counts as passing only if the whole suite ran, because any case may violate it', () => {
    const status = (facts: Partial<RunFacts>) =>
      gates([right('leave/a')], known({}), facts).known[0]?.status;
    expect(status({})).toBe('passing');
    expect(status({ only: ['leave'] })).toBe('unjudged');
    expect(status({ shard: { index: 1, of: 2 } })).toBe('unjudged');
    expect(status({ ended: 'bailed' })).toBe('unjudged');
  });
  it('does not count as passing if a case failed for another requirement before judging it', () => {
    const early = failed('leave/b', { mismatches: [seen('CONV-05')] });
    expect(gates([right('leave/a'), early], known({})).known).toMatchObject([
      { status: 'unjudged' },
    ]);
    const late = failed('leave/b', { mismatches: [seen('CONV-05')], asserted: ['SMEM-11'] });
    expect(gates([right('leave/a'), late], known({})).known).toMatchObject([{ status: 'passing' }]);
  });
});

describe('a case with several mismatches', () => {
  const two = failed('leave/a', { mismatches: [seen('SMEM-11'), seen('BAN-05')] });
  it('is an expected failure only if every mismatch at the level is known', () => {
    expect(gates([two], known({ key: 'SMEM-11' }))).toMatchObject({
      passes: false,
      violated: ['BAN-05'],
      expectedFailures: [],
    });
    expect(gates([two], known({ key: 'SMEM-11' }, { key: 'BAN-05' }))).toMatchObject({
      passes: true,
      violated: [],
      expectedFailures: ['leave/a'],
    });
  });
  it('is an expected failure whatever mismatches it has below the level', () => {
    const lighter = failed('leave/a', { mismatches: [seen('SMEM-11'), seen('CONV-05')] });
    expect(gates([lighter], known({})).expectedFailures).toEqual(['leave/a']);
    expect(gates([lighter], known({}), { level: 'convention' }).expectedFailures).toEqual([]);
  });
});

describe('if all violations are known', () => {
  it('a run of which a whole operation was broken does not pass', () => {
    const silent: Outcome = { ...broken('ban/a', 'no answer'), operation: 'ban' };
    expect(gates([failed('leave/a'), silent], known({}))).toMatchObject({
      passes: false,
      violated: [],
      unmet: ['no case of ban could be judged'],
    });
  });
  it('a run that stopped early does not pass', () => {
    expect(gates([failed('leave/a')], known({}), { ended: 'bailed' })).toMatchObject({
      passes: false,
      unmet: ['the run stopped early'],
    });
  });
  it('a run that judged less than 95 % of its requirements does not pass', () => {
    const claims = new Map([
      ['SMEM-11', ['leave/a']],
      ['BAN-05', ['leave/b']],
    ] as const);
    const open = broken('leave/b', 'no answer');
    const outcomes = [failed('leave/a'), { ...open, requirements: ['BAN-05'] } as const];
    const selected = [
      { id: 'leave/a', requires: ['SMEM-11'] },
      { id: 'leave/b', requires: ['BAN-05'] },
    ] as const;
    expect(gates(outcomes, known({}), { claims, selected, ended: 'whole' }).unmet).toEqual([
      'only 1 of 2 requirements could be judged, and 95 % are needed',
    ]);
  });
});

describe('a flaky failure', () => {
  const flaky = found('membership-model/a', { again: ['nothing wrong'] });
  const firm = found('membership-model/a');
  it('is a violation like any other, and may be known', () => {
    expect(gates([flaky]).violated).toEqual(['SMEM-11']);
    expect(gates([flaky], known({ flaky: true })).passes).toBe(true);
  });
  it('that is listed as flaky may or may not appear', () => {
    const calm = { ...right('membership-model/a'), operation: null };
    expect(gates([calm], known({ flaky: true }))).toMatchObject({
      passes: true,
      known: [{ status: 'not-seen' }],
    });
  });
  it('with --fail-on flaky fails the run, known or not', () => {
    const failOn = ['flaky'] as const;
    expect(gates([flaky], { ...known({ flaky: true }), failOn })).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      expectedFailures: [],
    });
    expect(gates([firm], { ...known({}), failOn }).passes).toBe(true);
  });
  it('with --fail-on flaky fails the run at every grade', () => {
    const [mismatch] = flaky.verdict === 'failed' ? flaky.mismatches : [];
    const lighter = failed('membership-model/a', {
      mismatches: [{ ...seen('CONV-05'), ...mismatch, requirement: 'CONV-05' }],
      asserted: ['SMEM-11'],
    });
    expect(gates([lighter]).violated).toEqual([]);
    expect(gates([lighter], { failOn: ['flaky'] }).violated).toEqual(['CONV-05']);
  });
});

describe('--strict', () => {
  it('fails a run that has a warning', () => {
    const many = Array.from({ length: 20 }, (_, n) => right(`leave/a-${n}`));
    const outcomes = [...many, broken('leave/b', 'no answer')];
    expect(gates(outcomes, known({ key: 'leave/b' })).passes).toBe(true);
    expect(gates(outcomes, { ...known({ key: 'leave/b' }), strict: true })).toMatchObject({
      passes: false,
      unmet: ['--strict allows no warnings, and there are 2'],
    });
  });
  it('passes a run that has no warning', () => {
    expect(gates([right('leave/a')], { strict: true })).toMatchObject({ passes: true, unmet: [] });
  });
});

it('known failures do not change the verdict', () => {
  const report = sampleReport([failed('leave/a'), skipped('leave/b', 'x')]);
  const judged = judgeGates(report, { ...defaultCriteria, ...known({}) });
  expect({ ...judged, gates: null }).toEqual({ ...report, gates: null });
  expect(judged.verdict).toBe('violations');
});
