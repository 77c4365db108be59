import type { StatementId } from '../../harness/document/statements.ts';
import type { Report, Status } from '../../reports/report.ts';
import type { ExpectedRun } from './expected.ts';

/** What the comparison needs of a report. */
export type Found = Pick<Report, 'seed' | 'complete' | 'outcomes'> & {
  readonly requirements: readonly { readonly id: StatementId; readonly status: Status }[];
};

/**
 * How the verdicts of some runs differ from the expected ones, one sentence for each requirement.
 * @param reports of the same server with the same options, each with a seed of its own
 */
export function compare(expected: ExpectedRun, reports: readonly Found[]): readonly string[] {
  const seeds = new Map<string, number[]>();
  for (const report of reports) {
    for (const difference of differences(expected, report)) {
      seeds.set(difference, [...(seeds.get(difference) ?? []), report.seed]);
    }
  }
  return [...seeds].map(([difference, list]) =>
    list.length === reports.length ? difference : `${difference} (seed ${list.join(', ')})`,
  );
}

function differences(expected: ExpectedRun, report: Found): readonly string[] {
  const unfinished = report.complete ? [] : ['the run ended before every case was judged'];
  return [
    ...unfinished,
    ...report.requirements.flatMap(({ id, status }) => {
      const wanted = wantedOf(expected, id);
      if (wanted === 'sometimes' || wanted === groupOf(status)) return [];
      if (wanted === null)
        return [`${id} is ${status}, which is not expected${causeOf(report, id)}`];
      return [`${id} is ${status}; expected is ${wanted}`];
    }),
  ];
}

/** The statuses that a file of expected verdicts lists; null for every other one. */
const groupOf = (status: Status): 'violated' | 'inconclusive' | null =>
  status === 'violated' || status === 'inconclusive' ? status : null;

function wantedOf(
  { violated, inconclusive, sometimes }: ExpectedRun,
  id: StatementId,
): 'violated' | 'inconclusive' | 'sometimes' | null {
  if (sometimes.includes(id)) return 'sometimes';
  if (violated.includes(id)) return 'violated';
  return inconclusive.includes(id) ? 'inconclusive' : null;
}

/** The first case that shows the difference, with what it found. */
function causeOf({ outcomes }: Found, id: StatementId): string {
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'failed') continue;
    const mismatch = outcome.mismatches.find(({ requirement }) => requirement === id);
    if (mismatch === undefined) continue;
    const { what, expected, received } = mismatch;
    return `: ${outcome.case}: ${what}: expected ${expected}, received ${received}`.slice(0, 400);
  }
  const broken = outcomes.find((one) => one.verdict === 'broken' && one.requirements.includes(id));
  return broken?.verdict === 'broken' ? `: ${broken.case}: ${broken.cause}`.slice(0, 400) : '';
}
