import { describe, expect, it } from 'vitest';
import type { Mismatch } from '../../harness/judge/verdict.ts';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { RunFacts } from '../fold.ts';
import { broken, failed, found, passed, sampleReport, skipped } from '../testing/sample.ts';
import { type Demands, type KnownFailure, noDemands } from './demands.ts';
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
  demands: Partial<Demands> = {},
  facts: Partial<RunFacts> = {},
) =>
  judgeGates(sampleReport(outcomes, facts), {
    ...noDemands,
    today: '2027-01-15',
    ...demands,
  }).gates;
const known = (...entries: readonly Partial<KnownFailure>[]) => ({ known: entries.map(entry) });
const refused = { 'SMEM-11': { right: true, unchanged: true } };
const right = (id: Outcome['case']): Outcome => ({ ...passed(id), refusals: refused });

describe('without demands', () => {
  it('a run without violations passes, and nothing is said', () => {
    expect(gates([right('leave/a')])).toEqual({
      passes: true,
      violated: [],
      known: [],
      excused: [],
      failOn: [],
      unmet: [],
      warnings: [],
    });
  });
  it('what is violated at the level fails it', () => {
    expect(gates([failed('leave/a')])).toMatchObject({ passes: false, violated: ['SMEM-11'] });
  });
  it('what is violated beyond the level does not', () => {
    const lighter = failed('leave/a', { mismatches: [seen('CONV-05')], asserted: ['SMEM-11'] });
    expect(gates([lighter])).toMatchObject({ passes: true, violated: [] });
    expect(gates([lighter], {}, { level: 'convention' })).toMatchObject({
      passes: false,
      violated: ['CONV-05'],
    });
  });
  it('neither an inconclusive run nor an interrupted one passes, nor one with a defect of ours', () => {
    expect(gates([broken('leave/a', 'x')]).passes).toBe(false);
    expect(gates([right('leave/a')], {}, { ended: 'interrupted' }).passes).toBe(false);
    const defect = broken('leave/b', 'a defect of the suite: x', true);
    expect(gates([right('leave/a'), defect]).passes).toBe(false);
  });
});

describe('a known failure', () => {
  it('does not fail the run, by requirement or by case', () => {
    for (const key of ['SMEM-11', 'leave/a'] as const) {
      expect(gates([failed('leave/a')], known({ key }))).toMatchObject({
        passes: true,
        violated: [],
        excused: ['leave/a'],
        known: [{ key, standing: 'failing', cases: ['leave/a'] }],
      });
    }
  });
  it('of one case does not excuse another', () => {
    const both = [failed('leave/a'), failed('leave/b')];
    expect(gates(both, known({ key: 'leave/a' }))).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      excused: ['leave/a'],
    });
  });
  it('that passes now fails the gate, though nothing is violated', () => {
    for (const key of ['SMEM-11', 'leave/a'] as const) {
      expect(gates([right('leave/a')], known({ key }))).toMatchObject({
        passes: false,
        violated: [],
        known: [{ standing: 'passing', cases: [] }],
      });
    }
  });
  it('that fails differently is new', () => {
    const signature = 'status of set_membership: status 200';
    const other = failed('leave/a', { mismatches: [seen('SMEM-11', 'status 500')] });
    expect(gates([failed('leave/a')], known({ signature })).passes).toBe(true);
    expect(gates([other], known({ signature }))).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      excused: [],
      known: [{ standing: 'different', cases: [] }],
    });
  });
  it('in two ways is told apart: one may pass while the other fails', () => {
    const entries = ['status 200', 'status 500'].map((received) => ({
      signature: `status of set_membership: ${received}`,
    }));
    expect(gates([failed('leave/a')], known(...entries))).toMatchObject({
      passes: false,
      violated: [],
      known: [{ standing: 'failing' }, { standing: 'passing' }],
    });
  });
  it('counts up to the end of its last day', () => {
    const on = (expires: string) => gates([failed('leave/a')], known({ expires }));
    expect(on('2027-01-15')).toMatchObject({ passes: true, known: [{ standing: 'failing' }] });
    expect(on('2027-01-14')).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      excused: [],
      known: [{ standing: 'expired', cases: ['leave/a'] }],
    });
  });
  it('is never satisfied by a broken case', () => {
    const outcomes = [right('leave/a'), broken('leave/b', 'no answer')];
    expect(gates(outcomes, known({ key: 'leave/b' }))).toMatchObject({
      excused: [],
      known: [{ standing: 'unjudged' }],
      warnings: [expect.stringContaining('the run does not tell of 1 known failure: leave/b')],
    });
    expect(gates(outcomes, known({})).known).toMatchObject([{ standing: 'unjudged' }]);
    expect(gates([broken('leave/b', 'x')], known({ key: 'leave/b' })).passes).toBe(false);
  });
  it('that was not selected neither passes nor fails, and is no reason to warn', () => {
    expect(
      gates([right('leave/a')], known({ key: 'leave/z' }), { only: ['leave/a'] }),
    ).toMatchObject({
      passes: true,
      known: [{ standing: 'unjudged' }],
      warnings: [],
    });
  });
  it('of a requirement is called passing by the whole suite only: any case may come across it', () => {
    const standing = (facts: Partial<RunFacts>) =>
      gates([right('leave/a')], known({}), facts).known[0]?.standing;
    expect(standing({})).toBe('passing');
    expect(standing({ only: ['leave'] })).toBe('unjudged');
    expect(standing({ shard: { index: 1, of: 2 } })).toBe('unjudged');
    expect(standing({ ended: 'bailed' })).toBe('unjudged');
  });
  it('is not called passing where a case failed for something else before it came to it', () => {
    const early = failed('leave/b', { mismatches: [seen('CONV-05')] });
    expect(gates([right('leave/a'), early], known({})).known).toMatchObject([
      { standing: 'unjudged' },
    ]);
    const late = failed('leave/b', { mismatches: [seen('CONV-05')], asserted: ['SMEM-11'] });
    expect(gates([right('leave/a'), late], known({})).known).toMatchObject([
      { standing: 'passing' },
    ]);
  });
});

