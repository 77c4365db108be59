import type { Case } from '../harness/run/case.ts';
import type { Chosen } from './choose.ts';
import { unreportedRequirements } from './detections.ts';
import { isExpected } from './evaluate.ts';
import { leastDirect, leastExpected } from './fold.ts';
import { gaps } from './gaps.ts';
import type { Attribution, Detection, FaultEntry, Gap, MatrixPage } from './matrix.ts';

/** Makes the page of the kill matrix from the record of detections. */
export function pageOf(
  detections: readonly Detection[],
  { faults, correct }: Chosen,
  cases: readonly Case[],
): MatrixPage {
  const byId = new Map(faults.map((fault) => [fault.id, fault]));
  const detected = new Set(
    detections
      .filter(({ fault, requirement }) => byId.get(fault)?.violates.includes(requirement) ?? false)
      .map(({ fault }) => fault),
  );
  const claims = new Map(cases.map(({ id, requires }) => [id, requires]));
  const busy = new Set<string>(
    detections
      .filter((row) => claims.get(row.case)?.includes(row.requirement) ?? false)
      .map((row) => row.case),
  );
  const missing = (ids: readonly string[], known: Readonly<Partial<Record<string, string>>>) =>
    ids.map((id): Gap => ({ id, why: known[id] ?? null }));
  return {
    faults,
    detections,
    correct,
    cases: cases.length,
    undetected: missing(
      faults.map(({ id }) => id).filter((id) => !detected.has(id)),
      gaps.faults,
    ),
    idle: missing(
      cases.map(({ id }) => id).filter((id) => !busy.has(id)),
      gaps.cases,
    ),
    unreported: missing(unreportedRequirements(detections, faults, cases), gaps.requirements),
    attribution: attributionOf(detections, byId),
    minimum: { direct: leastDirect.recorded, expected: leastExpected },
  };
}

function attributionOf(
  detections: readonly Detection[],
  faults: ReadonlyMap<string, FaultEntry>,
): Attribution {
  const pairs = new Map(detections.map((row) => [`${row.fault} ${row.requirement}`, row]));
  const rows = [...pairs.values()].flatMap((row) => {
    const fault = faults.get(row.fault);
    return fault === undefined ? [] : [{ fault, requirement: row.requirement }];
  });
  return {
    reported: rows.length,
    direct: rows.filter(({ fault, requirement }) => fault.violates.includes(requirement)).length,
    expected: rows.filter(({ fault, requirement }) => isExpected(fault, requirement)).length,
  };
}
