import { diffDeclarations } from '../../authoring/diff/diff.ts';
import { type ExamplePlace, examplesOf } from '../../authoring/diff/examples.ts';
import { impactOf } from '../../authoring/diff/impact.ts';
import { diffReport, type DiffReport } from '../../authoring/diff/report.ts';
import { judgeDocument } from '../../authoring/examples/judge/judge.ts';
import { judgeRulesOf } from '../../authoring/examples/judge/rules-of.ts';
import type { Spec } from '../../harness/document/load.ts';
import { diffMarkdown, diffText, diffVerdict } from '../../reports/declarations/diff.ts';
import { unpainted } from '../../reports/paint.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import type { diffFormats } from '../options/declarations.ts';
import type { Given } from '../options/parse.ts';
import { prepareOutputs, show, writeOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { loadRunPlan } from '../run/run-plan.ts';
import { type DeclarationFile, readDeclarationFile } from './declaration-file.ts';
import { readDocuments } from './example-files.ts';
import { entriesOf, judgesOf } from './judges.ts';

/** Shows what changed between two declarations, whom it breaks, and what it means for the suite. */
export function diffCommand(
  { args: files, values: { report: outputs, failOn, quiet, examples } }: Given<'diff'>,
  context: ProcessContext,
): ExitCode {
  const [old, fresh] = read(files);
  prepareOutputs(outputs, [...files, ...examples]);
  const report = compare(old, fresh, examples);
  show((paint) => (quiet ? diffVerdict : diffText)(report, paint), outputs, context);
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: forms[format](report) })),
    context.out,
  );
  return fails(report, failOn) ? exit.violations : exit.conformant;
}

const forms: Readonly<Record<(typeof diffFormats)[number], (report: DiffReport) => string>> = {
  json: (report) => `${JSON.stringify(report, null, 2)}\n`,
  markdown: diffMarkdown,
  text: (report) => diffText(report, unpainted),
};

/** One file is compared with the bundled declaration. */
function read(files: readonly string[]): readonly [DeclarationFile, DeclarationFile] {
  const [first = '', second, ...more] = files;
  if (more.length > 0)
    throw new UsageError(
      `diff compares two declarations: the old one, then the new one (got ${files.length} files)`,
    );
  return second === undefined
    ? [readDeclarationFile(null), readDeclarationFile(first)]
    : [readDeclarationFile(first), readDeclarationFile(second)];
}

function compare(
  old: DeclarationFile,
  fresh: DeclarationFile,
  files: readonly string[],
): DiffReport {
  const changes = diffDeclarations(old.document, fresh.document);
  const plan = loadRunPlan();
  const documents = {
    bundled: plan.spec.declaration.raw,
    old: old.document.raw,
    new: fresh.document.raw,
  };
  const impact = impactOf(changes, documents, entriesOf(plan.spec), judgesOf(plan));
  const examples = examplesOf(changes, old.document, fresh.document, examplesIn(files, plan.spec));
  return diffReport(sideOf(old), sideOf(fresh), changes, impact, examples);
}

/** The examples of the rooms API in documents, by their lines. @throws UsageError */
function examplesIn(files: readonly string[], spec: Spec): readonly ExamplePlace[] {
  if (files.length === 0) return [];
  const rules = judgeRulesOf(spec);
  return readDocuments(files, { format: null, model: null }).flatMap((document) =>
    judgeDocument(document, rules).examples.flatMap(({ example, of }) => {
      const { start } = example.kind === 'exchange' ? example.request.span : example.span;
      const place = `${document.name}:${document.lines.positionAt(start).line}`;
      return of === null ? [] : [{ place, of }];
    }),
  );
}

const sideOf = ({ name, sha256 }: DeclarationFile) => ({ name, sha256 });

const fails = ({ totals }: DiffReport, failOn: Given<'diff'>['values']['failOn']): boolean => {
  switch (failOn) {
    case 'any':
      return totals.changes > 0;
    case 'breaking':
      return totals.breaking > 0;
    case 'none':
      return false;
  }
};
