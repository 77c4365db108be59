import { brokenCauses, type Cause, causes } from '../causes.ts';
import {
  compareReports,
  type Comparison,
  having,
  type RequirementChange,
} from '../compare/compare.ts';
import {
  type Block,
  codeSpan,
  heading,
  type Item,
  type Line,
  paragraph,
  toned,
} from '../document/document.ts';
import { printMarkdown } from '../document/markdown.ts';
import { count, plain, some } from '../plain.ts';
import { type Report, type ReportSubject, type ReportTraffic, statuses } from '../report.ts';
import { failureBlocks } from '../sections/failure.ts';
import { casesLine, gradesIn, verdictLine } from '../sections/summary.ts';
import { skipReasons } from '../sections/whole.ts';
import { statusWord, subjectOf, titleOf } from '../client/subject.ts';
import { endsOf } from '../sections/client.ts';
import { sideVerdicts } from '../traffic/sides.ts';
import { owedWords, transitionsLine } from '../traffic/transitions.ts';
import { asText, isExpected, wellFormed } from './outcomes.ts';

/** GitHub accepts 65,536 characters; a workflow needs some of them for its own text. */
const most = 60_000;

/** The most characters for each part; the failures in full get the characters that remain. */
const room = {
  gates: 3000,
  changes: 6000,
  violations: 18_000,
  broken: 4000,
  folded: 3000,
} as const;

/**
 * The report in the Markdown of GitHub, for a job summary or a comment on a pull request. It has 60,000 characters at
 * most, and says how many entries it leaves out.
 * @param baseline an earlier report, for what newly fails and newly passes since then
 */
export function markdown(report: Report, baseline: Report | null = null): string {
  const found = causes(report);
  const parts = printMarkdown([
    ...head(report),
    ...gates(report),
    ...(baseline === null ? [] : changes(compareReports(baseline, report))),
    ...violations(found, report),
    ...broken(report),
    ...(report.subject === undefined ? folded(report) : clientTables(report.subject)),
  ]);
  const failures = printMarkdown([
    {
      kind: 'group',
      blocks: found.map((cause) => details(cause, report)),
      tight: false,
      indent: 0,
      room: most - parts.length - 10,
    },
  ]);
  return wellFormed(found.length === 0 ? parts : `${parts}\n${failures}`);
}

function head(report: Report): readonly Block[] {
  const { versions, seed, search, totals, ms, level, subject } = report;
  const { effort = 'default' } = search;
  const facts = [
    ` · rooms-conformance ${plain(versions.tool, 40)}`,
    ...(subject === undefined ? [`seed ${seed}`] : []),
    ...(effort === 'default' ? [] : [`effort ${effort}`]),
    `${(ms / 1000).toFixed(1)} s`,
    count(totals.requests, 'request'),
  ].join(' · ');
  const grades = gradesIn(report).map((grade): readonly Line[] => {
    const counts = statuses.map((status) => totals.grades[grade][status]);
    const whole = counts.reduce((a, b) => a + b, 0);
    return [grade === level ? toned('strong', grade) : grade, ...[...counts, whole].map(String)];
  });
  return [
    heading(2, [`${titleOf(report)}: `, ...[verdictLine(report)].flat()]),
    paragraph([codeSpan(plain(subjectOf(report))), facts]),
    ...sideItems(report),
    table(
      [
        'grade',
        ...statuses.map((status) => (subject === undefined ? status : statusWord(status, report))),
        'of',
      ],
      grades,
    ),
    paragraph(casesLine(report)),
  ];
}

function gates({ gates: { unmet, warnings, known } }: Report): readonly Block[] {
  const items = [
    ...unmet.map((text): Item => ({ line: [toned('strong', 'not met'), `: ${plain(text)}`] })),
    ...warnings.map((text): Item => ({ line: `warning: ${plain(text)}` })),
  ];
  const entries = known.map((row): readonly Line[] => [
    codeSpan(row.key),
    row.status,
    plain(row.reason),
    row.link === null ? '' : codeSpan(plain(row.link)),
    row.expires === null ? '' : plain(row.expires, 40),
    plain(some(row.cases, 2)),
  ]);
  return [
    ...(items.length === 0
      ? []
      : [heading(3, 'Gates'), { kind: 'list', items, room: room.gates } as const]),
    ...section('Known failures', known.length, [
      table(['listed', 'status', 'reason', 'link', 'expires', 'cases'], entries, room.gates),
    ]),
  ];
}

/** A heading with the number of its entries; nothing if there are none. */
const section = (title: string, n: number, blocks: readonly Block[]): readonly Block[] =>
  n === 0 ? [] : [heading(3, `${title}: ${n}`), ...blocks];

/** A table that is cut where it takes more than `characters`. */
const table = (
  headNames: readonly string[],
  rows: readonly (readonly Line[])[],
  characters: number = most,
): Block => ({ kind: 'table', head: headNames, rows, flexible: 0, room: characters });

