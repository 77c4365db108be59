import { type Comparison, compareReports, regressions } from '../reports/compare/compare.ts';
import {
  sideBySideHtml,
  sideBySideMarkdown,
  sideBySideText,
  sideBySideVerdict,
} from '../reports/compare/many.ts';
import { type SideBySide, sideBySide } from '../reports/compare/side-by-side.ts';
import {
  comparisonHtml,
  comparisonMarkdown,
  comparisonText,
  comparisonVerdict,
} from '../reports/compare/two.ts';
import type { NamedReport } from '../reports/merge.ts';
import { type Paint, unpainted } from '../reports/paint.ts';
import { count, plain } from '../reports/plain.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import type { comparisonFormats } from './options/options.ts';
import type { Given } from './options/parse.ts';
import { prepareOutputs, show, writeOutputs } from './options/outputs.ts';
import type { ProcessContext } from './process/process-context.ts';
import { readReport } from './files/read-report.ts';

/** As many columns as there are letters. */
const most = 26;

/** A comparison in every format, and whether it has a regression. */
interface Compared {
  readonly text: (paint: Paint) => string;
  /** The text without its rows. */
  readonly verdict: (paint: Paint) => string;
  readonly forms: Readonly<Record<(typeof comparisonFormats)[number], () => string>>;
  readonly regressed: boolean;
}

/** Shows what newly fails and newly passes between two reports, or puts more of them side by side. */
export function compareCommand(
  { args: files, values: { report: outputs, strict, quiet } }: Given<'compare'>,
  context: ProcessContext,
): ExitCode {
  const reports = read(files);
  const [before, after, ...more] = reports;
  if (before === undefined || after === undefined) {
    throw new UsageError('compare needs two reports or more: the earlier one, then the later one');
  }
  if (strict && more.length > 0) {
    throw new UsageError(
      '--strict needs exactly two reports; side by side, there are no regressions',
    );
  }
  const compared =
    more.length === 0
      ? ofTwo(compareReports(before.report, after.report, [before.name, after.name]), strict)
      : ofMany(sideBySide(reports));
  prepareOutputs(
    outputs,
    reports.map(({ name }) => name),
  );
  if (!quiet) {
    for (const { name, report } of reports) {
      context.note(`${plain(name)}: ${count(report.outcomes.length, 'case')}\n`);
    }
  }
  show(quiet ? compared.verdict : compared.text, outputs, context);
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: compared.forms[format]() })),
    context.out,
  );
  return compared.regressed ? exit.violations : exit.conformant;
}

/** Reports of one declaration; others have nothing in common. */
function read(files: readonly string[]): readonly NamedReport[] {
  if (files.length > most) {
    throw new UsageError(`compare takes at most ${most} reports (got ${files.length})`);
  }
  const reports = files.map((name) => ({ name, report: readReport(name) }));
  const [first] = reports;
  const other = reports.find(
    ({ report }) => report.declaration.sha256 !== first?.report.declaration.sha256,
  );
  if (first !== undefined && other !== undefined) {
    throw new UsageError(
      `${first.name} and ${other.name} are about different declarations and cannot be compared`,
    );
  }
  const kind = first?.report.subject?.kind;
  const stranger = reports.find(({ report }) => report.subject?.kind !== kind);
  if (first !== undefined && stranger !== undefined) {
    throw new UsageError(
      `${first.name} is about ${aboutOf(first)} and ${stranger.name} about ${aboutOf(stranger)}; compare reports of one kind`,
    );
  }
  return reports;
}

const aboutOf = ({ report: { subject } }: NamedReport): string =>
  subject === undefined ? 'a server' : subject.kind === 'client' ? 'a client' : 'traffic';

function ofTwo(comparison: Comparison, strict: boolean): Compared {
  const gone = regressions(comparison, strict);
  return {
    text: (paint) => comparisonText(comparison, strict, paint),
    verdict: (paint) => comparisonVerdict(comparison, strict, paint),
    forms: {
      json: () => json(comparison),
      markdown: () => comparisonMarkdown(comparison, strict),
      html: () => comparisonHtml(comparison, strict),
      text: () => comparisonText(comparison, strict, unpainted),
    },
    regressed: gone.requirements.length + gone.cases.length > 0,
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
  regressed: false,
});

const json = (value: Comparison | SideBySide): string => `${JSON.stringify(value, null, 2)}\n`;
