import type { ExampleDocument } from '../../authoring/examples/example.ts';
import { judgeDocument } from '../../authoring/examples/judge/judge.ts';
import { type JudgeRules, judgeRulesOf } from '../../authoring/examples/judge/rules-of.ts';
import type { PlayedDocument } from '../../authoring/examples/play/played.ts';
import { githubReport } from '../../authoring/examples/report/github.ts';
import { type ExamplesReport, isFailed, reportOf } from '../../authoring/examples/report/report.ts';
import { sarifReport } from '../../authoring/examples/report/sarif.ts';
import { textReport } from '../../authoring/examples/report/text.ts';
import { tellDocument, type ToldDocument } from '../../authoring/examples/report/told.ts';
import { loadSpec, type Spec } from '../../harness/document/load.ts';
import { didYouMean } from '../../harness/document/nearest.ts';
import { unpainted } from '../../reports/paint.ts';
import { inertJson } from '../../reports/plain.ts';
import { exit, type ExitCode, highestPriority, UsageError } from '../exit.ts';
import type { examplesFormats } from '../options/authoring.ts';
import type { Given } from '../options/parse.ts';
import { type Output, prepareOutputs, show, writeOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { readVersion } from '../version.ts';
import { playDocuments } from './play-documents.ts';
import { readDocuments } from './example-files.ts';
import { checkUpdatable, updateDocuments } from './update-documents.ts';

type ExamplesFormat = (typeof examplesFormats)[number];
type Values = Given<'examples'>['values'];

/** Checks the examples of documents, and plays them if that is asked for. @throws UsageError, NoTarget */
export async function examplesCommand(
  { args, values }: Given<'examples'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { quiet, verbose, update, execute, target } = values;
  const outputs: readonly Output<ExamplesFormat>[] = values.json
    ? [...values.report, { format: 'json', path: null }]
    : values.report;
  if (target !== null && !execute && !update)
    throw new UsageError('--target is for --execute and --update; add one of them');
  const spec = loadSpec();
  checkModel(values.model, spec);
  const rules = judgeRulesOf(spec);
  const read = (): readonly ExampleDocument[] => readDocuments(args, values);
  let documents = read();
  prepareOutputs(
    outputs,
    documents.map(({ name }) => name),
  );
  if (update) {
    checkUpdatable(documents);
    const written = updateDocuments(await play(documents, rules, values, context));
    for (const line of written) context.note(`${line}\n`);
    // What is told is how the documents are now.
    if (written.length > 0) documents = read();
  }
  const told: readonly ToldDocument[] =
    execute || update
      ? (await play(documents, rules, values, context)).map((one) => tellDocument(one, one.bound))
      : documents.map((document) => tellDocument(judgeDocument(document, rules)));
  const report = reportOf(told, readVersion(), spec.declaration.sha256);
  show((paint) => textReport(report, { paint, quiet, infos: verbose }), outputs, context);
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: writers[format](report) })),
    context.out,
  );
  const played = told.flatMap(({ examples }) => examples.flatMap((one) => one.played ?? []));
  const nothing = played.length > 0 && played.every(({ outcome }) => outcome === 'not played');
  return highestPriority([
    ...(context.interrupted.aborted ? [exit.interrupted] : []),
    ...(isFailed(report, values.failOn) ? [exit.violations] : []),
    ...(nothing ? [exit.inconclusive] : []),
  ]);
}

const play = (
  documents: readonly ExampleDocument[],
  rules: JudgeRules,
  { target, timeout }: Values,
  { interrupted }: ProcessContext,
): Promise<readonly PlayedDocument[]> =>
  playDocuments(
    documents.map((document) => judgeDocument(document, rules)),
    rules,
    { target, timeout, signal: interrupted },
  );

const writers: Readonly<Record<ExamplesFormat, (report: ExamplesReport) => string>> = {
  json: (report) => `${inertJson(JSON.stringify(report, null, 2))}\n`,
  sarif: sarifReport,
  github: githubReport,
  text: (report) => textReport(report, { paint: unpainted, infos: true, quiet: false }),
};

function checkModel(model: string | null, { declaration }: Spec): void {
  if (model === null || declaration.models.has(model)) return;
  throw new UsageError(
    `--model: the declaration has no model "${model}"${didYouMean(model, declaration.models.keys())}`,
  );
}
