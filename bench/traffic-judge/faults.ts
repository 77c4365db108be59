import type { RequirementId } from '../../harness/document/ids.ts';
import type { CompiledSpec } from '../../harness/run/run-context.ts';
import type { TrafficFinding } from '../../harness/traffic/judge-traffic.ts';
import { catalogue, optionsOf } from '../../selftest/catalogue.ts';
import { claimants, isProperty } from '../../selftest/choose.ts';
import { readData } from '../../selftest/data.ts';
import type { FaultEntry } from '../../selftest/matrix.ts';
import { isArray, isObject, stringAt } from '../../harness/document/json.ts';
import { cases } from '../../suites/index.ts';
import { judgeRun, ways } from './judged-run.ts';

/** What the traffic of a server with a fault shows. */
export interface FaultShown {
  readonly fault: FaultEntry;
  /** Requirements that the judge of traffic found violated: those that the fault violates, */
  readonly direct: readonly RequirementId[];
  /** those that are known to follow from it, or that the run itself found violated by the same requests, */
  readonly following: readonly RequirementId[];
  /** and others, */
  readonly wrong: readonly RequirementId[];
  /** each of which was first said so. */
  readonly sentences: readonly string[];
}

/** The cases that a fault is run with: those that are known to detect it, and those that judge what it violates. */
const most = 12;

function detectors(): ReadonlyMap<string, ReadonlySet<string>> {
  const matrix = readData('kill-matrix.json');
  const found = new Map<string, Set<string>>();
  for (const row of isArray(matrix) ? matrix.filter(isObject) : []) {
    const all = found.get(stringAt(row, 'fault')) ?? new Set();
    found.set(stringAt(row, 'fault'), all.add(stringAt(row, 'case')));
  }
  return found;
}

/** The faults whose id matches. */
export const faultsLike = (pattern: string | null): readonly FaultEntry[] =>
  catalogue.filter(({ id }) => pattern === null || id.includes(pattern));

/** Makes the function that runs a fault, and judges the traffic in every way. */
export function createFaultJudge(
  compiled: CompiledSpec,
  seed: number,
): (fault: FaultEntry) => Promise<readonly FaultShown[]> {
  const known = detectors();
  const scripts = cases.filter((one) => !isProperty(one));
  return async (fault) => {
    const detecting = known.get(fault.id) ?? new Set();
    const chosen = [
      ...scripts.filter(({ id }) => detecting.has(id)),
      ...claimants(fault, scripts).filter(({ id }) => !detecting.has(id)),
    ].slice(0, most);
    // A fault of time is one that only patience tells from a loss.
    const late = fault.violates.includes('CONV-24') ? { patience: 1500 } : {};
    const { judged, violated } = await judgeRun(compiled, {
      server: optionsOf(fault.id),
      cases: chosen.map(({ id }) => id),
      seed,
      judges: ways.map(({ options }) => ({ ...options, ...late })),
    });
    return judged.map(({ findings }) => shownBy(fault, findings, violated));
  };
}

function shownBy(
  fault: FaultEntry,
  findings: readonly TrafficFinding[],
  violated: ReadonlySet<RequirementId>,
): FaultShown {
  const found = new Set(
    findings.flatMap((one) => (one.side === 'server' ? [one.requirement] : [])),
  );
  const isDirect = (id: RequirementId): boolean => fault.violates.includes(id);
  const follows = (id: RequirementId): boolean =>
    fault.consequences.includes(id) || violated.has(id);
  const ids = [...found].toSorted();
  const wrong = ids.filter((id) => !isDirect(id) && !follows(id));
  return {
    fault,
    direct: ids.filter(isDirect),
    following: ids.filter((id) => !isDirect(id) && follows(id)),
    wrong,
    sentences: wrong.flatMap((id) => {
      const first = findings.find(({ requirement }) => requirement === id);
      return first === undefined ? [] : [`${id}: ${first.what}`];
    }),
  };
}
