import type { StatementId } from '../../harness/document/statements.ts';
import { inertJson } from '../plain.ts';
import { subjectOf, titleOf } from '../client/subject.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';
import {
  fullReason,
  requirementsOf,
  expectedReason,
  gradeOf,
  shortReason,
  isFlaky,
  rowsOf,
  suiteOf,
  wellFormed,
} from './outcomes.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/**
 * The report in the Common Test Report Format. A case that could not be judged is `other`, and so is a case that fails
 * only as known; `rawStatus` has the verdict.
 * @see https://ctrf.io
 */
export function ctrf(report: Report): string {
  const { versions, started, finished, ms, level, verdict, seed, declaration } = report;
  const { effort } = report.search;
  const search = effort === undefined ? {} : { effort };
  const rows = rowsOf(report);
  const tests = report.outcomes.map((outcome) => testOf(outcome, report, rows));
  const having = (status: Status): number => tests.filter((test) => test.status === status).length;
  const tool = { name: 'rooms-conformance', version: versions.tool };
  const document = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: finished,
    generatedBy: tool.name,
    results: {
      tool,
      summary: {
        tests: tests.length,
        passed: having('passed'),
        failed: having('failed'),
        skipped: having('skipped'),
        pending: 0,
        other: having('other'),
        flaky: report.outcomes.filter(isFlaky).length,
        suites: new Set(report.outcomes.map(suiteOf)).size,
        start: Date.parse(started),
        stop: Date.parse(finished),
        duration: Math.round(ms),
      },
      tests,
      environment: { appName: titleOf(report), testEnvironment: subjectOf(report) },
      extra: { verdict, level, seed, ...search, declaration: declaration.sha256 },
    },
  };
  return `${inertJson(wellFormed(JSON.stringify(document, null, 1)))}\n`;
}

function testOf(
  outcome: ReportOutcome,
  report: Report,
  rows: ReadonlyMap<StatementId, ReportRequirement>,
): { readonly status: Status } {
  const expected = expectedReason(report, outcome);
  const short = shortReason(outcome);
  const long = fullReason(outcome, report, rows);
  const grade = gradeOf(outcome, rows);
  const { replay } = outcome;
  const test = {
    testId: outcome.case,
    name: outcome.case,
    status: expected === null ? statuses[outcome.verdict] : 'other',
    rawStatus: expected === null ? outcome.verdict : `${outcome.verdict}, known`,
    duration: Math.round(outcome.ms),
    suite: [suiteOf(outcome)],
    ...(short === ''
      ? {}
      : { message: expected === null ? short : `known: ${expected}; ${short}` }),
    ...(long === '' ? {} : { trace: long }),
    tags: requirementsOf(outcome),
    ...(grade === null ? {} : { labels: { grade } }),
    ...(isFlaky(outcome) ? { flaky: true } : {}),
    ...(replay === undefined
      ? {}
      : { attachments: [{ name: 'replay', contentType: 'application/json', path: replay }] }),
    extra: { title: outcome.title },
  } as const;
  return test;
}

const statuses: Readonly<Record<ReportOutcome['verdict'], Status>> = {
  passed: 'passed',
  failed: 'failed',
  broken: 'other',
  skipped: 'skipped',
};
