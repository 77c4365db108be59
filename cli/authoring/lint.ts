import {
  BaselineError,
  compareWithBaseline,
  parseBaseline,
  printBaseline,
} from '../../authoring/lint/baseline.ts';
import { bundledSource, withReadings } from '../../authoring/lint/bundled.ts';
import type { LintReport } from '../../authoring/lint/finding.ts';
import { lintGithub } from '../../authoring/lint/formats/github.ts';
import { lintJson } from '../../authoring/lint/formats/json.ts';
import { lintSarif } from '../../authoring/lint/formats/sarif.ts';
import { lintSummary, lintText } from '../../authoring/lint/formats/text.ts';
import { lint } from '../../authoring/lint/lint.ts';
import { severities } from '../../authoring/lint/view/rule.ts';
import { rules } from '../../authoring/lint/rules/index.ts';
import { unpainted } from '../../reports/paint.ts';
import { count } from '../../reports/plain.ts';
import { exit, type ExitCode, highestPriority, UsageError } from '../exit.ts';
import { prepareFile, readTextIfThere, writeFile } from '../files/files.ts';
import type { lintFormats } from '../options/linting.ts';
import type { Given } from '../options/parse.ts';
import { prepareOutputs, show, writeOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';
import { openSources } from './lint-sources.ts';

/** Checks Swagger 1.2 files. A file that cannot be checked costs none of the others. */
export function lintCommand(
  { args, values: options }: Given<'lint'>,
  context: ProcessContext,
): ExitCode {
  if (options.list) {
    context.out(ruleList());
    return exit.conformant;
  }
  const { report: outputs, baseline } = options;
  if (options.updateBaseline && baseline === null) {
    throw new UsageError('--update-baseline needs --baseline FILE, which it writes');
  }
  prepareOutputs(outputs, args);
  if (baseline !== null && options.updateBaseline) prepareFile(baseline, 'the baseline', args);
  const known = baseline === null || options.updateBaseline ? [] : readBaseline(baseline);
  const { sources, problems } =
    args.length === 0 ? { sources: [bundledSource()], problems: [] } : openSources(args);
  for (const problem of problems) {
    context.note(`${context.notePaint('bad', 'rooms-conformance:')} ${problem}\n`);
  }
  if (sources.length === 0) return exit.usage;

  const severityOf = new Map(options.rule.map(({ rule, severity }) => [rule, severity]));
  const plain = lint(sources, severityOf);
  const found = {
    ...plain,
    findings: sources.reduce((all, source) => withReadings(all, source), plain.findings),
  };
  if (baseline !== null && options.updateBaseline) {
    writeFile(baseline, printBaseline(found), 'the baseline');
    context.note(`${count(found.findings.length, 'finding')} written to ${baseline}\n`);
  }
  const { report, gone } = compareWithBaseline(
    found,
    baseline !== null && options.updateBaseline ? parseBaseline(printBaseline(found)) : known,
  );
  if (gone.length > 0) {
    context.note(
      `${count(gone.length, 'finding')} of the baseline ${gone.length === 1 ? 'is' : 'are'} gone; --update-baseline takes ${gone.length === 1 ? 'it' : 'them'} out\n`,
    );
  }
  show((paint) => (options.quiet ? lintSummary : lintText)(report, paint), outputs, context);
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: formats[format](report) })),
    context.out,
  );
  return highestPriority([
    problems.length === 0 ? exit.conformant : exit.usage,
    fails(report, options.failOn) ? exit.violations : exit.conformant,
  ]);
}

const formats: Readonly<Record<(typeof lintFormats)[number], (report: LintReport) => string>> = {
  json: lintJson,
  sarif: (report) => lintSarif(report, readVersion()),
  github: lintGithub,
  text: (report) => lintText(report, unpainted),
};

function readBaseline(path: string) {
  const text = readTextIfThere(path, 'the baseline');
  if (text === null) {
    throw new UsageError(
      `the baseline ${path} is not there; write it with --baseline ${path} --update-baseline`,
    );
  }
  try {
    return parseBaseline(text);
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error;
    throw new UsageError(`the baseline ${path} cannot be used: ${error.message}`);
  }
}

function fails({ findings }: LintReport, failOn: Given<'lint'>['values']['failOn']): boolean {
  if (failOn === 'never') return false;
  const least = severities.indexOf(failOn);
  return findings.some(({ severity, known }) => !known && severities.indexOf(severity) >= least);
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`)
    .join('');
}
