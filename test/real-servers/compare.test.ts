import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../harness/run/outcome.ts';
import type { Status } from '../../reports/report.ts';
import { compare, type Found } from '../../bench/real-servers/compare.ts';
import type { ExpectedRun } from '../../bench/real-servers/expected.ts';

const expected: ExpectedRun = {
  name: 'v3',
  options: [],
  violated: ['JID-01'],
  inconclusive: ['BAN-04'],
  sometimes: ['CONV-22'],
};

const asExpected = {
  'JID-01': 'violated',
  'BAN-04': 'inconclusive',
  'CONV-22': 'proven',
  'MSG-01': 'proven',
} as const satisfies Record<string, Status>;

function report(seed: number, statuses: Readonly<Record<keyof typeof asExpected, Status>>): Found {
  const requirements = Object.entries(statuses).map(([id, status]) => ({ id, status }));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are ids of requirements
  return { seed, complete: true, outcomes: [], requirements } as unknown as Found;
}

describe('the comparison with the expected verdicts', () => {
  it('finds nothing where every verdict is expected', () => {
    expect(compare(expected, [report(1, asExpected)])).toEqual([]);
  });

  it('accepts either verdict of a race', () => {
    expect(compare(expected, [report(1, { ...asExpected, 'CONV-22': 'violated' })])).toEqual([]);
  });

  it('tells a violation that nobody expects, with the first case that shows it', () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the comparison reads no more of an outcome
    const outcome = {
      case: 'send_message/x',
      verdict: 'failed',
      requirements: ['MSG-01'],
      mismatches: [
        { requirement: 'MSG-01', what: 'status', expected: '200', received: '500', step: 0 },
      ],
    } as unknown as Outcome;
    const found = { ...report(1, { ...asExpected, 'MSG-01': 'violated' }), outcomes: [outcome] };
    expect(compare(expected, [found])).toEqual([
      'MSG-01 is violated, which is not expected: send_message/x: status: expected 200, received 500',
    ]);
  });

  it('tells what is not violated any more', () => {
    expect(compare(expected, [report(1, { ...asExpected, 'JID-01': 'proven' })])).toEqual([
      'JID-01 is proven; expected is violated',
    ]);
  });

  it('names the seeds where some runs alone differ', () => {
    const differs = report(2, { ...asExpected, 'BAN-04': 'violated' });
    expect(compare(expected, [report(1, asExpected), differs])).toEqual([
      'BAN-04 is violated; expected is inconclusive (seed 2)',
    ]);
  });

  it('tells a run that ended early', () => {
    expect(compare(expected, [{ ...report(1, asExpected), complete: false }])).toEqual([
      'the run ended before every case was judged',
    ]);
  });
});
