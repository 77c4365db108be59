import type { CaseId } from '../harness/run/case.ts';
import type { SearchOptions } from '../harness/run/search.ts';
import type { Shard } from '../harness/run/shard.ts';
import type { Nickname } from '../harness/document/ids.ts';
import type { Statement, StatementId } from '../harness/document/statements.ts';
import type { Profile, Ruling } from '../harness/document/profile.ts';
import type { Grade } from '../harness/document/requirements.ts';
import {
  type Ended,
  gradeOrder,
  type JudgedOutcome,
  type ReportProbe,
  type ReportRequirement,
  reportSchema,
  type ReportSubject,
  type ReportTarget,
  type RunVerdict,
  type Totals,
  type UngatedReport,
} from './report.ts';
import { statusesIn } from './status.ts';
import { countGrades, countVerdicts, enough, judgedNothing, mostBroken } from './totals.ts';

/** What of a case matters to a report. */
interface FoldedCase {
  readonly id: CaseId;
  readonly requires: readonly StatementId[];
}

/** What of a requirement matters to a report. */
export type FoldedRequirement = Omit<Statement<StatementId>, 'kind' | 'check'> & {
  readonly operation: Nickname | null;
  /** Why no case judges it; null for every requirement that is judged. */
  readonly unassertable: string | null;
};

/** What is known of a run, beside its outcomes. */
export interface RunFacts {
  readonly level: Grade;
  readonly only: readonly string[];
  readonly seed: number;
  readonly search: Omit<SearchOptions, 'seed'>;
  /** What was judged by what was seen of it; left out where the target was. */
  readonly subject?: ReportSubject;
  readonly target: ReportTarget;
  readonly options?: readonly string[];
  readonly versions: { readonly tool: string; readonly node: string };
  readonly started: Date;
  readonly finished: Date;
  readonly sha256: string;
  readonly register: ReadonlyMap<StatementId, FoldedRequirement>;
  /** What a later version of the specification dropped and changed; left out, nothing. */
  readonly profile?: Profile;
  /** Which cases of the whole suite claim a requirement. */
  readonly claims: ReadonlyMap<StatementId, readonly CaseId[]>;
  readonly selected: readonly FoldedCase[];
  readonly shard: Shard | null;
  readonly ended: Ended;
  readonly stopped?: string;
  /** What the probe found out; left out where there was none. */
  readonly probe?: ReportProbe;
  /** The files that replay the counterexamples of properties that failed. */
  readonly replays: ReadonlyMap<CaseId, string>;
}

/** Makes the report of a run, except for its gates: `judgeGates` judges those. Equal facts and outcomes make equal reports. */
export function fold(facts: RunFacts, outcomes: readonly JudgedOutcome[]): UngatedReport {
  const { level, only, seed, search, target, versions, started, finished, ended } = facts;
  const sorted = outcomes.toSorted((a, b) => (a.case < b.case ? -1 : Number(a.case > b.case)));
  const statusOf = statusesIn(sorted);
  const { profile, subject } = facts;
  const requirements = [...facts.register.values()].map(
    ({ id, grade, operation, pointer, quote, statement, unassertable }): ReportRequirement => ({
      id,
      grade,
      operation,
      pointer,
      quote,
      statement,
      ...seenOf(statusOf(id, unassertable), subject),
      ...ruledBy(profile, id),
      cases: facts.claims.get(id) ?? [],
    }),
  );
  const counted = withinLevel(requirements, level);
  const claimed = new Set(facts.selected.flatMap((c) => c.requires));
  const asked = counted.filter(
    // What a client did not happen to show is no gap in the judgement of what it did.
    (r) => claimed.has(r.id) && (subject === undefined || r.status !== 'not-exercised'),
  );
  const judged = asked.filter((r) => r.status === 'proven' || r.status === 'not-applicable');
  const totals: Totals = {
    cases: facts.selected.length,
    verdicts: countVerdicts(outcomes),
    grades: countGrades(requirements),
    level: {
      asked: asked.length,
      judged: judged.length,
      brokenOperations: brokenOperations(outcomes),
    },
    requests: subject?.requests ?? sum(outcomes.map((o) => o.requests)),
    waits: sum(outcomes.map((o) => o.waits)),
    retries: sum(outcomes.map((o) => o.retries)),
    gateways: sum(outcomes.map((o) => o.gateways)),
  };
  return {
    schema: reportSchema,
    complete: ended === 'whole',
    ended,
    ...(facts.stopped === undefined ? {} : { stopped: facts.stopped }),
    verdict: verdictOf(facts, counted, totals),
    level,
    only,
    shard: facts.shard,
    selected: facts.selected.map((c) => c.id),
    seed,
    search,
    ...(subject === undefined ? {} : { subject }),
    target,
    ...(facts.options === undefined ? {} : { options: facts.options }),
    ...profileFacts(profile),
    ...(facts.probe === undefined ? {} : { probe: facts.probe }),
    versions,
    started: started.toISOString(),
    finished: finished.toISOString(),
    ms: finished.getTime() - started.getTime(),
    declaration: { sha256: facts.sha256 },
    readings: dialect(outcomes),
    outcomes: sorted.map((outcome) => {
      const replay = facts.replays.get(outcome.case);
      return replay === undefined ? outcome : { ...outcome, replay };
    }),
    requirements,
    totals,
  };
}

