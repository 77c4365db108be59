import {
  type Block,
  columns,
  heading,
  type Line,
  paragraph,
  stack,
  toned,
} from '../document/document.ts';
import { isOfDriver } from '../command.ts';
import { count, plain, some } from '../plain.ts';
import { owedWords, transitionsLine } from '../traffic/transitions.ts';
import type { Report, ReportRequirement, ReportSubject } from '../report.ts';

/** What of the API a client's requests, or traffic, met: requirements, operations, documented errors. Nothing for a server. */
export const clientBlocks = (report: Report): readonly Block[] =>
  report.subject === undefined
    ? []
    : [
        ...requirementBlocks(report, report.subject),
        ...operationBlocks(report.subject),
        ...errorBlocks(report.subject),
        ...transitionBlocks(report.subject),
      ];

function requirementBlocks(report: Report, subject: ReportSubject): readonly Block[] {
  const { requirements } = report;
  const { tallies } = subject;
  const seen = requirements
    .filter(({ status }) => status === 'proven' || status === 'violated')
    .toSorted(byId);
  const reasons = new Map<string, readonly ReportRequirement[]>();
  for (const row of requirements) {
    if (row.status !== 'not-exercised' || row.reason === null) continue;
    reasons.set(row.reason, [...(reasons.get(row.reason) ?? []), row]);
  }
  const lines = seen.map((row): readonly Line[] => {
    const violated = row.status === 'violated';
    const tally = tallyText(tallies[row.id]);
    return [
      toned(violated ? 'bad' : 'good', violated ? '✗' : '✓'),
      row.id,
      violated ? toned('bad', tally) : tally,
      toned('quiet', row.statement),
    ];
  });
  const silent = [...reasons].map(([reason, rows]) => {
    const ids = rows.toSorted(byId).map(({ id }) => id);
    // Of a whole register nobody reads the first few.
    const named = ids.length > 100 ? '' : `: ${some(ids, 20)}`;
    const text = `${count(rows.length, 'requirement')} not exercised (${plain(reason)})${named}`;
    return paragraph(toned('quiet', text));
  });
  return [
    stack([
      heading(3, shownBy(report, subject)),
      stack([...(lines.length === 0 ? [] : [columns(lines, 3)]), ...silent], 2),
    ]),
  ];
}

const shownBy = (report: Report, { kind }: ReportSubject): string => {
  if (kind !== 'client') return 'what the traffic shows';
  return isOfDriver(report) ? 'what the client shows' : 'what its requests show';
};

const byId = (a: ReportRequirement, b: ReportRequirement): number => (a.id < b.id ? -1 : 1);

/** How often a requirement was met and violated: `met 12 times, violated twice`. */
export function tallyText(tally: ReportSubject['tallies'][keyof ReportSubject['tallies']]): string {
  const { met = 0, violated = 0 } = tally ?? {};
  const parts = [
    ...(violated === 0 ? [] : [`violated ${timesOf(violated)}`]),
    ...(met === 0 ? [] : [`met ${timesOf(met)}`]),
  ];
  return parts.join(', ');
}

const timesOf = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

function operationBlocks({ operations }: ReportSubject): readonly Block[] {
  const used = operations.filter(({ requests }) => requests > 0);
  const unused = operations.filter(({ requests }) => requests === 0);
  return [
    stack([
      heading(3, `${used.length} of ${count(operations.length, 'operation')} requested`),
      stack(
        [
          ...(used.length === 0
            ? []
            : [
                columns(
                  used.map((row) => [row.operation, count(row.requests, 'request'), endsOf(row)]),
                  2,
                ),
              ]),
          ...(unused.length === 0
            ? []
            : [
                paragraph(
                  toned(
                    'quiet',
                    `never: ${some(
                      unused.map(({ operation }) => operation),
                      20,
                    )}`,
                  ),
                ),
              ]),
        ],
        2,
      ),
    ]),
  ];
}

/** How the requests of an operation ended, as far as not all of them succeeded. */
export function endsOf({
  requests,
  succeeded,
  refused,
  unanswered,
}: ReportSubject['operations'][number]): string {
  if (succeeded === requests) return '';
  return [
    ...(refused === 0 ? [] : [`${refused} refused`]),
    ...(unanswered === 0 ? [] : [`${unanswered} not answered`]),
  ].join(', ');
}

function errorBlocks({ errors }: ReportSubject): readonly Block[] {
  const met = errors.filter(({ times }) => times > 0);
  const lines = errors.map(({ operation, code, message, times }): readonly Line[] => {
    const cells = [times === 0 ? '–' : `${times} ×`, `${operation} ${code}`, plain(message)];
    return times === 0 ? cells.map((text) => toned('quiet', text)) : cells;
  });
  return [
    stack([
      heading(3, `${met.length} of ${count(errors.length, 'documented error')} met`),
      stack([columns(lines, 2)], 2),
    ]),
  ];
}

/** The transitions of memberships that traffic asked for. */
function transitionBlocks(subject: ReportSubject): readonly Block[] {
  if (subject.kind !== 'traffic') return [];
  const { traffic } = subject;
  const lines = traffic.transitions.map(({ cell, owed, times }): Line[] => [
    `${times} ×`,
    plain(cell),
    toned('quiet', owedWords[owed]),
  ]);
  return [
    stack([
      heading(3, transitionsLine(traffic)),
      ...(lines.length === 0 ? [] : [stack([columns(lines, 2)], 2)]),
    ]),
  ];
}
