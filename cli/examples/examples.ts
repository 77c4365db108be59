import { judgeDocument } from '../../authoring/examples/judge/judge.ts';
import { judgeRulesOf } from '../../authoring/examples/judge/rules-of.ts';
import { githubReport } from '../../authoring/examples/report/github.ts';
import { type ExamplesReport, isFailed, reportOf } from '../../authoring/examples/report/report.ts';
import { textReport } from '../../authoring/examples/report/text.ts';
import { tellDocument } from '../../authoring/examples/report/told.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import { loadSpec, type Spec } from '../../harness/document/load.ts';
import { inertJson } from '../../reports/plain.ts';
import { unpainted } from '../../reports/paint.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import type { examplesFormats } from '../options/authoring.ts';
import type { Given } from '../options/parse.ts';
import { type Output, prepareOutputs, show, writeOutputs } from '../outputs.ts';
import type { ProcessContext } from '../process-context.ts';
import { readVersion } from '../version.ts';
import { readDocuments } from './read-files.ts';

type ExamplesFormat = (typeof examplesFormats)[number];

/** Checks the examples of documents. @throws UsageError */
export function examplesCommand(
  { args, values }: Given<'examples'>,
  context: ProcessContext,
): ExitCode {
  const outputs: readonly Output<ExamplesFormat>[] = values.json
    ? [...values.report, { format: 'json', path: null }]
    : values.report;
  prepareOutputs(outputs);
  const spec = loadSpec();
  checkModel(values.model, spec);
  const rules = judgeRulesOf(spec);
  const documents = readDocuments(args, values);
  const judged = documents.map((document) => judgeDocument(document, rules));
  const report = reportOf(judged.map(tellDocument), readVersion(), spec.declaration.sha256);
  const { quiet, verbose } = values;
  show((paint) => textReport(report, { paint, quiet, infos: verbose }), outputs, context);
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: writers[format](report) })),
    context.out,
  );
  return isFailed(report, values.failOn) ? exit.violations : exit.conformant;
}

const writers: Readonly<Record<ExamplesFormat, (report: ExamplesReport) => string>> = {
  json: (report) => `${inertJson(JSON.stringify(report, null, 2))}\n`,
  github: githubReport,
  text: (report) => textReport(report, { paint: unpainted, infos: true, quiet: false }),
};

function checkModel(model: string | null, { declaration }: Spec): void {
  if (model === null || declaration.models.has(model)) return;
  throw new UsageError(
    `--model: the declaration has no model "${model}"${didYouMean(model, declaration.models.keys())}`,
  );
}
