import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { loadSpec } from '../harness/document/load.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { jsonReport } from './formats/json.ts';
import type { Report } from './report.ts';
import {
  broken,
  failed,
  found,
  passed,
  sampleReport,
  searched,
  skipped,
} from './testing/sample.ts';

const row = (report: Report, id: RequirementId) => report.requirements.find((r) => r.id === id);
const statusOf = (report: Report, id: RequirementId = 'SMEM-11') => row(report, id)?.status;

describe('the status of a requirement', () => {
  it('is proven when an assertion for it held', () => {
    expect(statusOf(sampleReport([passed('set_membership/a')]))).toBe('proven');
  });
  it('is violated by one mismatch, whatever other cases proved', () => {
    const report = sampleReport([passed('set_membership/a'), failed('set_membership/b')]);
    expect(statusOf(report)).toBe('violated');
  });
  it('is violated by a finding in passing, though no case claims it', () => {
    const [mismatch] = [
      { requirement: 'META-05', what: 'x', expected: 'a', received: 'b', step: 0 } as const,
    ];
    const report = sampleReport([failed('set_membership/b', { mismatches: [mismatch] })]);
    expect(statusOf(report, 'META-05')).toBe('violated');
    expect(statusOf(report, 'SMEM-11')).toBe('inconclusive');
  });
  it('is inconclusive when its case broke', () => {
    expect(statusOf(sampleReport([broken('set_membership/a', 'no answer')]))).toBe('inconclusive');
  });
  it('is not applicable when every case was skipped or waived it, and says why', () => {
    const report = sampleReport([
      skipped('set_membership/a', 'lacks aliases'),
      passed('set_membership/b', { asserted: [], notApplicable: { 'SMEM-11': 'free here' } }),
    ]);
    expect(row(report, 'SMEM-11')).toMatchObject({ status: 'not-applicable', reason: 'free here' });
  });
  it('is inconclusive when all that was found against it follows from another violation', () => {
    const consequences = [
      {
        requirement: 'SMEM-11',
        what: 'x',
        expected: 'a',
        received: 'b',
        step: 0,
        because: 'CONV-05',
      } as const,
    ];
    const unjudged = { ...broken('set_membership/b', 'because'), consequences };
    const report = sampleReport([passed('set_membership/a'), unjudged]);
    expect(row(report, 'SMEM-11')).toMatchObject({
      status: 'inconclusive',
      reason: 'could not be judged because CONV-05 is violated',
      because: 'CONV-05',
    });
  });
  it('is inconclusive when the time of the search that claims it was up', () => {
    const late = { ...skipped('membership-model/a', 'its time was up'), searched: searched() };
    expect(statusOf(sampleReport([late]))).toBe('inconclusive');
  });
  it('is inconclusive when one case waived it and another broke', () => {
    const report = sampleReport([
      broken('set_membership/a', 'no answer'),
      passed('set_membership/b', { asserted: [], notApplicable: { 'SMEM-11': 'free here' } }),
    ]);
    expect(statusOf(report)).toBe('inconclusive');
  });
  it('is not applicable, with the reason, when the register says that it cannot be judged', () => {
    expect(row(sampleReport([]), 'SMEM-04')).toMatchObject({
      status: 'not-applicable',
      reason: expect.stringContaining('none'),
    });
  });
  it('is not exercised when no case that claims it ran', () => {
    expect(statusOf(sampleReport([]), 'SMEM-11')).toBe('not-exercised');
  });
});