/** A client that shows nothing about a requirement did not exercise it: a server would have been asked. */
const seenOf = (
  judged: Pick<ReportRequirement, 'status' | 'reason' | 'because'>,
  subject: ReportSubject | undefined,
): typeof judged =>
  subject !== undefined && judged.status === 'not-applicable'
    ? { ...judged, status: 'not-exercised' }
    : judged;

/** The profile as a report names it; nothing where the declaration alone was judged. */
function profileFacts(profile: Profile | undefined): Pick<UngatedReport, 'profile'> {
  if (profile === undefined || profile.name === 'none') return {};
  const { name, specification, address } = profile;
  return { profile: { name, specification, address } };
}

/** What a profile says about a requirement. One that it drops is not judged, whatever the cases found. */
function ruledBy(profile: Profile | undefined, id: StatementId): Partial<ReportRequirement> {
  const rulings: ReadonlyMap<StatementId, Ruling> | undefined = profile?.rulings;
  const ruling = rulings?.get(id);
  if (profile === undefined || ruling === undefined) return {};
  const { change, section, statement } = ruling;
  const told = { ruling: { change, section, statement } };
  if (change === 'changed') return told;
  const reason = `${profile.name} dropped it: ${statement} (${section})`;
  return { ...told, status: 'not-applicable', reason };
}

/** The requirements of a level: those of its grade and of every heavier grade. */
const withinLevel = (
  requirements: readonly ReportRequirement[],
  level: Grade,
): readonly ReportRequirement[] =>
  requirements.filter((r) => gradeOrder.indexOf(r.grade) <= gradeOrder.indexOf(level));

function verdictOf(
  { ended, shard, subject }: Pick<RunFacts, 'ended' | 'shard' | 'subject'>,
  counted: readonly ReportRequirement[],
  { cases, verdicts, grades, level }: Totals,
): RunVerdict {
  if (ended === 'interrupted') return 'interrupted';
  if (counted.some((r) => r.status === 'violated')) return 'violations';
  if (ended === 'lost') return 'inconclusive';
  // An answer that shows nothing wrong is something that was judged, though it proves no requirement.
  if (
    subject?.kind === 'traffic' &&
    subject.traffic.side !== 'clients' &&
    subject.traffic.answered > 0
  )
    return 'conformant';
  const nothing = verdicts.passed + verdicts.failed === 0;
  // Whether enough was judged can be said only of all parts together, unless every case of a part was broken.
  if (shard !== null) return nothing && verdicts.broken > 0 ? 'inconclusive' : 'conformant';
  // A violation below the level does not fail the run, but what could not be judged because of it may be one at it.
  const violated = new Set(counted.filter((r) => r.status === 'violated').map((r) => r.id));
  const hidden = counted.some(({ because }) => because !== undefined && !violated.has(because));
  const tooLittle =
    hidden ||
    level.judged < level.asked * enough ||
    level.brokenOperations.length > 0 ||
    verdicts.broken > cases * mostBroken;
  return nothing || judgedNothing(grades) || tooLittle ? 'inconclusive' : 'conformant';
}

function dialect(outcomes: readonly JudgedOutcome[]): Readonly<Record<string, string>> {
  const taken = new Map<string, Set<string>>();
  for (const [id, reading] of outcomes.flatMap((o) => Object.entries(o.readings))) {
    taken.set(id, (taken.get(id) ?? new Set()).add(reading));
  }
  const pairs = [...taken].map(([id, all]) => {
    // It is a number of milliseconds at most, which several cases saw.
    const shown = id === 'late-views' ? [Math.max(...[...all].map(Number))] : [...all].toSorted();
    return [id, shown.join(' / ')] as const;
  });
  return Object.fromEntries(pairs.toSorted(([a], [b]) => a.localeCompare(b)));
}

/** Operations of which every case that ran was broken: a server that never answers violates nothing, but is not conformant. */
function brokenOperations(outcomes: readonly JudgedOutcome[]): readonly Nickname[] {
  const ran = outcomes.filter((o) => o.verdict !== 'skipped');
  const working = new Set(ran.filter((o) => o.verdict !== 'broken').map((o) => o.operation));
  const broken = ran.flatMap((o) =>
    o.operation === null || working.has(o.operation) ? [] : [o.operation],
  );
  return [...new Set(broken)].toSorted();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
