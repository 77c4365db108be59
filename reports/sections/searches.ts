import type { CellCoverage, SearchSummary } from '../../harness/run/search.ts';
import { type Block, columns, heading, paragraph, stack } from '../document/document.ts';
import { count, plain, some } from '../plain.ts';
import type { Report, ReportOutcome } from '../report.ts';

/** A property that searched. */
interface Search {
  readonly outcome: ReportOutcome;
  readonly searched: SearchSummary;
}

/** How far the properties searched: one line each, and one for each table that they covered. */
export function searchBlocks({ outcomes, seed }: Report): readonly Block[] {
  const searches = outcomes.flatMap((outcome): readonly Search[] =>
    outcome.searched === undefined ? [] : [{ outcome, searched: outcome.searched }],
  );
  if (searches.length === 0) return [];
  const tables = searches.flatMap(({ outcome, searched: { coverage } }) =>
    coverage === null ? [] : [coverageLine(outcome, coverage)],
  );
  const files = outcomes.flatMap((outcome) =>
    outcome.verdict === 'failed' && outcome.replay !== undefined ? [outcome.replay] : [],
  );
  const properties = count(searches.length, 'property', 'properties');
  return [
    stack([
      heading(3, `${properties} searched, seed ${seed}`),
      stack(
        [
          columns(
            searches.map((search) => [search.outcome.case, progressOf(search)]),
            0,
          ),
          ...tables.map((line) => paragraph(line)),
          ...files.map((file) => paragraph(`written to ${plain(file)}`)),
        ],
        2,
      ),
    ]),
  ];
}

function progressOf({ outcome, searched }: Search): string {
  const { runs, asked, milliseconds, used } = searched;
  const far = `${runs} of ${count(asked, 'run')}, ${(milliseconds / 1000).toFixed(1)} s`;
  if (runs >= asked) return far;
  if (used >= 1) return `${far}: out of time`;
  const how = outcome.verdict === 'failed' ? 'failed at' : 'ended at';
  return `${far}: ${how} ${percent(used)}`;
}

/** How much of a table was reached; the JSON report has every cell. */
function coverageLine(
  { case: id }: ReportOutcome,
  { reached, missed, lastNewAt }: CellCoverage,
): string {
  const all = reached.length + missed.length;
  const [group = ''] = id.split('/');
  const cells = missed.map((cell) => plain(cell, 60));
  const left = missed.length === 0 ? '' : `; not reached: ${some(cells, 2)}`;
  return `${group}: ${reached.length} of ${all} cells of its table, the last new cell after ${percent(lastNewAt)} of its limit${left}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
