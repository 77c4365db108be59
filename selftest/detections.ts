import type { Case, CaseId } from '../harness/run/case.ts';
import { isRequirementId, type RequirementId } from '../harness/document/ids.ts';
import { isObject, stringAt } from '../harness/document/json.ts';
import { isExpected } from './evaluate.ts';
import type { Detection, FaultEntry, FaultResult, Observation } from './matrix.ts';

/** A detection of a run, with what decides whether it is worth recording. */
interface FoundDetection extends Detection {
  /** Whether the fault violates the requirement; otherwise it is a known consequence. */
  readonly direct: boolean;
  /** Whether the case claims the requirement. */
  readonly claimed: boolean;
}

/** Reads kill-matrix.json. Detections by cases that are no longer in the suite are left out. @throws RangeError */
export function parseDetections(json: unknown, cases: readonly Case[]): readonly Detection[] {
  if (!Array.isArray(json)) throw new RangeError('selftest/kill-matrix.json is not a list');
  const ids = new Map<string, CaseId>(cases.map(({ id }) => [id, id]));
  return json.flatMap((row: unknown) => {
    if (!isObject(row))
      throw new RangeError('selftest/kill-matrix.json has a row that is not an object');
    const id = ids.get(stringAt(row, 'case'));
    const requirement = stringAt(row, 'requirement');
    if (id === undefined || !isRequirementId(requirement)) return [];
    return [{ fault: stringAt(row, 'fault'), case: id, requirement, what: stringAt(row, 'what') }];
  });
}

/** The text of kill-matrix.json: one detection on a line, sorted, so that a change is a small diff. */
export function detectionsJson(detections: readonly Detection[]): string {
  const lines = detections.map(({ fault, case: id, requirement, what }) => {
    const fields = Object.entries({ fault, case: id, requirement, what });
    return `  { ${fields.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(', ')} }`;
  });
  return `[\n${lines.join(',\n')}\n]\n`;
}

/** Every failure that detects its fault, the most telling first: direct before consequence, claimed before not. */
export function detectionsOf(results: readonly FaultResult[]): readonly FoundDetection[] {
  return results
    .flatMap((fault) =>
      fault.failures
        .filter(({ requirement }) => isExpected(fault, requirement))
        .map((failure) => ({
          ...failure,
          fault: fault.id,
          direct: fault.violates.includes(failure.requirement),
        })),
    )
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

const weightOf = ({ direct, claimed }: FoundDetection): number =>
  (direct ? 2 : 0) + (claimed ? 1 : 0);

/** What a run showed of the servers, beside what was recorded before. */
export interface Shown {
  readonly results: readonly FaultResult[];
  readonly observations: ReadonlyMap<string, Observation>;
  readonly catalogue: readonly FaultEntry[];
  readonly cases: readonly Case[];
}

/**
 * The record after a run. What was recorded stays unless the run shows otherwise, so that a run of a part changes
 * only the rows concerned; what is new is added where a fault, a case or a requirement has no row yet.
 */
export function mergeDetections(
  recorded: readonly Detection[],
  { results, observations, catalogue, cases }: Shown,
): readonly Detection[] {
  const faults = new Map(catalogue.map((fault) => [fault.id, fault]));
  const claims = new Map(cases.map(({ id, requires }) => [id, requires]));
  const found = detectionsOf(results);
  const valid = recorded.filter((row) => {
    const fault = faults.get(row.fault);
    return fault !== undefined && isExpected(fault, row.requirement) && claims.has(row.case);
  });
  const merged = valid.flatMap((row): readonly Detection[] => {
    const wasRun = observations.get(row.fault)?.cases.some((one) => one.case === row.case) ?? false;
    return wasRun ? found.filter((one) => sameCell(one, row)).slice(0, 1) : [row];
  });
  const isDirect = ({ fault, requirement }: Detection): boolean =>
    faults.get(fault)?.violates.includes(requirement) ?? false;
  const isClaimed = ({ case: id, requirement }: Detection): boolean =>
    claims.get(id)?.includes(requirement) ?? false;
  const addWhereMissing = (
    covers: (row: Detection) => boolean,
    key: (row: Detection) => string,
  ): void => {
    const covered = new Set(merged.filter(covers).map(key));
    for (const row of found) {
      if (!covers(row) || covered.has(key(row))) continue;
      covered.add(key(row));
      merged.push(row);
    }
  };
  addWhereMissing(isDirect, ({ fault }) => fault);
  // A race may not have shown this time: an unconfirmed row goes only where another takes its place.
  const withRow = new Set(merged.map(({ fault }) => fault));
  merged.push(...valid.filter(({ fault }) => !withRow.has(fault)));
  addWhereMissing(isClaimed, (row) => row.case);
  addWhereMissing(isDirect, ({ requirement }) => requirement);
  return merged
    .map(({ fault, case: id, requirement, what }) => ({ fault, case: id, requirement, what }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const sameCell = (a: Detection, b: Detection): boolean => keyOf(a) === keyOf(b);

const keyOf = ({ fault, case: id, requirement }: Detection): string =>
  `${fault} ${id} ${requirement}`;

/** The requirements that cases claim and faults violate, and that no detection reports. */
export function unreportedRequirements(
  detections: readonly Detection[],
  faults: readonly FaultEntry[],
  cases: readonly Case[],
): readonly RequirementId[] {
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  const violated = new Set(faults.flatMap(({ violates }) => violates));
  const reported = new Set(
    detections
      .filter(({ fault, requirement }) => byId.get(fault)?.violates.includes(requirement) ?? false)
      .map(({ requirement }) => requirement),
  );
  const claimed = new Set(cases.flatMap(({ requires }) => requires));
  return [...claimed].filter((id) => violated.has(id) && !reported.has(id)).toSorted();
}
