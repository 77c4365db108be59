import type { Paint, Tone } from '../../../reports/paint.ts';
import { clean, count, shorten } from '../../../reports/plain.ts';
import type { Finding, LintedFile, LintReport } from '../finding.ts';
import { guide } from '../pages.ts';
import type { Severity } from '../view/rule.ts';

const tones: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'unsure', info: 'quiet' };

/** How many characters of a line are shown. */
const width = 100;

/** The findings for a terminal, each with the line that it is about. What a baseline knows is only counted. */
export function lintText(report: LintReport, paint: Paint): string {
  const blocks = report.files.flatMap((file) =>
    report.findings
      .filter((finding) => finding.file === file.name && !finding.known)
      .map((finding) => block(finding, file, paint)),
  );
  return [...blocks, lintSummary(report, paint)].join('\n');
}

function block(finding: Finding, file: LintedFile, paint: Paint): string {
  const { range, severity, rule, message, pointer, related, defect } = finding;
  const { line, column } = range.start;
  const more = related.length === 0 ? '' : ` (see also ${places(finding)})`;
  return [
    `${paint('strong', `${clean(file.name)}:${line}:${column}`)}  ${paint(tones[severity], severity)}  ${rule}`,
    `  ${clean(message)}`,
    ...excerpt(finding, file).map((one) => `  ${paint('quiet', one)}`),
    `  ${paint('quiet', `${pointer === '' ? 'the whole document' : clean(pointer)}${more}`)}`,
    ...(defect === null
      ? []
      : [`  ${paint('quiet', `${defect.id}, which the suite reads so: ${defect.reading}`)}`]),
    '',
  ].join('\n');
}

const places = ({ related }: Finding): string => {
  const lines = [...new Set(related.map(({ range }) => range.start.line))];
  const shown = lines.slice(0, 5).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > 5 ? ', …' : ''}`;
};

/** The line of a finding, and carets below its part of it. */
function excerpt({ range: { start, end } }: Finding, { line }: LintedFile): readonly string[] {
  const whole = line(start.line).replaceAll('\t', ' ');
  const indent = whole.length - whole.trimStart().length;
  const from =
    whole.length - indent > width
      ? Math.max(0, start.column - 31)
      : Math.min(indent, start.column - 1);
  const part = shorten(whole.slice(from), width);
  const to = end.line === start.line ? end.column : whole.length + 1;
  const [before, marked] = [start.column - 1 - from, Math.max(1, to - start.column)];
  const number = String(start.line);
  return [
    `${number} │ ${clean(part)}`,
    `${' '.repeat(number.length)} │ ${' '.repeat(Math.max(0, before))}${'^'.repeat(Math.min(marked, Math.max(1, width - before)))}`,
  ];
}

/** How much was found, on a line for each file. */
export function lintSummary({ files, findings }: LintReport, paint: Paint): string {
  const lines = files.map(({ name }) => {
    const own = findings.filter(({ file }) => file === name);
    return `${clean(name)}: ${counts(own, paint)}`;
  });
  const all = findings.some(({ known }) => !known)
    ? [`What each rule means, and what to do: ${guide}`]
    : [];
  return `${[...all, ...lines].join('\n')}\n`;
}

function counts(findings: readonly Finding[], paint: Paint): string {
  const fresh = findings.filter(({ known }) => !known);
  const known = findings.length - fresh.length;
  const of = (severity: Severity): number =>
    fresh.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, infos] = [of('error'), of('warning'), of('info')];
  const parts = [
    ...(errors === 0 ? [] : [paint('bad', count(errors, 'error'))]),
    ...(warnings === 0 ? [] : [paint('unsure', count(warnings, 'warning'))]),
    ...(infos === 0 ? [] : [paint('quiet', count(infos, 'note'))]),
  ];
  const told =
    parts.length === 0
      ? paint('good', known === 0 ? 'nothing found' : 'nothing new')
      : parts.join(', ');
  return known === 0 ? told : `${told} (the baseline knows ${known} more)`;
}
