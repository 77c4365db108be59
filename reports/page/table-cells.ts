import { allCells, type CellEntry } from '../../harness/model/cells.ts';
import type { CaseId } from '../../harness/run/case.ts';
import type { CellCoverage, ReachedCell } from '../../harness/run/search.ts';
import type { Report } from '../report.ts';

/** A cell of the table of transitions, and what the run saw of it. */
export interface SeenCell extends CellEntry {
  /** The address of the cell below its section. */
  readonly path: string;
  /** Null where the search did not come to it. */
  readonly reached: ReachedCell | null;
  /** Whether the first answer there was of the wrong kind. */
  readonly violated: boolean;
  /** Scripted cases that walk along this row, with the same request and the same thing owed. */
  readonly scripted: readonly CaseId[];
}

/** What a search made of the table; null where the run had no such search. */
export function tableOf(report: Report): Table | null {
  const outcome = report.outcomes.find(({ searched }) => (searched?.coverage ?? null) !== null);
  const ledger = outcome?.searched?.coverage ?? null;
  if (outcome === undefined || ledger === null) return null;
  const reached = new Map(ledger.reached.map((cell) => [cell.cell, cell]));
  const cells = allCells.map((entry): SeenCell => {
    const seen = reached.get(entry.name) ?? null;
    return {
      ...entry,
      path: [entry.visibility, entry.actor, entry.requested, entry.prior].join('/'),
      reached: seen,
      violated: seen !== null && isViolated(seen),
      scripted: report.selected.filter((id) => walks(id, entry)),
    };
  });
  return { case: outcome.case, ledger, cells };
}

/** A search and its cells. */
export interface Table {
  readonly case: CaseId;
  readonly ledger: CellCoverage;
  readonly cells: readonly SeenCell[];
}

function isViolated({ owed, exchange: { status } }: ReachedCell): boolean {
  const accepted = status >= 200 && status < 300;
  return (owed === 'allowed' && !accepted) || (owed === 'refused' && accepted);
}

/** How the ids of scripted cases name a request. */
const verbs: Readonly<Record<CellEntry['requested'], RegExp>> = {
  invite: /^invite/,
  join: /^(force-to-)?join/,
  leave: /^(leave|kick)/,
  ban: /^ban/,
};

function walks(id: CaseId, { visibility, actor, requested, owed }: CellEntry): boolean {
  if (owed === 'free') return false;
  const stem = `${visibility}-${actor}-${owed === 'allowed' ? 'can' : 'cannot'}-`;
  const [, name = ''] = id.split('/');
  return name.startsWith(stem) && verbs[requested].test(name.slice(stem.length));
}
