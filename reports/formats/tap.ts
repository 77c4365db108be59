import { subjectOf } from '../client/subject.ts';
import { count, inert, inertJson, plain } from '../plain.ts';
import type { Report, ReportOutcome } from '../report.ts';
import {
  requirementsOf,
  expectedReason,
  gradeOf,
  shortReason,
  isFlaky,
  rowsOf,
} from './outcomes.ts';

/**
 * The report as TAP 14. Failed and broken cases are not ok, and a diagnostic says which; a case that fails only as
 * known is a TODO. A run that was interrupted bails out, because a part of it must not pass as the whole.
 */
export function tap(report: Report): string {
  const { outcomes, versions, seed, search, level, verdict, subject } = report;
  const { effort = 'default' } = search;
  const rows = rowsOf(report);
  const points = outcomes.flatMap((outcome, i) => {
    const ok = outcome.verdict === 'passed' || outcome.verdict === 'skipped';
    const directive = directiveOf(outcome, expectedReason(report, outcome));
    const point = `${ok ? 'ok' : 'not ok'} ${i + 1} - ${words(outcome.case)}${directive}`;
    return ok ? [point] : [point, ...diagnostic(outcome, gradeOf(outcome, rows))];
  });
  const bailed =
    verdict === 'interrupted'
      ? [
          subject === undefined
            ? `Bail out! interrupted after ${outcomes.length} of ${count(report.totals.cases, 'case')}`
            : `Bail out! interrupted after ${count(report.totals.requests, 'request')}`,
        ]
      : [];
  return inert(
    [
      'TAP version 14',
      `1..${outcomes.length}`,
      `# ${plain(subjectOf(report))}`,
      `# rooms-conformance ${plain(versions.tool)}${subject === undefined ? `, seed ${seed}` : `, ${subject.kind}`}${effort === 'default' ? '' : `, effort ${effort}`}`,
      ...points,
      `# ${verdict} at the level ${level}`,
      ...bailed,
      '',
    ].join('\n'),
  );
}

function directiveOf(outcome: ReportOutcome, excuse: string | null): string {
  if (excuse !== null) return ` # TODO known: ${words(excuse)}`;
  return outcome.verdict === 'skipped' ? ` # SKIP ${words(outcome.reason)}` : '';
}

/** Text on one line that begins no directive. */
const words = (text: string): string => plain(text).replaceAll(/[\\#]/g, String.raw`\$&`);

function diagnostic(outcome: ReportOutcome, grade: string | null): readonly string[] {
  const facts: readonly (readonly [string, unknown])[] = [
    ['severity', outcome.verdict === 'broken' ? 'broken' : 'fail'],
    ['message', shortReason(outcome)],
    ['title', plain(outcome.title)],
    ['grade', grade],
    ['requirements', requirementsOf(outcome)],
    ...(outcome.verdict === 'broken' ? [['ours', outcome.ours] as const] : []),
    ...(isFlaky(outcome) ? [['flaky', true] as const] : []),
    ...(outcome.verdict === 'failed' ? [['violations', violations(outcome)] as const] : []),
    ['duration_ms', outcome.ms],
  ];
  return [
    '  ---',
    ...facts.map(([key, value]) => `  ${key}: ${inertJson(JSON.stringify(value))}`),
    '  ...',
  ];
}

const violations = ({ mismatches }: ReportOutcome & { verdict: 'failed' }): readonly unknown[] =>
  mismatches.map(({ requirement, what, expected, received, step }) => ({
    requirement,
    what: plain(what),
    expected: plain(expected),
    received: plain(received),
    step,
  }));