describe('the verdict of a run', () => {
  it('is conformant when all that was asked is proven', () => {
    expect(sampleReport([passed('set_membership/a')]).verdict).toBe('conformant');
  });
  it('is violations when a requirement of the level is violated', () => {
    expect(sampleReport([failed('set_membership/a')]).verdict).toBe('violations');
  });
  it('does not count a violation of a lighter grade than the level', () => {
    const convention = {
      requirement: 'CONV-05',
      what: 'x',
      expected: 'a',
      received: 'b',
      step: 0,
    } as const;
    const outcomes = [
      failed('set_membership/a', { mismatches: [convention], asserted: ['SMEM-11'] }),
    ];
    expect(sampleReport(outcomes).verdict).toBe('conformant');
    expect(sampleReport(outcomes, { level: 'implied' }).verdict).toBe('conformant');
    expect(sampleReport(outcomes, { level: 'convention' }).verdict).toBe('violations');
  });
  it('is inconclusive when the cases passed and proved nothing', () => {
    const free = passed('set_membership/b', {
      asserted: [],
      notApplicable: { 'SMEM-11': 'free here' },
    });
    expect(sampleReport([free]).verdict).toBe('inconclusive');
    expect(sampleReport([free, passed('leave/a')]).verdict).toBe('conformant');
  });
  it('is inconclusive when nothing failed but less than 95 % could be judged', () => {
    const requirements = [
      'SMEM-11',
      'SMEM-01',
      'SMEM-02',
      'SMEM-05',
      'SMEM-06',
      'SMEM-07',
      'SMEM-08',
      'BAN-01',
      'BAN-02',
      'BAN-05',
    ] as const;
    const whole = passed('set_membership/a', { requirements, asserted: requirements });
    expect(sampleReport([whole]).verdict).toBe('conformant');
    const nine = passed('set_membership/a', { requirements, asserted: requirements.slice(1) });
    expect(sampleReport([nine]).totals.level).toMatchObject({ asked: 10, judged: 9 });
    expect(sampleReport([nine]).verdict).toBe('inconclusive');
  });

  it('is inconclusive when a violation below the level leaves a requirement of the level open', () => {
    const mismatch = { what: 'x', expected: 'a', received: 'b', step: 0 } as const;
    const cause = failed('ban/a', {
      mismatches: [{ ...mismatch, requirement: 'CONV-05' }],
      requirements: ['CONV-05'],
    });
    const follows = { ...mismatch, requirement: 'SMEM-11', because: 'CONV-05' } as const;
    const open = { ...broken('set_membership/b', 'because'), consequences: [follows] };
    const whole = Array.from({ length: 40 }, (_, i) =>
      passed(`set_membership/${i}`, { requirements: ['SMEM-01'] }),
    );
    const verdictAt = (level: 'documented' | 'convention') =>
      sampleReport([...whole, cause, open], { level }).verdict;
    expect(verdictAt('documented')).toBe('inconclusive');
    expect(verdictAt('convention')).toBe('violations');
  });

  it('is inconclusive when every case of an operation broke, however much of the rest was judged', () => {
    const silent: Outcome = { ...broken('ban/a', 'no whole answer'), operation: 'ban' };
    const report = sampleReport([passed('set_membership/a'), silent]);
    expect(report.totals.level.brokenOperations).toEqual(['ban']);
    expect(report.verdict).toBe('inconclusive');
  });

  it('is inconclusive when no case passed or failed, be it that all were skipped', () => {
    expect(sampleReport([skipped('set_membership/a', 'lacks')]).verdict).toBe('inconclusive');
    expect(sampleReport([]).verdict).toBe('inconclusive');
  });
  it('is interrupted, and the report incomplete, when somebody stopped it, even after a violation', () => {
    const report = sampleReport([failed('set_membership/a')], { ended: 'interrupted' });
    expect(report).toMatchObject({ verdict: 'interrupted', complete: false });
  });
});

it('several readings of one passage stand side by side', () => {
  const report = sampleReport([
    passed('leave/b', { readings: { knock: 'refused' } }),
    passed('leave/a', { readings: { knock: 'allowed', 'void-body': '{}' } }),
    passed('leave/c', { readings: { knock: 'refused' } }),
  ]);
  expect(report.readings).toEqual({ knock: 'allowed / refused', 'void-body': '{}' });
});

it('views are as late as the case that saw them latest', () => {
  const report = sampleReport([
    passed('leave/a', { readings: { 'late-views': '0' } }),
    passed('leave/b', { readings: { 'late-views': '1428' } }),
    passed('leave/c', { readings: { 'late-views': '702' } }),
  ]);
  expect(report.readings).toEqual({ 'late-views': '1428' });
});

it('the totals of each grade add up to the register', () => {
  const { grades } = sampleReport([passed('leave/a'), failed('leave/b')]).totals;
  const all = Object.values(grades).flatMap((counts) => Object.values(counts));
  expect(all.reduce((a, b) => a + b, 0)).toBe(loadSpec().register.size);
});

it('of a search the report holds what was searched, what was found, and the file that replays it', () => {
  const id = 'membership-model/a';
  const { outcomes } = sampleReport([found(id)], { replays: new Map([[id, 'r.json']]) });
  expect(outcomes).toMatchObject([
    {
      replay: 'r.json',
      searched: { runs: 4, asked: 40, used: 0.1 },
      mismatches: [{ counterexample: { run: 5, descriptions: expect.any(Array) } }],
    },
  ]);
});

describe('the published schema', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('report.schema.json', import.meta.url), 'utf8'),
  );
  const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(schema);

  it('holds for every kind of outcome', () => {
    const report = sampleReport([
      passed('leave/a', { readings: { knock: 'refused' } }),
      failed('leave/b'),
      broken('leave/c', 'no answer'),
      skipped('leave/d', 'lacks aliases'),
      passed('views-agree/a', { searched: searched() }),
      found('membership-model/a', { again: ['x'], timeline: ['├ ban ┤'] }),
    ]);
    const parsed: unknown = JSON.parse(jsonReport(report));
    validate(parsed);
    expect(validate.errors).toBeNull();
    expect(parsed).toEqual(report);
  });
  it('refuses a report with a key it does not know, or without one it asks', () => {
    const report = sampleReport([]);
    expect(validate({ ...report, more: 1 })).toBe(false);
    const { seed: _seed, ...without } = report;
    expect(validate(without)).toBe(false);
  });
});
