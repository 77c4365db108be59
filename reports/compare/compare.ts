import type { CaseId } from '../../harness/run/case.ts';
import type { Verdict } from '../../harness/run/outcome.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { caveatsOf } from './caveats.ts';
import { type Failure, type Failures, failuresOf, freshOf, type Way } from './failures.ts';
import { type Side, sideOf } from './side.ts';
import type { Report, ReportOutcome, Status } from '../report.ts';

/** Grows by one whenever a comparison changes so that its readers must. */
export const comparisonSchema = 'rooms-conformance-comparison/1';

/** What may have become of a requirement or a case, in the order in which a reader wants to know. */
export const changes = [
  /** It fails and did not, whether it held or was not judged. */
  'lost',
  /** It failed and holds, and every case that had shown the failure was judged again. */
  'gained',
  /** It fails as it did, and in a way in which it did not. */
  'differently',
  'failing',
  /** It was judged and is not: neither better nor worse, but less is known. */
  'unjudged',
  /** It was not judged, and holds. */
  'judged',
] as const;

export type Change = (typeof changes)[number];

interface Changed {
  readonly change: Change;
  /** One way in which it failed, and one in which it fails, a new one if there is any; null where it does not. */
  readonly was: Way | null;
  readonly is: Way | null;
}

export interface RequirementChange extends Changed {
  readonly id: RequirementId;
  readonly grade: Grade;
  readonly statement: string;
  readonly before: Status;
  readonly after: Status;
  /** The cases that show its failure: those of the later report, or, where it fails no more, of the earlier one. */
  readonly cases: readonly CaseId[];
}

/** How a case stands in a report; it is absent where it was not selected, or not come to. */
export type CaseStanding = Verdict | 'absent';

export interface CaseChange extends Changed {
  readonly id: CaseId;
  readonly title: string;
  readonly before: CaseStanding;
  readonly after: CaseStanding;
}

/** What changed from one report to another. What holds in both, or was judged in neither, is not told. */
export interface Comparison {
  readonly schema: typeof comparisonSchema;
  readonly before: Side;
  readonly after: Side;
  readonly requirements: readonly RequirementChange[];
  readonly cases: readonly CaseChange[];
  /** Why the comparison says less than it seems to, a sentence each. */
  readonly caveats: readonly string[];
}

/**
 * Compares two reports, requirement by requirement and case by case. Pure.
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

/** The rows that changed in one way. */
export const having = <Row extends Changed>(rows: readonly Row[], change: Change): readonly Row[] =>
  rows.filter((row) => row.change === change);

/**
 * The requirements and cases that were lost. Strictly, what held and is no longer judged is lost too.
 */
export function lost(
  { requirements, cases }: Pick<Comparison, 'requirements' | 'cases'>,
  strict: boolean,
): { readonly requirements: readonly RequirementChange[]; readonly cases: readonly CaseChange[] } {
  const gone = ({ change, was }: Changed): boolean =>
    change === 'lost' || (strict && change === 'unjudged' && was === null);
  return { requirements: requirements.filter(gone), cases: cases.filter(gone) };
}

/** Whether something holds, fails, or was not judged. */
type Word = 'holds' | 'fails' | 'open';

function changeOf(before: Word, after: Word, fresh: boolean): Change | null {
  if (after === 'fails' && before === 'fails') return fresh ? 'differently' : 'failing';
  if (after === 'fails') return 'lost';
  if (before === after) return null;
  if (after === 'open') return 'unjudged';
  return before === 'fails' ? 'gained' : 'judged';
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
    // What was not judged again may fail still: a run that asks less must not look like progress.
    const fresh = freshOf(old, now);
    const again = old.every(({ way }) => judged.has(way.case));
    const held = to === 'proven' && (from !== 'violated' || again);
    const change = changeOf(
      wordOf(from === 'violated', from === 'proven'),
      wordOf(to === 'violated', held),
      fresh !== null,
    );
    if (change === null) return [];
    const shown = now.length > 0 ? now : old;
    const cases = [...new Set(shown.map(({ way }) => way.case))];
    return [
      { id, grade, statement, change, before: from, after: to, ...told(old, now, fresh), cases },
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
    const fresh = freshOf(old, now);
    const change = changeOf(
      wordOf(from === 'failed', from === 'passed'),
      wordOf(to === 'failed', to === 'passed'),
      fresh !== null,
    );
    return change === null
      ? []
      : [{ id, title, change, before: from, after: to, ...told(old, now, fresh) }];
  });
}

const wasJudged = ({ verdict }: ReportOutcome): boolean =>
  verdict === 'passed' || verdict === 'failed';

const wordOf = (fails: boolean, holds: boolean): Word =>
  fails ? 'fails' : holds ? 'holds' : 'open';

const told = (
  old: readonly Failure[],
  now: readonly Failure[],
  fresh: Failure | null,
): Pick<Changed, 'was' | 'is'> => ({
  was: old[0]?.way ?? null,
  is: (fresh ?? now[0])?.way ?? null,
});
