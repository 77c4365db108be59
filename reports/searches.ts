import type { CellCoverage, SearchSummary } from '../harness/run/search.ts';
import { count, labelled, pageWidth, plain, shorten, some } from './plain.ts';
import type { Report, ReportOutcome } from './report.ts';

/** How far the properties searched: a line for each, and one for each table they went through. */
export function searchBlock({ outcomes, seed }: Report): readonly string[] {
  const searches = outcomes.flatMap((outcome) =>
    outcome.searched === undefined ? [] : [{ outcome, searched: outcome.searched }],
  );
  if (searches.length === 0) return [];
  const lines = searchLines(searches);
  const tables = searches.flatMap(({ outcome, searched: { coverage: ledger } }) =>
    ledger === null ? [] : [tableLine(outcome, ledger)],
  );
  const by = count(searches.length, 'property', 'properties');
  const files = outcomes.flatMap((outcome) =>
    outcome.verdict === 'failed' && outcome.replay !== undefined ? [outcome.replay] : [],
  );
  const written = files.map((file) => `  written to ${plain(file)}`);
  return [[`searched by ${by} from the seed ${seed}`, ...lines, ...tables, ...written].join('\n')];
}

/** A property that searched. */
interface Search {
  readonly outcome: ReportOutcome;
  readonly searched: SearchSummary;
}

function searchLines(searches: readonly Search[]): readonly string[] {
  const facts = searches.map(factsOf);
  const room = pageWidth - 4 - Math.max(...facts.map((text) => text.length));
  const width = Math.min(room, Math.max(...searches.map(({ outcome }) => outcome.case.length)));
  return searches.map(
    ({ outcome }, i) => `  ${shorten(outcome.case, width).padEnd(width)}  ${facts[i] ?? ''}`,
  );
}

function factsOf({ outcome, searched }: Search): string {
  const { runs, asked, milliseconds, used } = searched;
  const far = `${runs} of ${count(asked, 'run')}, ${(milliseconds / 1000).toFixed(1)} s`;
  if (runs >= asked) return far;
  if (used >= 1) return `${far}: time was up`;
  const how = outcome.verdict === 'failed' ? 'failed at' : 'ended at';
  return `${far}: ${how} ${percent(used)}`;
}

/** Which part of a table was reached; the report in JSON has every cell. */
function tableLine(
  { case: id }: ReportOutcome,
  { reached, missed, lastNewAt }: CellCoverage,
): string {
  const all = reached.length + missed.length;
  const [group = ''] = id.split('/');
  const last = `the last new one at ${percent(lastNewAt)} of the budget`;
  const left =
    missed.length === 0
      ? ''
      : `; not reached: ${some(
          missed.map((cell) => plain(cell, 60)),
          2,
        )}`;
  return labelled(
    '',
    `${group}: ${reached.length} of ${all} cells of its table, ${last}${left}`,
    0,
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
