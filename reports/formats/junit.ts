import { create } from 'xmlbuilder2';
import type { StatementId } from '../../harness/document/statements.ts';
import { subjectOf, titleOf } from '../client/subject.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';
import {
  fullReason,
  requirementsOf,
  expectedReason,
  gradeOf,
  shortReason,
  rowsOf,
  suiteOf,
} from './outcomes.ts';

/**
 * The report as JUnit XML, one test suite for each suite of cases. A failed case is a failure and a broken case an
 * error; a case that fails only as known is skipped, because it must turn nothing red. Strict readers know properties
 * of suites but not of cases, so the requirements of a case stand in its suite, under its id.
 */
export function junit(report: Report): string {
  const requirements = rowsOf(report);
  const all = report.outcomes.map((outcome) => testCaseOf(outcome, report, requirements));
  const suites = new Map<string, readonly TestCase[]>();
  for (const row of all) {
    const name = suiteOf(row.outcome);
    suites.set(name, [...(suites.get(name) ?? []), row]);
  }
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele('testsuites', {
    name: titleOf(report),
    ...countsOf(all),
    time: seconds(report.ms),
  });
  for (const [name, rows] of suites) {
    const suite = root.ele('testsuite', {
      name,
      ...countsOf(rows),
      skipped: String(rows.filter((row) => row.element === 'skipped').length),
      time: seconds(rows.reduce((sum, { outcome }) => sum + outcome.ms, 0)),
      timestamp: fit(report.started),
      hostname: fit(report.target.origin.replace(/^https?:\/\//, '')),
    });
    const properties = suite.ele('properties');
    for (const [key, value] of [...factsOf(report), ...rows.map(requirementsProperty)]) {
      properties.ele('property', { name: fit(key), value: fit(value) });
    }
    for (const { outcome, element, type, message, text } of rows) {
      const { case: id, ms } = outcome;
      const test = suite.ele('testcase', { name: fit(id), classname: name, time: seconds(ms) });
      if (element === null) continue;
      const child = test.ele(element, { type: fit(type), message: fit(message) });
      if (text !== '') child.txt(fit(text));
    }
  }
  return `${document.end({ prettyPrint: true })}\n`;
}

/** A case as JUnit knows it. */
interface TestCase {
  readonly outcome: ReportOutcome;
  /** Null if it passed. */
  readonly element: 'failure' | 'error' | 'skipped' | null;
  readonly type: string;
  readonly message: string;
  readonly text: string;
  /** Its requirements, after their heaviest grade. */
  readonly requirements: string;
}

function testCaseOf(
  outcome: ReportOutcome,
  report: Report,
  rows: ReadonlyMap<StatementId, ReportRequirement>,
): TestCase {
  const expected = expectedReason(report, outcome);
  return {
    outcome,
    element: expected === null ? elements[outcome.verdict] : 'skipped',
    type: expected === null ? typeOf(outcome, rows) : 'known',
    message: expected === null ? shortReason(outcome) : `known: ${expected}`,
    text: fullReason(outcome, report, rows),
    requirements: [gradeOf(outcome, rows) ?? '', ...requirementsOf(outcome)].join(' ').trim(),
  };
}

const elements = { passed: null, failed: 'failure', broken: 'error', skipped: 'skipped' } as const;

function typeOf(outcome: ReportOutcome, rows: ReadonlyMap<StatementId, ReportRequirement>): string {
  if (outcome.verdict === 'broken') return outcome.ours ? 'defect' : 'broken';
  return outcome.verdict === 'failed' ? (gradeOf(outcome, rows) ?? 'failed') : outcome.verdict;
}

const countsOf = (rows: readonly TestCase[]): Readonly<Record<string, string>> => ({
  tests: String(rows.length),
  failures: String(rows.filter(({ element }) => element === 'failure').length),
  errors: String(rows.filter(({ element }) => element === 'error').length),
});

const factsOf = (report: Report): readonly (readonly [string, string])[] => [
  [report.subject?.kind ?? 'target', subjectOf(report)],
  ['verdict', report.verdict],
  ['level', report.level],
  ...(report.profile === undefined ? [] : [['profile', report.profile.name] as const]),
  ...(report.subject === undefined ? [['seed', String(report.seed)] as const] : []),
  ...(report.search.effort === undefined ? [] : [['effort', report.search.effort] as const]),
  ['tool', report.versions.tool],
  ['node', report.versions.node],
  ['declaration', report.declaration.sha256],
];

const requirementsProperty = ({ outcome, requirements }: TestCase): readonly [string, string] => [
  `requirements of ${outcome.case}`,
  requirements,
];

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/**
 * Text that XML 1.0 can hold. The library leaves what looks like an entity as it is, such as `&nbsp;` or `&#0;`, so
 * each ampersand is escaped here. So are the commands of Azure Pipelines, which it obeys wherever they stand.
 */
const fit = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll(/##(?=\w*\[)/g, '&#35;#');
