import { describe, expect, it } from 'vitest';
import { consequencesJson, mergeConsequences, parseConsequences } from './consequences.ts';
import { detectionsJson, mergeDetections, parseDetections, type Shown } from './detections.ts';
import type { Detection, FaultResult, Observation } from './matrix.ts';
import { resultOf, sampleCases as cases } from './testing/sample.ts';

const detection = (
  fault: string,
  id: Detection['case'],
  requirement: Detection['requirement'],
): Detection => ({ fault, case: id, requirement, what: 'status' });

const own = detection('outsiders-invite', 'set_membership/a', 'SMEM-11');
const second = detection('outsiders-invite', 'invite/b', 'INV-11');

describe('the record of detections', () => {
  const catalogue = [resultOf(), resultOf({ id: 'other', violates: ['BAN-05'] })];
  const shown = (results: readonly FaultResult[]): Shown => ({
    results,
    catalogue,
    cases,
    observations: new Map(
      results.map(({ id, failures }): [string, Observation] => [
        id,
        {
          ms: 1,
          cases: failures.map(({ case: one }) => ({
            case: one,
            verdict: 'failed',
            failures: [],
            error: null,
          })),
        },
      ]),
    ),
  });

  it('is read back as it was written, without cases that are gone', () => {
    const gone = detection('other', 'ban/gone', 'BAN-05');
    const text = detectionsJson([own, gone]);
    expect(text.split('\n')).toHaveLength(5);
    expect(parseDetections(JSON.parse(text), cases)).toEqual([own]);
  });
  it('gets a row for each fault and each case that has none', () => {
    expect(mergeDetections([], shown([resultOf()]))).toEqual([second, own]);
  });
  it('keeps the rows of what was not run', () => {
    const other = detection('other', 'ban/c', 'BAN-05');
    expect(mergeDetections([other], shown([resultOf()]))).toEqual([other, second, own]);
  });
  it('does not get a second row where one still holds', () => {
    const again = { case: 'invite/b', requirement: 'SMEM-11', what: 'x', claimed: false } as const;
    const result = resultOf({ failures: [...resultOf().failures, again] });
    expect(mergeDetections([own, second], shown([result]))).toEqual([second, own]);
  });
  it('keeps a row that the run did not confirm if the fault has no other', () => {
    const undetected = resultOf({ verdict: 'undetected', failures: [] });
    const run = { ...shown([resultOf()]), results: [undetected] };
    expect(mergeDetections([own], run)).toEqual([own]);
  });
  it('loses a row that the run did not confirm if there is another, and rows of faults that are gone', () => {
    const wrong = detection('outsiders-invite', 'invite/b', 'SMEM-11');
    const gone = detection('gone', 'ban/c', 'BAN-05');
    expect(mergeDetections([wrong, gone], shown([resultOf()]))).toEqual([second, own]);
  });
});

describe('consequences', () => {
  const known = { 'outsiders-invite': ['BAN-05'], gone: ['BAN-05'] } as const;
  const result = resultOf({ violates: ['SMEM-11'] });
  const merge = (full: boolean) => mergeConsequences(known, [result], [result], full);

  it('are added to by a run of some cases, and replaced by a run of every case', () => {
    expect(merge(false)).toEqual({ 'outsiders-invite': ['BAN-05', 'INV-11'] });
    expect(merge(true)).toEqual({ 'outsiders-invite': ['INV-11'] });
  });
  it('are read back as they were written', () => {
    expect(parseConsequences(JSON.parse(consequencesJson(known)))).toEqual(known);
  });
  it('must be requirements', () => {
    expect(() => parseConsequences({ a: ['XXX-01'] })).toThrow(
      'a refers to an unknown requirement: XXX-01',
    );
  });
});
