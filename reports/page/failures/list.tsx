import type { CaseId } from '../../../harness/run/case.ts';
import { count } from '../../plain.ts';
import { gradeOrder, type Report, type ReportOutcome } from '../../report.ts';
import { casesLine } from '../../sections/summary.ts';
import { hrefOf, type Route } from '../route.ts';
import { Choice, SearchBox } from '../filter-controls.tsx';
import {
  filtered,
  type Filters,
  groupsIn,
  readFilters,
  searchableOnce,
  writeFilters,
} from './filters.ts';
import { type Finding, findingsOf, kinds } from './findings.ts';
import { FindingRow } from './row.tsx';

interface ListProps {
  readonly report: Report;
  readonly outcomes: ReadonlyMap<CaseId, ReportOutcome>;
  readonly query: Route['query'];
}

/** Every finding, each cause once, with search and filters. */
export function FindingList({ report, outcomes, query }: ListProps) {
  const all = findingsOf(report);
  const texts = searchableOnce(all, outcomes);
  if (all.length === 0) return <NothingFailed report={report} />;
  const filters = readFilters(query);
  const shown = filtered(texts, filters);
  const anyKind = filtered(texts, { ...filters, kind: null });
  return (
    <>
      <h1 tabIndex={-1}>Failures</h1>
      <p class="soft">{summary(report)}</p>
      <search class="filters">
        <SearchBox
          value={filters.text}
          placeholder="case, requirement, words or path"
          hrefFor={(text) => addressOf({ ...filters, text })}
        />
        <Choice
          name="Grade"
          value={filters.grade}
          options={gradeOrder}
          hrefFor={(grade) =>
            addressOf({ ...filters, grade: gradeOrder.find((one) => one === grade) ?? null })
          }
        />
        <Choice
          name="Operation or property"
          value={filters.group}
          options={groupsIn(all)}
          hrefFor={(group) => addressOf({ ...filters, group })}
        />
        <Kinds filters={filters} findings={anyKind} />
      </search>
      <p class="finding-count" role="status">
        {shown.length === all.length
          ? count(all.length, 'finding')
          : `${shown.length} of ${all.length}`}
        {shown.length !== all.length && (
          <>
            {' · '}
            <a href={hrefOf('failures')}>show all</a>
          </>
        )}
      </p>
      {shown.length === 0 ? (
        <p>No finding matches these filters.</p>
      ) : (
        <ol class="findings">
          {shown.map((finding) => (
            <FindingRow key={finding.key} finding={finding} query={query} />
          ))}
        </ol>
      )}
    </>
  );
}

const addressOf = (filters: Filters): string => hrefOf('failures', '', writeFilters(filters));

function summary(report: Report): string {
  if (report.subject !== undefined) return casesLine(report);
  const { verdicts, cases } = report.totals;
  const { failed, broken, skipped } = verdicts;
  return [
    `${failed} of ${count(cases, 'case')} failed`,
    ...(broken === 0 ? [] : [`${broken} could not be judged`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ].join(', ');
}

/** The kinds with how many there are of each under the other filters. */
function Kinds({ filters, findings }: { filters: Filters; findings: readonly Finding[] }) {
  const kindsShown = [null, ...kinds];
  return (
    <ul class="finding-kinds" aria-label="Kind">
      {kindsShown.map((kind) => {
        const number = findings.filter((one) => kind === null || one.kind === kind).length;
        return (
          <li key={kind}>
            <a
              class={number === 0 ? 'mark quiet' : undefined}
              href={addressOf({ ...filters, kind })}
              aria-current={filters.kind === kind ? 'true' : undefined}
            >
              {kind ?? 'all'} <span class="number">{number}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function NothingFailed({ report: { totals, complete } }: { report: Report }) {
  const { passed } = totals.verdicts;
  const left = totals.cases - passed;
  return (
    <>
      <h1 tabIndex={-1}>Failures</h1>
      <p>
        <span class="mark good" aria-hidden="true">
          ✓
        </span>{' '}
        Nothing failed, and every case was judged: {count(passed, 'case')} passed
        {complete ? '.' : `; the run ended before ${left} more.`}
      </p>
    </>
  );
}
