import type { Case, CaseId } from '../../harness/run/case.ts';
import type { RunEvent, Verdict } from '../../harness/run/outcome.ts';
import type { SearchProgress } from '../../harness/run/search.ts';
import { groupOf } from '../../harness/run/select.ts';

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

/** Tracks a run of these cases. */
export function trackProgress(cases: readonly Case[]): ProgressTracker {
  const running = new Set<CaseId>();
  const finished = new Map<CaseId, Verdict>();
  const searches = new Map<CaseId, SearchProgress>();
  const suites = new Map<string, Case[]>();
  for (const one of cases) suites.set(groupOf(one), [...(suites.get(groupOf(one)) ?? []), one]);

  const count = (members: readonly Case[], verdict: Verdict): number =>
    members.filter(({ id }) => finished.get(id) === verdict).length;
  const doneIn = (members: readonly Case[]): number =>
    members.filter(({ id }) => finished.has(id)).length;
  const shareOf = (members: readonly Case[]): number => {
    const begun = sum(members.map(({ id }) => (running.has(id) ? searches.get(id)?.used : 0)));
    return members.length === 0 ? 1 : (doneIn(members) + begun) / members.length;
  };
  const isUnderWay = (members: readonly Case[]): boolean =>
    members.some(({ id }) => running.has(id)) ||
    (doneIn(members) > 0 && doneIn(members) < members.length);
  const progressOf = (name: string, members: readonly Case[]): SuiteProgress => {
    const common = { name, share: shareOf(members), failed: count(members, 'failed') };
    if (members.some((one) => one.replay === undefined)) {
      return { ...common, unit: 'cases', done: doneIn(members), of: members.length };
    }
    const runs = members.map(({ id }) => searches.get(id));
    const [done, of] = [sum(runs.map((one) => one?.runs)), sum(runs.map((one) => one?.asked))];
    return { ...common, unit: 'runs', done, of };
  };

  return {
    update(event) {
      if (event.kind === 'began') running.add(event.case);
      if (event.kind === 'searching') searches.set(event.case, event.searching);
      if (event.kind !== 'finished-case') return;
      const { case: id, verdict, searched } = event.outcome;
      running.delete(id);
      finished.set(id, verdict);
      if (searched !== undefined) searches.set(id, searched);
    },
    current: () => ({
      cases: cases.length,
      done: doneIn(cases),
      share: shareOf(cases),
      verdicts: {
        passed: count(cases, 'passed'),
        failed: count(cases, 'failed'),
        broken: count(cases, 'broken'),
        skipped: count(cases, 'skipped'),
      },
      suites: [...suites]
        .filter(([, members]) => isUnderWay(members))
        .map(([name, members]) => progressOf(name, members)),
    }),
  };
}

const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, n) => total + (n ?? 0), 0);

/** '12 passed, 1 failed'. */
export const tally = ({ verdicts }: Pick<RunProgress, 'verdicts'>): string =>
  Object.entries(verdicts)
    .filter(([verdict, n]) => n > 0 || verdict === 'passed')
    .map(([verdict, n]) => `${n} ${verdict}`)
    .join(', ');
