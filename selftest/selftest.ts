import type { Case, CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { CorrectServer } from './catalogue.ts';
import { candidates, type Chosen, claimants, isProperty, violatesClaimOf } from './choose.ts';
import { detectionsOf, mergeDetections, unreportedRequirements } from './detections.ts';
import { evaluateCorrect, isExpected } from './evaluate.ts';
import { createFaultRuns } from './fault-runs.ts';
import { foldMatrix } from './fold.ts';
import { gaps } from './gaps.ts';
import type {
  CorrectResult,
  Detection,
  FaultEntry,
  FaultResult,
  KillMatrix,
  Scope,
} from './matrix.ts';
import type { Workers } from './workers.ts';

/** How a self-test is to be done. */
export interface SelftestOptions extends Chosen {
  /** The whole catalogue; `faults` and `correct` are the servers to run. */
  readonly catalogue: readonly FaultEntry[];
  /** The whole suite. */
  readonly cases: readonly Case[];
  readonly scope: Scope;
  /** Where the scope is `cases`: the cases to run. */
  readonly chosenCases: readonly Case[];
  /** Every case against every fault, rather than until one detects it. */
  readonly full: boolean;
  readonly seed: number;
  /** The detections of earlier runs. They are tried first. */
  readonly recorded: readonly Detection[];
  readonly signal: AbortSignal;
  onEvent(event: SelftestEvent): void;
}

/** What a self-test tells while it runs. */
export type SelftestEvent =
  | { readonly kind: 'stage'; readonly stage: string; readonly size: number }
  | { readonly kind: 'correct'; readonly result: CorrectResult }
  | { readonly kind: 'fault'; readonly result: FaultResult }
  | { readonly kind: 'case'; readonly id: CaseId; readonly fault: string | null }
  | { readonly kind: 'requirement'; readonly id: RequirementId; readonly fault: string | null };

/** What a self-test found, and the record of detections after it. */
export interface SelftestResult {
  readonly matrix: KillMatrix;
  readonly detections: readonly Detection[];
}

/** As many as in a run with default options. */
const concurrency = 8;

/** Properties that find nothing use up their time, so a property is tried on this many faults at most. */
const mostForProperty = 12;

/** How often the recorded cases are run again, with other seeds, against a fault that nothing detected. */
const retries = 3;

/** Of the variant that answers late, only one case in this many is asked: all of them would take minutes. */
const slowVariant = { id: 'slow', every: 25 };

/**
 * Runs the suite against servers that are known to be correct or to have a fault. Where it is interrupted, the
 * result says what was found so far.
 */
export async function selftest(
  workers: Workers,
  options: SelftestOptions,
): Promise<SelftestResult> {
  const began = performance.now();
  const { cases, faults, full, scope, seed, signal, onEvent, recorded, chosenCases } = options;
  const claims = new Map(cases.map((one) => [one.id, one]));
  const runs = createFaultRuns(workers.runJob, faults, claims, seed, gaps);
  const correct: CorrectResult[] = [];

  const tryCorrect = async (server: CorrectServer): Promise<void> => {
    const { id } = server;
    const ids = casesFor(server, options).map((one) => one.id);
    const job = { server: id, cases: ids, until: null, concurrency, seed };
    const result = evaluateCorrect(server, await workers.runJob(job), claims);
    correct.push(result);
    onEvent({ kind: 'correct', result });
  };
  const isDetected = (fault: FaultEntry): boolean => runs.resultOf(fault).detector !== null;
  /** Where every case is run and attributed, what they report stands: a hidden requirement is a wrong attribution. */
  const isSettled = (fault: FaultEntry): boolean =>
    isDetected(fault) || (full && runs.resultOf(fault).failures.length > 0);
  const tryFault = async (fault: FaultEntry): Promise<void> => {
    const known = recorded.filter((row) => row.fault === fault.id).map((row) => row.case);
    const first = cases.filter(({ id }) => full || known.includes(id));
    await runs.run(fault, first, {
      until: null,
      concurrency: full ? concurrency : 1,
      attributed: full,
    });
    const likely = claimants(fault, cases);
    const until = fault.violates;
    if (!isSettled(fault)) await runs.run(fault, likely, { until, concurrency: 1 });
    const rest = cases.filter((one) => !first.includes(one) && !likely.includes(one));
    if (!isSettled(fault)) await runs.run(fault, rest, { until, concurrency });
    // A race does not show every time.
    for (let retry = 1; retry <= retries && !isSettled(fault); retry += 1) {
      await runs.run(fault, first, { until, concurrency: 1, seed: seed + retry });
    }
    onEvent({ kind: 'fault', result: runs.resultOf(fault) });
  };
  const tryPairs = async ([fault, some]: FaultWithCases): Promise<void> => {
    await runs.run(fault, some, { until: null, concurrency: 1 });
    onEvent({ kind: 'fault', result: runs.resultOf(fault) });
  };
  /** A fault that makes the case fail by one of these requirements; null where none was found. */
  const findFault = async (
    testCase: Case,
    wanted: readonly RequirementId[],
  ): Promise<string | null> => {
    const likely = candidates(testCase, faults);
    for (const fault of isProperty(testCase) ? likely.slice(0, mostForProperty) : likely) {
      const until = wanted.filter((id) => isExpected(fault, id));
      if (signal.aborted || until.length === 0) continue;
      const observed = await runs.run(fault, [testCase], { until, concurrency: 1 });
      const reported = observed.flatMap(({ failures }) => failures);
      if (reported.some(({ requirement }) => until.includes(requirement))) return fault.id;
    }
    return null;
  };
  const tryCase = async (testCase: Case): Promise<void> => {
    const fault = await findFault(testCase, testCase.requires);
    onEvent({ kind: 'case', id: testCase.id, fault });
  };
  const tryRequirement = async (id: RequirementId): Promise<void> => {
    for (const one of cases.filter(({ requires }) => requires.includes(id))) {
      if (isProperty(one)) continue;
      const fault = await findFault(one, [id]);
      if (fault !== null) return onEvent({ kind: 'requirement', id, fault });
    }
    onEvent({ kind: 'requirement', id, fault: null });
  };
  const stage = async <T>(
    name: string,
    items: readonly T[],
    perform: (item: T) => Promise<void>,
  ): Promise<void> => {
    onEvent({ kind: 'stage', stage: name, size: items.length });
    await shareOut(items, workers.concurrency, signal, perform);
  };

  try {
    await stage('correct servers', options.correct, tryCorrect);
    if (scope === 'cases') await stage('faults', pairsOf(options), tryPairs);
    else await stage('faults', faults, tryFault);
    if (scope === 'everything') {
      const busy = new Set(
        detectionsOf(runs.results()).flatMap((row) => (row.claimed ? [row.case] : [])),
      );
      const idle = cases.filter(({ id }) => !busy.has(id));
      await stage('cases that have detected nothing yet', idle, tryCase);
      const detections = detectionsOf(runs.results());
      const missing = unreportedRequirements(detections, faults, cases).filter(
        (id) => gaps.requirements[id] === undefined,
      );
      await stage('requirements not reported yet', missing, tryRequirement);
    }
  } catch (error) {
    // Whatever failed because of an interruption is not a result.
    if (!signal.aborted) throw error;
  }
  const ms = performance.now() - began;
  const results = runs.results();
  const findings = {
    correct: options.correct.flatMap(({ id }) => correct.find((one) => one.id === id) ?? []),
    faults: results,
    cases: scope === 'cases' ? chosenCases : cases,
    tried: runs.tried,
  };
  return {
    matrix: foldMatrix({ seed, full, scope, complete: !signal.aborted, ms }, findings, gaps),
    detections: mergeDetections(recorded, { ...options, results, observations: runs.observations }),
  };
}

type FaultWithCases = readonly [fault: FaultEntry, cases: readonly Case[]];

/** The chosen cases for each fault that violates what they claim, or for each fault that was named. */
function pairsOf({ faults, catalogue, chosenCases }: SelftestOptions): readonly FaultWithCases[] {
  const areNamed = faults.length < catalogue.length;
  const chosen = new Map(
    chosenCases.map((one) => {
      const meant = candidates(one, faults).filter((fault) => violatesClaimOf(one, fault));
      return [one, isProperty(one) ? meant.slice(0, mostForProperty) : meant];
    }),
  );
  return faults.flatMap((fault) => {
    const some = areNamed
      ? chosenCases
      : chosenCases.filter((one) => chosen.get(one)?.includes(fault));
    return some.length === 0 ? [] : [[fault, some] as const];
  });
}

/** The cases that a correct server is asked. */
function casesFor({ id }: CorrectServer, options: SelftestOptions): readonly Case[] {
  const { scope, cases, chosenCases } = options;
  if (scope === 'cases') return chosenCases;
  if (id !== slowVariant.id) return cases;
  return cases.filter((one, i) => i % slowVariant.every === 0 && !isProperty(one));
}

/** Performs something for each item, as many at a time as there are workers, in order. */
async function shareOut<T>(
  items: readonly T[],
  concurrent: number,
  signal: AbortSignal,
  perform: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted) return;
      await perform(next);
    }
  };
  await Promise.all(Array.from({ length: concurrent }, work));
}
