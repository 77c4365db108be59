import type { Case, CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import { detectionsOf, unreportedRequirements } from './detections.ts';
import { isExpected } from './evaluate.ts';
import type {
  Attribution,
  AttributionMinimum,
  CaseResult,
  CorrectResult,
  FaultResult,
  FaultVerdict,
  KillMatrix,
  Scope,
  Totals,
} from './matrix.ts';

/** How a self-test was run. */
export type RunFacts = Pick<KillMatrix, 'seed' | 'full' | 'scope' | 'complete' | 'ms'>;

/** What is known to be missing, by id, and why. */
export interface Gaps {
  /** Faults that are not detected. */
  readonly faults: Readonly<Partial<Record<string, string>>>;
  /** Cases that detect nothing. */
  readonly cases: Readonly<Partial<Record<string, string>>>;
  /** Requirements that no failure is reported against. */
  readonly requirements: Readonly<Partial<Record<RequirementId, string>>>;
}

/** What a self-test found at each server. */
export interface Findings {
  readonly correct: readonly CorrectResult[];
  readonly faults: readonly FaultResult[];
  /** The cases that had to detect something, or could. */
  readonly cases: readonly Case[];
  /** The faults that each case was run against. */
  readonly tried: ReadonlyMap<CaseId, ReadonlySet<string>>;
}

/**
 * The least share of reported requirements that the fault itself violates. A fault breaks more than it violates:
 * a server that refuses every invite fails whatever begins with one. Where every case is run, that is most of what
 * is reported; where only the cases are run that are known to detect the fault, little of it is.
 */
export const leastDirect = { recorded: 0.95, full: 0.9 } as const;

/** Every failure must be expected: what is not stands in consequences.json after somebody reviewed it, or is a bug. */
export const leastExpected = 1;

/** Folds what was found at each server to a matrix. */
export function foldMatrix(facts: RunFacts, findings: Findings, gaps: Gaps): KillMatrix {
  const { correct, faults, cases } = findings;
  const everything = facts.scope === 'everything';
  const detections = detectionsOf(faults);
  const unreported = everything ? unreportedRequirements(detections, faults, cases) : [];
  return {
    ...facts,
    correct,
    faults,
    cases: caseResults(facts.scope, findings, gaps.cases),
    unreported: unreported.map((requirement) => ({
      requirement,
      gap: gaps.requirements[requirement] ?? null,
    })),
    totals: totalsOf(correct, faults),
    minimum: minimumOf(facts),
  };
}

function minimumOf({ scope, full }: RunFacts): AttributionMinimum {
  const direct = full ? leastDirect.full : leastDirect.recorded;
  return { direct: scope === 'everything' ? direct : null, expected: leastExpected };
}

function caseResults(
  scope: Scope,
  { faults, cases, tried }: Findings,
  known: Gaps['cases'],
): readonly CaseResult[] {
  const claimed = detectionsOf(faults).filter((row) => row.claimed);
  const results = cases.map(({ id }) => {
    const detections = claimed
      .filter((row) => row.case === id)
      .map(({ fault, requirement, what }) => ({ fault, case: id, requirement, what }));
    const servers = [...(tried.get(id) ?? [])];
    const missed = servers.filter((fault) => !detections.some((row) => row.fault === fault));
    return {
      case: id,
      detections,
      tried: servers.length,
      missed: scope === 'cases' ? missed : [],
      gap: known[id] ?? null,
    };
  });
  return results.filter(({ detections }) => scope !== 'servers' || detections.length > 0);
}

function totalsOf(correct: readonly CorrectResult[], faults: readonly FaultResult[]): Totals {
  const verdict = (word: FaultVerdict): number =>
    faults.filter((one) => one.verdict === word).length;
  const errors = [
    ...faults.flatMap((one) => one.errors),
    ...correct.flatMap((one) => one.falseAlarms.filter((alarm) => 'suiteBug' in alarm)),
  ];
  return {
    faults: faults.length,
    verdicts: {
      detected: verdict('detected'),
      misattributed: verdict('misattributed'),
      errored: verdict('errored'),
      undetected: verdict('undetected'),
    },
    unexplained: faults.filter((one) => one.verdict !== 'detected' && one.gap === null).length,
    attribution: attributionOf(faults),
    falseAlarms: correct.filter((one) => one.falseAlarms.length > 0).length,
    suiteBugs: errors.filter(({ suiteBug }) => suiteBug).length,
  };
}

function attributionOf(faults: readonly FaultResult[]): Attribution {
  const counts = { reported: 0, direct: 0, expected: 0 };
  for (const fault of faults) {
    for (const id of new Set(fault.failures.map(({ requirement }) => requirement))) {
      counts.reported += 1;
      if (fault.violates.includes(id)) counts.direct += 1;
      if (isExpected(fault, id)) counts.expected += 1;
    }
  }
  return counts;
}

/**
 * Whether nothing asks for a change of the suite or of the catalogue. Unexpected attributions are no longer news
 * once they are `recorded` in consequences.json.
 */
export function isGood(matrix: KillMatrix, recorded: boolean): boolean {
  const { complete, scope, totals, cases, unreported, minimum } = matrix;
  const { unexplained, falseAlarms, suiteBugs, attribution } = totals;
  const { reported, direct, expected } = attribution;
  const idle = cases.filter(({ detections, gap }) => detections.length === 0 && gap === null);
  const missing = unreported.filter(({ gap }) => gap === null);
  // A chosen case need not detect every fault of the requirements it claims.
  const undetected = scope === 'cases' ? 0 : unexplained;
  return (
    complete &&
    undetected + falseAlarms + suiteBugs + idle.length + missing.length === 0 &&
    direct >= reported * (minimum.direct ?? 0) &&
    (recorded || expected >= reported * minimum.expected)
  );
}
