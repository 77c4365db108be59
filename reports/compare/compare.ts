import type { CaseId } from '../../harness/run/case.ts';
import type { Verdict } from '../../harness/run/outcome.ts';
import type { StatementId } from '../../harness/document/statements.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { caveatsOf } from './caveats.ts';
import { type Failure, type Failures, failuresOf, newFailure, type Way } from './failures.ts';
import { type Side, sideOf } from './side.ts';
import type { Report, ReportOutcome, Status } from '../report.ts';

/** Grows by one whenever a comparison changes in a way that its readers must know of. */
export const comparisonSchema = 'rooms-conformance-comparison/1';

/** How a requirement or a case may have changed, in the order in which a reader wants to know. */
export const changes = [
  /** It fails now and did not fail before, whether it held or was not judged. */
  'newly-failing',
  /** It failed before and holds now, and every case that had shown the failure was judged again. */
  'newly-passing',
  /** It failed before and fails now, in a way in which it did not fail before. */
  'failing-differently',
  'still-failing',
  /** It was judged before and is not judged now: it is neither better nor worse, but less is known. */
  'no-longer-judged',
  /** It was not judged before, and holds now. */
  'newly-judged',
] as const;

export type Change = (typeof changes)[number];

interface Changed {
  readonly change: Change;
  /** How it failed before, and how it fails now (in a new way, if there is one); null if it did or does not. */
  readonly was: Way | null;
  readonly is: Way | null;
}

export interface RequirementChange extends Changed {
  readonly id: StatementId;
  readonly grade: Grade;
  readonly statement: string;
  readonly before: Status;
  readonly after: Status;
  /** The cases that show its failure in the later report, or, if it no longer fails, in the earlier one. */
  readonly cases: readonly CaseId[];
}

/** How a case ended; it is absent if it was not selected, or if the run ended before it. */
export type CaseEnd = Verdict | 'absent';

export interface CaseChange extends Changed {
  readonly id: CaseId;
  readonly title: string;
  readonly before: CaseEnd;
  readonly after: CaseEnd;
}

/** What changed from one report to another. What holds in both, or was judged in neither, is left out. */
export interface Comparison {
  readonly schema: typeof comparisonSchema;
  readonly before: Side;
  readonly after: Side;
  readonly requirements: readonly RequirementChange[];
  readonly cases: readonly CaseChange[];
  /** Why the comparison shows less than it seems to, one sentence each. */
  readonly caveats: readonly string[];
}

/**
 * Compares two reports, requirement by requirement and case by case.
 * @param names what the reports are called, if not `before` and `after`
 */
export function compareReports(
  before: Report,
  after: Report,
  names: readonly [string, string] = ['before', 'after'],
): Comparison {
  const [was, is] = [failuresOf(before), failuresOf(after)];
  const cases = caseChanges(before, after, was, is);
  const sides = { before: sideOf(before, names[0]), after: sideOf(after, names[1]) };
  return {
    schema: comparisonSchema,
    ...sides,
    requirements: requirementChanges(before, after, was, is),
    cases,
    caveats: caveatsOf([
      { name: names[0], report: before },
      { name: names[1], report: after },
    ]),
  };
}

/** The rows with one kind of change. */
export const having = <Row extends Changed>(rows: readonly Row[], change: Change): readonly Row[] =>
  rows.filter((row) => row.change === change);

/** The requirements and cases that fail now and did not before; if strict, also those that held and are no longer judged. */
export function regressions(
  { requirements, cases }: Pick<Comparison, 'requirements' | 'cases'>,
  strict: boolean,
): { readonly requirements: readonly RequirementChange[]; readonly cases: readonly CaseChange[] } {
  const isOne = ({ change, was }: Changed): boolean =>
    change === 'newly-failing' || (strict && change === 'no-longer-judged' && was === null);
  return { requirements: requirements.filter(isOne), cases: cases.filter(isOne) };
}

/** Whether something holds, fails, or was not judged. */
type State = 'holds' | 'fails' | 'open';

function changeOf(before: State, after: State, fresh: boolean): Change | null {
  if (after === 'fails' && before === 'fails')
    return fresh ? 'failing-differently' : 'still-failing';
  if (after === 'fails') return 'newly-failing';
  if (before === after) return null;
  if (after === 'open') return 'no-longer-judged';
  return before === 'fails' ? 'newly-passing' : 'newly-judged';
}

function requirementChanges(
  before: Report,
  after: Report,
  was: Failures,
  is: Failures,
): readonly RequirementChange[] {
  const [earlier, later] = [before, after].map(
    (r) => new Map(r.requirements.map((x) => [x.id, x])),
  );
  const judged = new Set(after.outcomes.filter(wasJudged).map((outcome) => outcome.case));
  return [...new Map([...(earlier ?? []), ...(later ?? [])]).values()].flatMap((row) => {
    const { id, grade, statement } = row;
    const from = earlier?.get(id)?.status ?? 'not-exercised';
    const to = later?.get(id)?.status ?? 'not-exercised';
    const [old, now] = [was.requirements.get(id) ?? [], is.requirements.get(id) ?? []];
    // What was not judged again may still fail: a run with fewer cases must not look like progress.
    const fresh = newFailure(old, now);
    const again = old.every(({ way }) => judged.has(way.case));
    const held = to === 'proven' && (from !== 'violated' || again);
    const change = changeOf(
      stateOf(from === 'violated', from === 'proven'),
      stateOf(to === 'violated', held),
      fresh !== null,
    );
    if (change === null) return [];
    const shown = now.length > 0 ? now : old;
    const cases = [...new Set(shown.map(({ way }) => way.case))];
    return [
      { id, grade, statement, change, before: from, after: to, ...waysOf(old, now, fresh), cases },
    ];
  });
}

function caseChanges(
  before: Report,
  after: Report,
  was: Failures,
  is: Failures,
): readonly CaseChange[] {
  const [earlier, later] = [before, after].map((r) => new Map(r.outcomes.map((o) => [o.case, o])));
  const all = new Map([...(earlier ?? []), ...(later ?? [])]);
  return [...all.values()].flatMap(({ case: id, title }) => {
    const from = earlier?.get(id)?.verdict ?? 'absent';
    const to = later?.get(id)?.verdict ?? 'absent';
    const [old, now] = [was.cases.get(id) ?? [], is.cases.get(id) ?? []];
    const fresh = newFailure(old, now);
    const change = changeOf(
      stateOf(from === 'failed', from === 'passed'),
      stateOf(to === 'failed', to === 'passed'),
      fresh !== null,
    );
    return change === null
      ? []
      : [{ id, title, change, before: from, after: to, ...waysOf(old, now, fresh) }];
  });
}

const wasJudged = ({ verdict }: ReportOutcome): boolean =>
  verdict === 'passed' || verdict === 'failed';

const stateOf = (fails: boolean, holds: boolean): State =>
  fails ? 'fails' : holds ? 'holds' : 'open';

const waysOf = (
  old: readonly Failure[],
  now: readonly Failure[],
  fresh: Failure | null,
): Pick<Changed, 'was' | 'is'> => ({
  was: old[0]?.way ?? null,
  is: (fresh ?? now[0])?.way ?? null,
});
