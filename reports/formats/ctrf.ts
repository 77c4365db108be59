import type { RequirementId } from '../../harness/document/ids.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';
import {
  atLength,
  concerning,
  excuseOf,
  gradeOf,
  inShort,
  isFlaky,
  rowsOf,
  suiteOf,
  wellFormed,
} from './told.ts';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/**
 * The report in the common test report format. What could not be judged is `other`, and so is what fails for known
 * failures alone; `rawStatus` has our word for it.
 * @see https://ctrf.io
 */
export function ctrf(report: Report): string {
  const { versions, started, finished, ms, target, level, verdict, seed, declaration } = report;
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
      environment: { appName: 'matrix rooms', testEnvironment: target.origin + target.basePath },
      extra: { verdict, level, seed, declaration: declaration.sha256 },
    },
  };
  return `${wellFormed(JSON.stringify(document, null, 1))}\n`;
}

function testOf(
  outcome: ReportOutcome,
  report: Report,
  rows: ReadonlyMap<RequirementId, ReportRequirement>,
): { readonly status: Status } {
  const excuse = excuseOf(report, outcome);
  const short = inShort(outcome);
  const long = atLength(outcome, report, rows);
  const grade = gradeOf(outcome, rows);
  const { replay } = outcome;
  const test = {
    testId: outcome.case,
    name: outcome.case,
    status: excuse === null ? statuses[outcome.verdict] : 'other',
    rawStatus: excuse === null ? outcome.verdict : `${outcome.verdict}, known`,
    duration: Math.round(outcome.ms),
    suite: [suiteOf(outcome)],
    ...(short === '' ? {} : { message: excuse === null ? short : `known: ${excuse}; ${short}` }),
    ...(long === '' ? {} : { trace: long }),
    tags: concerning(outcome),
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
