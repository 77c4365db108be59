import type { StatementId } from '../../harness/document/statements.ts';
import { gradeOrder, type Report, type Status, statuses } from '../../reports/report.ts';

/** A column of the page: the runs of one server with some options. */
export interface Column {
  /** Such as "Synapse 1.98.0". */
  readonly server: string;
  /** How it was asked and judged, such as "api/v1". */
  readonly run: string;
  /** One report for each seed. */
  readonly reports: readonly PageReport[];
  /** Why the server departs from a requirement; nothing for the reference server. */
  readonly reasons: ReadonlyMap<StatementId, string>;
}

/** What the page needs of a report. */
export interface PageReport {
  readonly report: Pick<Report, 'requirements'> & {
    readonly totals: Pick<Report['totals'], 'requests'>;
  };
  /** The commit of the suite that made it; null where it is not known. */
  readonly commit: string | null;
}

const marks: Readonly<Record<Status, string>> = {
  proven: 'proven',
  violated: '**violated**',
  inconclusive: 'inconclusive',
  'not-exercised': 'not exercised',
  'not-applicable': 'not applicable',
};

/** Makes docs/servers.md: every requirement that some server departs from, side by side, and the reasons. */
export function pageOf(columns: readonly Column[], seeds: readonly number[]): string {
  const requirements = (columns[0]?.reports[0]?.report.requirements ?? []).toSorted(
    (a, b) => gradeOrder.indexOf(a.grade) - gradeOrder.indexOf(b.grade),
  );
  const departs = requirements.filter(({ id }) =>
    columns.some((column) => statusesOf(column, id).some(isDeparture)),
  );
  const head = (first: readonly string[]): readonly string[] => [
    row([...first, ...columns.map(({ server, run }) => `${server}, ${run}`)]),
    row([...first, ...columns].map(() => '---')),
  ];
  return [
    '# Real servers',
    '',
    'The suite is run against servers that people really run, to see that it blames them only for what they do. `npm run real-servers` installs and starts them, compares the verdicts with `test/real-servers`, and writes this page. Do not edit it.',
    '',
    `The verdicts are of ${seeds.length === 1 ? 'the seed' : 'the seeds'} ${seeds.join(', ')}${madeBy(columns)}.`,
    '',
    '## Totals',
    '',
    ...head(['requirements']),
    ...statuses.map((status) =>
      row([status.replace('-', ' '), ...columns.map((column) => totalOf(column, status))]),
    ),
    row([
      'requests',
      ...columns.map(({ reports }) => range(reports.map(({ report }) => report.totals.requests))),
    ]),
    '',
    '## Where a server departs',
    '',
    ...head(['requirement', 'statement']),
    ...departs.map(({ id, grade, statement }) =>
      row([
        `${id} (${grade})`,
        statement,
        ...columns.map((column) =>
          [...new Set(statusesOf(column, id))].map((s) => marks[s]).join(' or '),
        ),
      ]),
    ),
    ...[...new Map(columns.map((column) => [column.server, column])).values()]
      .filter(({ reasons }) => reasons.size > 0)
      .flatMap(({ server, reasons }) => [
        '',
        `## Why: ${server}`,
        '',
        ...requirements.flatMap(({ id }) => {
          const reason = reasons.get(id);
          return reason === undefined ? [] : [`- **${id}**: ${reason}`];
        }),
      ]),
    '',
  ].join('\n');
}

/** The builds that were run, in words; '' where no commit is known. */
function madeBy(columns: readonly Column[]): string {
  const commits = new Set(columns.flatMap(({ reports }) => reports.map(({ commit }) => commit)));
  const known = [...commits].filter((commit) => commit !== null).toSorted();
  if (known.length === 0) return '';
  return `, and the suite is that of ${known.length === 1 ? 'commit' : 'the commits'} ${known.join(', ')}`;
}

const isDeparture = (status: Status): boolean => status === 'violated' || status === 'inconclusive';

/** What each run found about a requirement. */
const statusesOf = ({ reports }: Column, id: StatementId): readonly Status[] =>
  reports.flatMap(({ report: { requirements } }) =>
    requirements.filter((one) => one.id === id).map((one) => one.status),
  );

const totalOf = ({ reports }: Column, status: Status): string =>
  range(
    reports.map(
      ({ report: { requirements } }) => requirements.filter((one) => one.status === status).length,
    ),
  );

/** A number, or the least and the greatest of several. */
function range(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(least) : `${least} to ${most}`;
}

/** One row of a table; a text may not break out of its cell. */
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