function changes({ requirements, caveats }: Comparison): readonly Block[] {
  const groups = (
    [
      ['Newly failing', 'newly-failing'],
      ['Failing differently', 'failing-differently'],
      ['Newly passing', 'newly-passing'],
    ] as const
  ).flatMap(([title, change]) => {
    const rows = having(requirements, change);
    return section(title, rows.length, [changeTable(rows)]);
  });
  const items = caveats.map((text): Item => ({ line: plain(text) }));
  return [
    ...(groups.length === 0
      ? [paragraph('Since the earlier report, nothing newly fails and nothing newly passes.')]
      : groups),
    ...(items.length === 0 ? [] : [{ kind: 'list', items, room: 2000 } as const]),
  ];
}

const changeTable = (rows: readonly RequirementChange[]): Block =>
  table(
    ['requirement', 'grade', 'statement', 'was', 'is', 'cases'],
    rows.map(({ id, grade, statement, before, after, cases }) => [
      codeSpan(id),
      grade,
      plain(statement),
      before,
      after,
      codeSpan(some(cases, 2)),
    ]),
    room.changes,
  );

function violations(found: readonly Cause[], report: Report): readonly Block[] {
  const rows = found.map((cause): readonly Line[] => {
    const { requirement, mismatch, outcome, others } = cause;
    const more = others.length === 0 ? '' : ` +${others.length}`;
    return [
      [
        codeSpan(requirement.id),
        ` ${requirement.grade}${isExpected(cause, report) ? ', known' : ''}`,
      ],
      [codeSpan(outcome.case), more],
      ...[mismatch.what, mismatch.expected, mismatch.received].map((text) =>
        codeSpan(plain(text, 160)),
      ),
    ];
  });
  const heads = ['requirement', 'case', 'looked at', 'expected', 'received'];
  return section('Violations', found.length, [table(heads, rows, room.violations)]);
}

function broken(report: Report): readonly Block[] {
  const rows = brokenCauses(report).map(({ cause, ours, cases }): readonly Line[] => [
    String(cases.length),
    [ours ? 'a bug of rooms-conformance: ' : '', codeSpan(plain(cause, 300))],
    codeSpan(
      some(
        cases.map((outcome) => outcome.case),
        2,
      ),
    ),
  ]);
  return section('Could not be judged', rows.length, [
    table(['cases', 'why', 'which'], rows, room.broken),
  ]);
}

/** Which operations and documented errors a client met. */
function clientTables(subject: ReportSubject): readonly Block[] {
  const { operations, errors } = subject;
  const used = operations.filter(({ requests }) => requests > 0);
  const met = errors.filter(({ times }) => times > 0);
  return [
    fold(`${used.length} of ${count(operations.length, 'operation')} requested`, [
      table(
        ['operation', 'requests', 'not successful'],
        operations.map((row) => [codeSpan(row.operation), String(row.requests), endsOf(row)]),
      ),
    ]),
    fold(`${met.length} of ${count(errors.length, 'documented error')} met`, [
      table(
        ['operation', 'status', 'error', 'times'],
        errors.map(({ operation, code, message, times }) => [
          codeSpan(operation),
          String(code),
          plain(message),
          String(times),
        ]),
      ),
    ]),
    ...(subject.kind === 'traffic' ? [transitionTable(subject.traffic)] : []),
  ];
}

const transitionTable = (traffic: ReportTraffic): Block =>
  fold(transitionsLine(traffic), [
    table(
      ['transition', 'a server', 'times'],
      traffic.transitions.map(({ cell, owed, times }) => [
        plain(cell),
        owedWords[owed],
        String(times),
      ]),
    ),
  ]);

/** The verdict on each side of traffic. */
const sideItems = (report: Report): readonly Block[] =>
  sideVerdicts(report).map(({ name, text }) => paragraph([toned('strong', name), `: ${text}`]));

/** What only some readers want: skipped cases, and the readings that the target took. */
function folded(report: Report): readonly Block[] {
  const skipped = [...skipReasons(report)].map(([reason, n]) => [
    String(n),
    codeSpan(plain(reason, 160)),
  ]);
  const readings = Object.entries(report.readings).map(([id, taken]) => [
    codeSpan(plain(id, 160)),
    codeSpan(plain(taken, 160)),
  ]);
  return [
    fold('skipped', [table(['cases', 'why'], skipped, room.folded)]),
    fold('dialect', [table(['reading', 'this target'], readings, room.folded)]),
  ];
}

const fold = (title: string, blocks: readonly Block[]): Block => ({
  kind: 'details',
  title,
  open: false,
  blocks,
});

/** How a violation was seen and how to see it again, as in the terminal. */
const details = (cause: Cause, report: Report): Block =>
  fold(`${cause.requirement.id} · ${cause.outcome.case}`, [
    { kind: 'code', lines: asText(failureBlocks(cause, report)).split('\n') },
  ]);
