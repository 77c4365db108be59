import type { Case, CaseId } from '../../harness/run/case.ts';
import type { RunEvent, Verdict } from '../../harness/run/outcome.ts';
import type { SearchProgress } from '../../harness/run/search.ts';

/** How far a run is. */
export interface RunProgress {
  readonly cases: number;
  readonly done: number;
  /** From 0 to 1; a search that is running counts by the share of its budget. */
  readonly share: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** The suites under way, in the order of the suite. */
  readonly suites: readonly SuiteProgress[];
}

/** How far a suite is: an operation, the conventions, or a property. */
export interface SuiteProgress {
  readonly name: string;
  readonly share: number;
  /** Counts its cases, or the runs of a property. */
  readonly done: number;
  readonly of: number;
  readonly unit: 'cases' | 'runs';
  readonly failed: number;
}

/** How far the search of a property is. */
export interface SearchEvent {
  readonly kind: 'searching';
  readonly case: CaseId;
  readonly searching: SearchProgress;
}

/** Knows how far a run is. */
export interface ProgressTracker {
  update(event: RunEvent | SearchEvent): void;
  current(): RunProgress;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly CaseId[];
  readonly searches: Map<CaseId, SearchProgress>;
  readonly running: Set<CaseId>;
  readonly unit: SuiteProgress['unit'];
  done: number;
  failed: number;
}

/** Tracks a run of these cases. */
export function trackProgress(cases: readonly Case[]): ProgressTracker {
  const suites = suitesOf(cases);
  const verdicts = { passed: 0, failed: 0, broken: 0, skipped: 0 };
  const suiteOf = (caseId: CaseId): Suite | undefined => suites.get(groupOf(caseId));

  return {
    update(event) {
      if (event.kind === 'searching')
        suiteOf(event.case)?.searches.set(event.case, event.searching);
      if (event.kind === 'began') suiteOf(event.case)?.running.add(event.case);
      if (event.kind !== 'finished-case') return;
      const { case: caseId, verdict, searched } = event.outcome;
      verdicts[verdict] += 1;
      const suite = suiteOf(caseId);
      if (suite === undefined) return;
      suite.running.delete(caseId);
      suite.done += 1;
      if (verdict === 'failed') suite.failed += 1;
      if (searched !== undefined) suite.searches.set(caseId, searched);
    },
    current() {
      const done = Object.values(verdicts).reduce((a, b) => a + b, 0);
      const all = [...suites.values()];
      const whole = all.reduce((sum, suite) => sum + finished(suite), 0);
      return {
        cases: cases.length,
        done,
        share: cases.length === 0 ? 1 : whole / cases.length,
        verdicts: { ...verdicts },
        suites: all.filter(isUnderWay).map(progressOf),
      };
    },
  };
}

const groupOf = (caseId: CaseId): string => caseId.split('/')[0] ?? '';

function suitesOf(cases: readonly Case[]): ReadonlyMap<string, Suite> {
  const groups = new Map<string, Case[]>();
  for (const one of cases) {
    const name = groupOf(one.id);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  const suites = [...groups].map(([name, members]): Suite => {
    const unit = members.every((one) => one.replay !== undefined) ? 'runs' : 'cases';
    const ids = members.map((one) => one.id);
    return { name, cases: ids, searches: new Map(), running: new Set(), unit, done: 0, failed: 0 };
  });
  return new Map(suites.map((suite) => [suite.name, suite]));
}

const isUnderWay = ({ running, done, cases }: Suite): boolean =>
  running.size > 0 || (done > 0 && done < cases.length);

/** Cases that are over, and the part of those that are not. */
const finished = ({ done, running, searches }: Suite): number =>
  [...running].reduce((sum, caseId) => sum + (searches.get(caseId)?.used ?? 0), done);

function progressOf(suite: Suite): SuiteProgress {
  const { name, unit, cases, done, failed, searches } = suite;
  const common = { name, unit, failed, share: finished(suite) / cases.length };
  if (unit === 'cases') return { ...common, done, of: cases.length };
  const sum = (key: 'runs' | 'asked'): number =>
    [...searches.values()].reduce((total, searching) => total + searching[key], 0);
  return { ...common, done: sum('runs'), of: sum('asked') };
}

/** '12 passed, 1 failed'. */
export const tally = ({ verdicts }: Pick<RunProgress, 'verdicts'>): string =>
  Object.entries(verdicts)
    .filter(([verdict, n]) => n > 0 || verdict === 'passed')
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(', ');
