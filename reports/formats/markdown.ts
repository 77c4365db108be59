import { brokenCauses, type Cause, causes } from '../causes.ts';
import { compareReports, having, type RequirementChange } from '../compare/compare.ts';
import { failureBlock } from '../failure.ts';
import { unpainted } from '../paint.ts';
import { count, some } from '../plain.ts';
import { gradeOrder, type Report, statuses } from '../report.ts';
import { verdictLine } from '../terminal.ts';
import { code, fenced, fitted, inHtml, more, prose, table } from './markdown-text.ts';
import { isKnown, wellFormed } from './told.ts';

/** GitHub takes 65,536 characters; what a workflow puts around the report needs some of them. */
const most = 60_000;

/** Characters for each part at most; the stories have what remains. */
const room = {
  gates: 6000,
  changes: 6000,
  violations: 18_000,
  broken: 4000,
  asides: 3000,
} as const;

/**
 * The report for a job summary or a comment on a pull request, in the Markdown of GitHub: never more than 60,000
 * characters, and what is cut is counted.
 * @param baseline an earlier report, to tell what fails and what holds since
 */
export function markdown(report: Report, baseline: Report | null = null): string {
  const found = causes(report);
  const parts = [
    ...head(report),
    ...gateLines(report),
    ...(baseline === null ? [] : changeLines(baseline, report)),
    ...violationLines(found, report),
    ...brokenLines(report),
    ...asides(report),
  ];
  const text = parts.join('\n');
  const stories = storyLines(found, report, most - text.length - 200);
  return wellFormed(`${[...parts, ...stories].join('\n')}\n`);
}

function head(report: Report): readonly string[] {
  const { target, versions, seed, totals, ms } = report;
  const facts = [
    code(target.origin + target.basePath),
    `rooms-conformance ${prose(versions.tool, 40)}`,
    `seed ${seed}`,
    `${(ms / 1000).toFixed(1)} s`,
    count(totals.requests, 'request'),
  ];
  const { passed, failed, broken, skipped } = totals.verdicts;
  return [
    `## matrix rooms: ${prose(verdictLine(report, unpainted), 400)}`,
    '',
    facts.join(' · '),
    '',
    ...gradeTable(report),
    '',
    `${passed} passed, ${failed} failed, ${skipped} skipped, ${broken} broken`,
  ];
}

function gradeTable({ totals, level }: Report): readonly string[] {
  const rows = gradeOrder.map((grade) => {
    const counts = statuses.map((status) => totals.grades[grade][status]);
    const whole = counts.reduce((a, b) => a + b, 0);
    return [grade === level ? `**${grade}**` : grade, ...[...counts, whole].map(String)];
  });
  return table(['grade', ...statuses, 'of'], rows, most);
}

function gateLines({ gates }: Report): readonly string[] {
  const sentences = [
    ...gates.unmet.map((text) => `- **not met**: ${prose(text)}`),
    ...gates.warnings.map((text) => `- warning: ${prose(text)}`),
  ];
  const { lines, left } = fitted(sentences, room.gates / 2);
  const known = gates.known.map((row) => [
    code(row.key),
    row.status,
    prose(row.reason),
    row.link === null ? '' : code(row.link),
    row.expires === null ? '' : prose(row.expires, 40),
    prose(some(row.cases, 2)),
  ]);
  return [
    ...(lines.length === 0 ? [] : ['', '### Gates', '', ...lines]),
    ...(left === 0 ? [] : [`- ${more(left)}`]),
    ...(known.length === 0 ? [] : ['', `### Known failures: ${known.length}`, '']),
    ...table(['listed', 'stands', 'reason', 'link', 'until', 'cases'], known, room.gates / 2),
  ];
}

function changeLines(baseline: Report, report: Report): readonly string[] {
  const { requirements, caveats: doubts } = compareReports(baseline, report);
  const groups = [
    ['Newly failing', having(requirements, 'lost')],
    ['Failing differently', having(requirements, 'differently')],
    ['Newly passing', having(requirements, 'gained')],
  ] as const;
  const told = groups.filter(([, rows]) => rows.length > 0);
  return [
    ...(told.length === 0
      ? ['', 'Since the earlier report nothing is newly failing and nothing newly passing.']
      : told.flatMap(([title, rows]) => [
          '',
          `### ${title}: ${rows.length}`,
          '',
          ...changed(rows),
        ])),
    ...(doubts.length === 0
      ? []
      : [
          '',
          ...fitted(
            doubts.map((d) => `- ${prose(d)}`),
            2000,
          ).lines,
        ]),
  ];
}

const changed = (rows: readonly RequirementChange[]): readonly string[] =>
  table(
    ['requirement', 'grade', 'statement', 'was', 'is', 'cases'],
    rows.map(({ id, grade, statement, before, after, cases }) => [
      code(id),
      grade,
      prose(statement),
      before,
      after,
      code(some(cases, 2)),
    ]),
    room.changes,
  );

function violationLines(found: readonly Cause[], report: Report): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.map((cause) => [
    `${code(cause.requirement.id)} ${cause.requirement.grade}${isKnown(cause, report) ? ', known' : ''}`,
    code(cause.outcome.case) + (cause.others.length === 0 ? '' : ` +${cause.others.length}`),
    code(cause.mismatch.what),
    code(cause.mismatch.expected),
    code(cause.mismatch.received),
  ]);
  const heads = ['requirement', 'case', 'looked at', 'expected', 'received'];
  return ['', `### Violations: ${found.length}`, '', ...table(heads, rows, room.violations)];
}

function brokenLines(report: Report): readonly string[] {
  const rows = brokenCauses(report).map(({ cause, ours, cases }) => [
    String(cases.length),
    (ours ? 'a defect of rooms-conformance: ' : '') + code(cause, 300),
    code(
      some(
        cases.map((outcome) => outcome.case),
        2,
      ),
    ),
  ]);
  if (rows.length === 0) return [];
  const cut = table(['cases', 'why', 'which'], rows, room.broken);
  return ['', `### Could not be judged: ${rows.length}`, '', ...cut];
}

/** What was skipped, and the readings that the target took: for who asks. */
function asides({ outcomes, readings }: Report): readonly string[] {
  const reasons = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'skipped') continue;
    reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
  }
  const skipped = [...reasons].map(([reason, n]) => [String(n), code(reason)]);
  const dialect = Object.entries(readings).map(([id, taken]) => [code(id), code(taken)]);
  return [
    ...details('skipped', table(['cases', 'why'], skipped, room.asides)),
    ...details('dialect', table(['reading', 'this target'], dialect, room.asides)),
  ];
}

const details = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : ['', `<details><summary>${inHtml(title)}</summary>`, '', ...lines, '', '</details>'];

/** How each violation was seen and how to see it again, each as the terminal tells it. */
function storyLines(found: readonly Cause[], report: Report, space: number): readonly string[] {
  const stories = found.map((cause) =>
    details(`${cause.requirement.id} · ${cause.outcome.case}`, [
      fenced(failureBlock(cause, report, unpainted)),
    ]).join('\n'),
  );
  const { lines, left } = fitted(stories, space);
  return [...lines, ...(left === 0 ? [] : ['', `Stories: ${more(left)}`])];
}
