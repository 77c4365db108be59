import { clean, inert } from '../../../reports/plain.ts';
import type { Finding, LintReport } from '../finding.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * The findings as annotations of GitHub Actions, the worst first: GitHub shows ten of each kind for a step. What a baseline
 * knows is left out.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function lintGithub({ findings }: LintReport): string {
  const fresh = findings.filter(({ known }) => !known);
  return (['error', 'warning', 'info'] as const)
    .flatMap((severity) => fresh.filter((finding) => finding.severity === severity))
    .map(annotation)
    .join('');
}

function annotation({ rule, severity, file, range: { start, end }, message }: Finding): string {
  const place = [
    `file=${property(file)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    // Columns are for places in one line.
    ...(start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    `title=${property(rule)}`,
  ];
  return `::${commands[severity]} ${place.join(',')}::${data(inert(clean(message)))}\n`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
