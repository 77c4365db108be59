import type { Case, CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { RightServer } from './catalogue.ts';
import { candidates, type Chosen, claimants, isSearch } from './choose.ts';
import type { Crew } from './crew.ts';
import { foldMatrix, unseen, witnesses } from './fold.ts';
import { caseGaps, faultGaps, requirementGaps } from './gaps.ts';
import type { FaultResult, FaultRow, KillMatrix, RightResult, Seen } from './matrix.ts';
import type { Trial } from './trial.ts';
import { belongs, type Sight, weigh, weighRight } from './weigh.ts';

/** How a self-test is to be done. */
export interface SelftestOptions extends Chosen {
  readonly cases: readonly Case[];
  /** Every case against every fault, rather than until one catches it. */
  readonly full: boolean;
  /** Whether the servers are all there are: then every case must catch something. */
  readonly whole: boolean;
  readonly seed: number;
  /** Cases to run first against a fault, by its id: who caught it the last time. */
  readonly first?: ReadonlyMap<string, readonly CaseId[]>;
  readonly signal: AbortSignal;
  tell(event: SelftestEvent): void;
}

/** What a self-test tells while it runs. */
export type SelftestEvent =
  | { readonly kind: 'stage'; readonly stage: string; readonly size: number }
  | { readonly kind: 'right'; readonly result: RightResult }
  | { readonly kind: 'fault'; readonly result: FaultResult }
  | { readonly kind: 'case'; readonly id: CaseId; readonly fault: string | null }
  | { readonly kind: 'requirement'; readonly id: RequirementId; readonly fault: string | null };

/** As in a run at its defaults. */
const concurrency = 8;

/** Searches that find nothing use up their time, so a search is tried on this many faults at most. */
const mostOfSearch = 12;

/** The variant that answers late is asked by one case in this many: all of them would take minutes. */
const slowOnes = { id: 'slow', every: 25 };

/**
 * Runs the suite against servers of which it is known whether they are right. Who interrupts it gets the matrix
 * so far.
 */
export async function selftest(crew: Crew, options: SelftestOptions): Promise<KillMatrix> {
  const began = performance.now();
  const { cases, faults, full, whole, seed, signal, tell } = options;
  const claims = new Map(cases.map((one) => [one.id, one]));
  const sights = new Map<string, Sight>();
  const tried = new Map<CaseId, number>();
  const right: RightResult[] = [];

  const attempt = async (
    fault: FaultRow,
    chosen: readonly Case[],
    rules: Pick<Trial, 'until' | 'concurrency'>,
  ): Promise<readonly Seen[]> => {
    const ids = chosen.map(({ id }) => id);
    const sight = await crew.attempt({ server: fault.id, cases: ids, seed, ...rules });
    const known = sights.get(fault.id);
    sights.set(fault.id, {
      seen: [...(known?.seen ?? []), ...sight.seen],
      ms: (known?.ms ?? 0) + sight.ms,
    });
    for (const { case: id } of sight.seen) tried.set(id, (tried.get(id) ?? 0) + 1);
    return sight.seen;
  };
  const resultOf = (fault: FaultRow): FaultResult =>
    weigh(fault, sights.get(fault.id) ?? { seen: [], ms: 0 }, claims, faultGaps[fault.id] ?? null);
  const results = (): readonly FaultResult[] =>
    faults.filter(({ id }) => sights.has(id)).map(resultOf);

  const tryRight = async (server: RightServer): Promise<void> => {
    const { id } = server;
    const asked =
      id === slowOnes.id
        ? cases.filter((one, i) => i % slowOnes.every === 0 && !isSearch(one))
        : cases;
    const ids = asked.map((one) => one.id);
    const sight = await crew.attempt({ server: id, cases: ids, until: null, concurrency, seed });
    const result = weighRight(server, sight, claims);
    right.push(result);
    tell({ kind: 'right', result });
  };
  const tryFault = async (fault: FaultRow): Promise<void> => {
    const likely = likeliest(fault, options);
    await attempt(fault, likely, { until: fault.violates, concurrency: 1 });
    if (full || resultOf(fault).killer === null) {
      const rest = cases.filter((one) => full || !likely.includes(one));
      await attempt(fault, rest, { until: full ? null : fault.violates, concurrency });
    }
    tell({ kind: 'fault', result: resultOf(fault) });
  };
  /** A fault that makes the case fail by one of these requirements; null where none was found. */
  const faultFor = async (
    testCase: Case,
    wanted: readonly RequirementId[],
  ): Promise<string | null> => {
    const likely = candidates(testCase, faults);
    for (const fault of isSearch(testCase) ? likely.slice(0, mostOfSearch) : likely) {
      const own = wanted.filter((id) => belongs(fault, id));
      if (signal.aborted || own.length === 0) continue;
      const seen = await attempt(fault, [testCase], { until: own, concurrency: 1 });
      const blames = seen.flatMap(({ mismatches }) => mismatches);
      if (blames.some(({ requirement }) => own.includes(requirement))) return fault.id;
    }
    return null;
  };
  const tryCase = async (testCase: Case): Promise<void> => {
    const fault = await faultFor(testCase, testCase.requires);
    tell({ kind: 'case', id: testCase.id, fault });
  };
  const tryRequirement = async (id: RequirementId): Promise<void> => {
    for (const one of cases.filter(({ requires }) => requires.includes(id))) {
      if (isSearch(one)) continue;
      const fault = await faultFor(one, [id]);
      if (fault !== null) return tell({ kind: 'requirement', id, fault });
    }
    tell({ kind: 'requirement', id, fault: null });
  };
  const stage = async <T>(
    name: string,
    things: readonly T[],
    perform: (thing: T) => Promise<void>,
  ): Promise<void> => {
    tell({ kind: 'stage', stage: name, size: things.length });
    await share(things, crew.hands, signal, perform);
  };

  try {
    await stage('right servers', options.right, tryRight);
    await stage('faults', faults, tryFault);
    if (whole) {
      const busy = witnesses(results());
      const idle = cases.filter(({ id }) => !busy.has(id));
      await stage('cases that caught nothing yet', idle, tryCase);
      const missing = unseen(results(), cases).filter((id) => requirementGaps[id] === undefined);
      await stage('requirements not seen violated yet', missing, tryRequirement);
    }
  } catch (error) {
    // Whatever an interruption made fail is no news.
    if (!signal.aborted) throw error;
  }
  const ms = performance.now() - began;
  const circumstances = { seed, full, whole, complete: !signal.aborted, ms };
  const inOrder = options.right.flatMap(({ id }) => right.find((one) => one.id === id) ?? []);
  const gaps = { cases: caseGaps, requirements: requirementGaps };
  return foldMatrix(circumstances, inOrder, results(), cases, tried, gaps);
}

/** Who is asked first: who caught it the last time, then who claims what it violates. */
function likeliest(fault: FaultRow, { cases, first }: SelftestOptions): readonly Case[] {
  const known = first?.get(fault.id) ?? [];
  const before = known.flatMap((id) => cases.find((one) => one.id === id) ?? []);
  return [...new Set([...before, ...claimants(fault, cases)])];
}

/** Has things done by as many hands as there are, in order. */
async function share<T>(
  things: readonly T[],
  hands: number,
  signal: AbortSignal,
  perform: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = [...things];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (signal.aborted) return;
      await perform(next);
    }
  };
  await Promise.all(Array.from({ length: hands }, work));
}
