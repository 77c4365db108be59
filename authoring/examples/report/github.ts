import { inert, plain } from '../../../reports/plain.ts';
import type { ExamplesReport } from './report.ts';
import { findingsOf, type ToldFinding } from './told.ts';

const kinds = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** GitHub shows no more annotations of one kind for a step. */
const most = 10;

/**
 * A report as workflow commands of GitHub Actions, each at its line. What is only worth knowing is left out.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubReport({ documents, totals }: ExamplesReport): string {
  const all = documents.flatMap((one) =>
    findingsOf(one).map((found) => ({ name: one.name, found })),
  );
  const weighty = all.filter(({ found }) => found.severity !== 'info');
  const lines = (['error', 'warning'] as const).flatMap((severity) =>
    weighty
      .filter(({ found }) => found.severity === severity)
      .slice(0, most)
      .map(({ name, found }) => command(name, found)),
  );
  const left = weighty.length - lines.length;
  const more = left > 0 ? `, ${left} of them not shown here` : '';
  return [
    ...lines,
    `::notice title=examples::${data(`${totals.judged} examples: ${totals.errors} errors, ${totals.warnings} warnings${more}`)}`,
    '',
  ].join('\n');
}

function command(name: string, found: ToldFinding): string {
  const place = `file=${property(name)},line=${found.line},col=${found.column},endLine=${found.endLine},endColumn=${found.endColumn}`;
  const lines = [
    found.message,
    ...(found.quote === null ? [] : [`the declaration: ${found.quote}`]),
    ...(found.suggestion === null ? [] : [`correction: ${found.suggestion.text}`]),
  ];
  return `::${kinds[found.severity]} ${place},title=${property(found.rule)}::${data(inert(lines.map((line) => plain(line, 400)).join('\n')))}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
