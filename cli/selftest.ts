import { availableParallelism } from 'node:os';
import { matrixMarkdown } from '../reports/kill-matrix/markdown.ts';
import { matrixJson, matrixText, matrixVerdict } from '../reports/kill-matrix/text.ts';
import { unpainted } from '../reports/paint.ts';
import { count } from '../reports/plain.ts';
import { cases } from '../suites/index.ts';
import { catalogue, rightServers } from '../selftest/catalogue.ts';
import { choose } from '../selftest/choose.ts';
import { createCrew } from '../selftest/crew.ts';
import { isGood } from '../selftest/fold.ts';
import type { KillMatrix } from '../selftest/matrix.ts';
import { selftest } from '../selftest/selftest.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Given } from './options/parse.ts';
import { prepareOutputs, show, writeOutputs } from './outputs.ts';
import type { ProcessContext } from './process-context.ts';
import { createSelftestProgress } from './progress/selftest.ts';
import { loadRunPlan } from './run-plan.ts';

/** Judges the suite by servers of which it is known whether they are correct. */
export async function selftestCommand(
  { values: { only, jobs, seed, full, quiet, report: outputs } }: Given<'selftest'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const chosen = choose(only, catalogue, rightServers);
  const { spec } = loadRunPlan();
  prepareOutputs(outputs);

  const { faults, right } = chosen;
  const what = `${count(cases.length, 'case')}, ${count(faults.length, 'fault')}, ${count(right.length, 'correct server')} · seed ${seed}`;
  const progress = createSelftestProgress(context, what, quiet);
  const crew = createCrew(jobs ?? availableParallelism(), context.interrupted);
  let matrix: KillMatrix;
  try {
    matrix = await selftest(crew, {
      ...chosen,
      cases,
      full,
      whole: only.length === 0,
      seed: seed ?? 1,
      signal: context.interrupted,
      tell: progress.update,
    });
  } finally {
    progress.end();
    await crew.close();
  }
  const text = quiet ? matrixVerdict : matrixText;
  show((paint) => text(matrix, paint), outputs, context);
  const forms = {
    json: () => matrixJson(matrix),
    markdown: () => matrixMarkdown(matrix, spec.register),
    text: () => matrixText(matrix, unpainted),
  };
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: forms[format]() })),
    context.out,
  );
  if (!matrix.complete) return exit.interrupted;
  return isGood(matrix) ? exit.conformant : exit.violations;
}
