import type { StatementId } from '../../harness/document/statements.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import type { NamedReport } from '../merge.ts';
import type { Status } from '../report.ts';
import { caveatsOf } from './caveats.ts';
import { type Side, sideOf } from './side.ts';

/** Grows by one whenever the JSON changes in a way that its readers must know of. */
export const sideBySideSchema = 'rooms-conformance-side-by-side/1';

/** A requirement, and its status in each report, in the order of the reports. */
export interface SideBySideRow {
  readonly id: StatementId;
  readonly grade: Grade;
  readonly statement: string;
  readonly statuses: readonly Status[];
}

/** Several reports side by side, none of which is earlier than another. */
export interface SideBySide {
  readonly schema: typeof sideBySideSchema;
  readonly sides: readonly Side[];
  /** The requirements that any report has as violated, or whose status differs between reports. */
  readonly rows: readonly SideBySideRow[];
  /** How many other requirements there are. */
  readonly alike: number;
  /** Why the reports show less side by side than they seem to, one sentence each. */
  readonly caveats: readonly string[];
}

/** Puts reports side by side, requirement by requirement. */
export function sideBySide(reports: readonly NamedReport[]): SideBySide {
  const all = new Map(
    reports.flatMap(({ report }) => report.requirements.map((row) => [row.id, row] as const)),
  );
  const statuses = reports.map(
    ({ report }) => new Map(report.requirements.map(({ id, status }) => [id, status])),
  );
  const rows = [...all.values()].map(({ id, grade, statement }): SideBySideRow => ({
    id,
    grade,
    statement,
    statuses: statuses.map((known) => known.get(id) ?? 'not-exercised'),
  }));
  const differing = rows.filter(
    (row) => new Set(row.statuses).size > 1 || row.statuses.includes('violated'),
  );
  return {
    schema: sideBySideSchema,
    sides: reports.map(({ name, report }) => sideOf(report, name)),
    rows: differing,
    alike: rows.length - differing.length,
    caveats: caveatsOf(reports),
  };
}