describe('a case with several mismatches', () => {
  const two = failed('leave/a', { mismatches: [seen('SMEM-11'), seen('BAN-05')] });
  it('is excused only where all that decides in it is known', () => {
    expect(gates([two], known({ key: 'SMEM-11' }))).toMatchObject({
      passes: false,
      violated: ['BAN-05'],
      excused: [],
    });
    expect(gates([two], known({ key: 'SMEM-11' }, { key: 'BAN-05' }))).toMatchObject({
      passes: true,
      violated: [],
      excused: ['leave/a'],
    });
  });
  it('is excused whatever it has beyond the level', () => {
    const lighter = failed('leave/a', { mismatches: [seen('SMEM-11'), seen('CONV-05')] });
    expect(gates([lighter], known({})).excused).toEqual(['leave/a']);
    expect(gates([lighter], known({}), { level: 'convention' }).excused).toEqual([]);
  });
});

describe('with all violations known', () => {
  it('a run of which too little could be judged does not pass', () => {
    const mute: Outcome = { ...broken('ban/a', 'no answer'), operation: 'ban' };
    expect(gates([failed('leave/a'), mute], known({}))).toMatchObject({
      passes: false,
      violated: [],
      unmet: ['no case of ban could be judged'],
    });
  });
  it('nor does one that stopped early', () => {
    expect(gates([failed('leave/a')], known({}), { ended: 'bailed' })).toMatchObject({
      passes: false,
      unmet: ['the run stopped early'],
    });
  });
  it('nor one that came to a word about less than 95 % of what it asked', () => {
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
      'only 1 of 2 requirements could be judged (95 % are needed)',
    ]);
  });
});

describe('a flaky failure', () => {
  const flaky = found('membership-model/a', { again: ['nothing wrong'] });
  const firm = found('membership-model/a');
  it('is a violation all the same, and may be known', () => {
    expect(gates([flaky]).violated).toEqual(['SMEM-11']);
    expect(gates([flaky], known({ flaky: true })).passes).toBe(true);
  });
  it('that is listed as flaky may fail or not', () => {
    const calm = { ...right('membership-model/a'), operation: null };
    expect(gates([calm], known({ flaky: true }))).toMatchObject({
      passes: true,
      known: [{ standing: 'quiet' }],
    });
  });
  it('with --fail-on flaky fails the run, known or not', () => {
    const failOn = ['flaky'] as const;
    expect(gates([flaky], { ...known({ flaky: true }), failOn })).toMatchObject({
      passes: false,
      violated: ['SMEM-11'],
      excused: [],
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
  it('takes no warning', () => {
    const outcomes = [right('leave/a'), broken('leave/b', 'no answer')];
    expect(gates(outcomes, known({ key: 'leave/b' })).passes).toBe(true);
    expect(gates(outcomes, { ...known({ key: 'leave/b' }), strict: true })).toMatchObject({
      passes: false,
      unmet: ['1 warning, and --strict takes none'],
    });
  });
  it('is content with a run that has none', () => {
    expect(gates([right('leave/a')], { strict: true })).toMatchObject({ passes: true, unmet: [] });
  });
});

it('the verdict stays what the declaration says, whatever is known', () => {
  const report = sampleReport([failed('leave/a'), skipped('leave/b', 'x')]);
  const judged = judgeGates(report, { ...noDemands, ...known({}) });
  expect({ ...judged, gates: null }).toEqual({ ...report, gates: null });
  expect(judged.verdict).toBe('violations');
});
