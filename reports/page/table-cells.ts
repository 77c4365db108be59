import { allCells, type CellEntry } from '../../harness/model/cells.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { CellCoverage, ReachedCell } from '../../harness/run/search.ts';
import type { Report } from '../report.ts';

/** A cell of the table of transitions, and what the run saw of it. */
export interface SeenCell extends CellEntry {
  /** The address of the cell below its section. */
  readonly path: string;
  /** Null where the search did not reach it. */
  readonly reached: ReachedCell | null;
  /** Whether the first answer there was of the wrong kind. */
  readonly violated: boolean;
  /** Scripted cases that assert this cell. */
  readonly scripted: readonly CaseId[];
}

/** What a search made of the table; null where the run had no such search. */
export function tableOf(report: Report): Table | null {
  const outcome = report.outcomes.find(({ searched }) => (searched?.coverage ?? null) !== null);
  const coverage = outcome?.searched?.coverage ?? null;
  if (outcome === undefined || coverage === null) return null;
  const reached = new Map(coverage.reached.map((cell) => [cell.cell, cell]));
  const scripted = new Map<string, CaseId[]>();
  for (const { case: id, cells = [] } of report.outcomes)
    for (const cell of cells) scripted.set(cell, [...(scripted.get(cell) ?? []), id]);
  const cells = allCells.map((entry): SeenCell => {
    const seen = reached.get(entry.name) ?? null;
    return {
      ...entry,
      path: [entry.visibility, entry.actor, entry.requested, entry.prior].join('/'),
      reached: seen,
      violated: seen !== null && isViolated(seen),
      scripted: scripted.get(entry.name) ?? [],
    };
  });
  return { case: outcome.case, coverage, cells };
}

/** A search and its cells. */
export interface Table {
  readonly case: CaseId;
  readonly coverage: CellCoverage;
  readonly cells: readonly SeenCell[];
}

function isViolated({ owed, exchange: { status } }: ReachedCell): boolean {
  const accepted = status >= 200 && status < 300;
  return (owed === 'allowed' && !accepted) || (owed === 'refused' && accepted);
}
