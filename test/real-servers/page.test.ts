import { describe, expect, it } from 'vitest';
import type { Report, Status } from '../../reports/report.ts';
import { type Column, pageOf, type PageReport } from '../../bench/real-servers/page.ts';

/** A report of these statuses; of one without any the commit is known. */
function report(...statuses: readonly Status[]): PageReport {
  const requirements = (['JID-01', 'CONV-24', 'MSG-01'] as const).map(
    (id, i): Report['requirements'][number] => ({
      id,
      grade: id === 'CONV-24' ? 'convention' : 'documented',
      operation: null,
      pointer: null,
      quote: null,
      statement: `Statement | of ${id}`,
      status: statuses[i] ?? 'proven',
      reason: null,
      cases: [],
    }),
  );
  return {
    report: { requirements, totals: { requests: 100 * statuses.length } },
    commit: statuses.length === 0 ? '0123abc' : null,
  };
}

const columns: readonly Column[] = [
  { server: 'reference server', run: 'api/v1', reports: [report()], reasons: new Map() },
  {
    server: 'Dendrite',
    run: 'v3',
    reports: [report('violated', 'proven'), report('violated', 'inconclusive', 'proven')],
    reasons: new Map([['JID-01', 'PUT is not served.']]),
  },
];
const page = pageOf(columns, [1, 2]);

describe('the page of the real servers', () => {
  it('has a row for each requirement that a server departs from, the heavier grade first', () => {
    const rows = page.split('\n').filter((line) => / \((?:documented|convention)\) /.test(line));
    expect(rows).toEqual([
      String.raw`| JID-01 (documented) | Statement \| of JID-01 | proven | **violated** |`,
      String.raw`| CONV-24 (convention) | Statement \| of CONV-24 | proven | proven or inconclusive |`,
    ]);
  });

  it('counts the statuses, from the least to the greatest of several runs', () => {
    expect(page).toContain('| proven | 3 | 1 to 2 |');
    expect(page).toContain('| requests | 0 | 200 to 300 |');
  });

  it('says which build was run, and with which seeds', () => {
    const said = 'of the seeds 1, 2, and the suite is that of commit 0123abc.';
    expect(page).toContain(said);
    expect(pageOf(columns.slice(1), [1])).toContain('The verdicts are of the seed 1.');
  });

  it('says why', () => {
    expect(page).toContain('## Why: Dendrite\n\n- **JID-01**: PUT is not served.\n');
  });
});
