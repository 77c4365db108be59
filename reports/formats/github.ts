import { brokenCauses, type Cause, causes } from '../causes.ts';
import { again } from '../command.ts';
import { count, inert, plain, some } from '../plain.ts';
import type { Report } from '../report.ts';
import { seenThing, titleOf } from '../client/subject.ts';
import { casesLine } from '../sections/summary.ts';
import { isExpected } from './outcomes.ts';

/** GitHub shows no more annotations of one kind for a step. */
const most = 10;

interface Annotation {
  readonly kind: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly lines: readonly string[];
}

/**
 * The report as workflow commands of GitHub Actions: ten annotations at most, one for each cause. A violation that
 * fails the run is an error, another violation is a warning, and known failures are left out. The last annotation is a
 * notice with the verdict.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function github(report: Report): string {
  const found = [
    ...report.gates.unmet.map((text) => unmetOf(text, report)),
    ...causes(report)
      .filter((cause) => !isExpected(cause, report))
      .map((cause) => violationOf(cause, report)),
    ...brokenCauses(report).map(({ cause, ours, cases }): Annotation => {
      const kind = ours ? 'error' : 'warning';
      const title = ours ? 'a bug of rooms-conformance' : 'could not be judged';
      return {
        kind,
        title: `${title}: ${count(cases.length, 'case')}`,
        lines: [cause, namesOf(cases.map((outcome) => outcome.case))],
      };
    }),
    ...report.gates.warnings.map((text): Annotation => ({
      kind: 'warning',
      title: 'the run shows less than it seems to',
      lines: [text],
    })),
  ];
  const shown = found.slice(0, most - 1);
  return [...shown, verdictOf(report, found.length - shown.length)].map(command).join('');
}

const unmetOf = (text: string, { subject }: Report): Annotation => ({
  kind: 'error',
  title:
    subject === undefined
      ? 'a required minimum was not met'
      : `${seenThing(subject)} does not pass`,
  lines: [text],
});

function violationOf(
  { requirement, mismatch, outcome, others }: Cause,
  report: Report,
): Annotation {
  return {
    kind: report.gates.violated.includes(requirement.id) ? 'error' : 'warning',
    title: `${requirement.grade} · ${requirement.id} · ${outcome.case}`,
    lines: [
      requirement.statement,
      `looked at: ${mismatch.what}`,
      `expected: ${mismatch.expected}`,
      `received: ${mismatch.received}`,
      ...(others.length === 0
        ? []
        : [`+${count(others.length, 'case')} the same way: ${namesOf(others)}`]),
      `again: ${again(outcome, report)}`,
    ],
  };
}

function verdictOf(report: Report, left: number): Annotation {
  const { verdict, level, totals, subject } = report;
  const { passed, failed, broken, skipped } = totals.verdicts;
  const cases =
    subject === undefined
      ? `${passed} passed, ${failed} failed, ${skipped} skipped, ${broken} broken`
      : casesLine(report);
  const more = left === 0 ? [] : [`and ${left} more, which are not shown here`];
  return {
    kind: 'notice',
    title: `${titleOf(report)}: ${verdict} at the level ${level}`,
    lines: [cases, ...more],
  };
}

const namesOf = (names: readonly string[]): string => some(names, 3);

const command = ({ kind, title, lines }: Annotation): string =>
  `::${kind} title=${property(inert(plain(title)))}::${data(inert(lines.map((line) => plain(line, 400)).join('\n')))}\n`;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
