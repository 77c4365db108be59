import { type Comparison, compareReports, lost } from '../reports/compare/compare.ts';
import { comparisonHtml, sideBySideHtml } from '../reports/compare/html.ts';
import { comparisonMarkdown, sideBySideMarkdown } from '../reports/compare/markdown.ts';
import { type SideBySide, sideBySide } from '../reports/compare/side-by-side.ts';
import {
  comparisonText,
  comparisonVerdict,
  sideBySideText,
  sideBySideVerdict,
} from '../reports/compare/text.ts';
import type { NamedReport } from '../reports/merge.ts';
import { type Paint, unpainted } from '../reports/paint.ts';
import { count, plain } from '../reports/plain.ts';
import {
  type ComparisonFormat,
  prepareComparisons,
  readComparisonOutlet,
} from './comparison-outlets.ts';
import { exit, type ExitCode, WrongQuestion } from './exit.ts';
import { writeFile } from './files.ts';
import { readReport } from './read-report.ts';
import type { Command } from './options/request.ts';
import type { Surroundings } from './surroundings.ts';

/** As many columns as there are letters. */
const most = 26;

/** What comes of reports that are compared: its forms, and whether anything was lost. */
interface Compared {
  readonly text: (paint: Paint) => string;
  /** The text without its rows. */
  readonly verdict: (paint: Paint) => string;
  readonly forms: Readonly<Record<ComparisonFormat, () => string>>;
  readonly lost: boolean;
}

/** Tells what two reports have gained and lost, or sets more of them side by side. */
export function compareCommand(
  { files, reports: given, strict, quiet }: Extract<Command, { kind: 'compare' }>,
  around: Surroundings,
): ExitCode {
  const outlets = given.map(readComparisonOutlet);
  const reports = read(files);
  const [before, after, ...more] = reports;
  if (before === undefined || after === undefined) {
    throw new WrongQuestion(
      'compare wants two reports or more: the earlier one, then the later one',
    );
  }
  if (strict && more.length > 0) {
    throw new WrongQuestion('--strict says what is lost between two reports; side by side none is');
  }
  const compared =
    more.length === 0
      ? ofTwo(compareReports(before.report, after.report, [before.name, after.name]), strict)
      : ofMany(sideBySide(reports));
  prepareComparisons(outlets);
  if (!quiet) {
    for (const { name, report } of reports) {
      around.note(`${plain(name)}: ${count(report.outcomes.length, 'case')}\n`);
    }
  }
  const text = quiet ? compared.verdict : compared.text;
  if (outlets.some(({ path }) => path === null)) around.note(text(around.notePaint));
  else around.out(text(around.paint));
  for (const { format, path } of outlets) {
    const form = compared.forms[format]();
    if (path === null) around.out(form);
    else writeFile(path, form);
  }
  return compared.lost ? exit.violations : exit.conformant;
}

/** Reports of one declaration; others have nothing in common. */
function read(files: readonly string[]): readonly NamedReport[] {
  if (files.length > most) {
    throw new WrongQuestion(`compare takes ${most} reports at most, not ${files.length}`);
  }
  const reports = files.map((name) => ({ name, report: readReport(name) }));
  const [first] = reports;
  const other = reports.find(
    ({ report }) => report.declaration.sha256 !== first?.report.declaration.sha256,
  );
  if (first !== undefined && other !== undefined) {
    throw new WrongQuestion(
      `${first.name} and ${other.name} judge different declarations, and cannot be compared`,
    );
  }
  return reports;
}

function ofTwo(comparison: Comparison, strict: boolean): Compared {
  const gone = lost(comparison, strict);
  return {
    text: (paint) => comparisonText(comparison, strict, paint),
    verdict: (paint) => comparisonVerdict(comparison, strict, paint),
    forms: {
      json: () => json(comparison),
      markdown: () => comparisonMarkdown(comparison, strict),
      html: () => comparisonHtml(comparison, strict),
      text: () => comparisonText(comparison, strict, unpainted),
    },
    lost: gone.requirements.length + gone.cases.length > 0,
  };
}

const ofMany = (table: SideBySide): Compared => ({
  text: (paint) => sideBySideText(table, paint),
  verdict: (paint) => sideBySideVerdict(table, paint),
  forms: {
    json: () => json(table),
    markdown: () => sideBySideMarkdown(table),
    html: () => sideBySideHtml(table),
    text: () => sideBySideText(table, unpainted),
  },
  lost: false,
});

const json = (value: Comparison | SideBySide): string => `${JSON.stringify(value, null, 2)}\n`;
