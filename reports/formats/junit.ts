import { create } from 'xmlbuilder2';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Report, ReportOutcome, ReportRequirement } from '../report.ts';
import { atLength, concerning, excuseOf, gradeOf, inShort, rowsOf, suiteOf } from './told.ts';

/**
 * The report as JUnit XML, one test suite for each suite of cases. Failed is a failure, broken an error; what fails
 * for known failures alone is skipped, for it must turn nothing red. Readers that hold to a schema know properties
 * of suites but not of cases, so the requirements of a case stand in its suite, under its id.
 */
export function junit(report: Report): string {
  const told = tell(report);
  const suites = new Map<string, readonly Told[]>();
  for (const row of told) {
    const name = suiteOf(row.outcome);
    suites.set(name, [...(suites.get(name) ?? []), row]);
  }
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  const root = document.ele('testsuites', {
    name: 'matrix rooms',
    ...countsOf(told),
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
    for (const [key, value] of [...factsOf(report), ...rows.map(requirementsOf)]) {
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
interface Told {
  readonly outcome: ReportOutcome;
  /** Null where it passed. */
  readonly element: 'failure' | 'error' | 'skipped' | null;
  readonly type: string;
  readonly message: string;
  readonly text: string;
  /** What it concerns, with its grade in front. */
  readonly requirements: string;
}

function tell(report: Report): readonly Told[] {
  const rows = rowsOf(report);
  return report.outcomes.map((outcome) => {
    const excuse = excuseOf(report, outcome);
    const short = inShort(outcome);
    return {
      outcome,
      element: excuse === null ? elements[outcome.verdict] : 'skipped',
      type: typeOf(outcome, excuse, rows),
      message: excuse === null ? short : `known: ${excuse}`,
      text: atLength(outcome, report, rows),
      requirements: [gradeOf(outcome, rows) ?? '', ...concerning(outcome)].join(' ').trim(),
    };
  });
}

const elements = { passed: null, failed: 'failure', broken: 'error', skipped: 'skipped' } as const;

function typeOf(
  outcome: ReportOutcome,
  excuse: string | null,
  rows: ReadonlyMap<RequirementId, ReportRequirement>,
): string {
  if (excuse !== null) return 'known';
  if (outcome.verdict === 'broken') return outcome.ours ? 'defect' : 'broken';
  return outcome.verdict === 'failed' ? (gradeOf(outcome, rows) ?? 'failed') : outcome.verdict;
}

const countsOf = (rows: readonly Told[]): Readonly<Record<string, string>> => ({
  tests: String(rows.length),
  failures: String(rows.filter(({ element }) => element === 'failure').length),
  errors: String(rows.filter(({ element }) => element === 'error').length),
});

const factsOf = (report: Report): readonly (readonly [string, string])[] => [
  ['target', report.target.origin + report.target.basePath],
  ['verdict', report.verdict],
  ['level', report.level],
  ['seed', String(report.seed)],
  ['tool', report.versions.tool],
  ['node', report.versions.node],
  ['declaration', report.declaration.sha256],
];

const requirementsOf = ({ outcome, requirements }: Told): readonly [string, string] => [
  `requirements of ${outcome.case}`,
  requirements,
];

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** Text that XML 1.0 can hold. */
const fit = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
