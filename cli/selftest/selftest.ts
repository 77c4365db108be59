import { availableParallelism } from 'node:os';
import { matrixMarkdown } from '../../reports/kill-matrix/markdown.ts';
import { matrixJson, matrixText, matrixVerdict } from '../../reports/kill-matrix/text.ts';
import { unpainted } from '../../reports/paint.ts';
import { count } from '../../reports/plain.ts';
import { cases } from '../../suites/index.ts';
import { catalogue, correctServers } from '../../selftest/catalogue.ts';
import { chooseCases, chooseServers } from '../../selftest/choose.ts';
import { isGood } from '../../selftest/fold.ts';
import type { Scope } from '../../selftest/matrix.ts';
import { pageOf } from '../../selftest/page.ts';
import { selftest, type SelftestResult } from '../../selftest/selftest.ts';
import { createWorkers } from '../../selftest/workers.ts';
import { exit, type ExitCode, highestPriority } from '../exit.ts';
import type { Given } from '../options/parse.ts';
import { prepareOutputs, show, writeOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { createSelftestProgress } from '../progress/selftest.ts';
import { loadRunPlan } from '../run/run-plan.ts';
import { selftestClientsCommand } from './selftest-clients.ts';
import { readRecord, writeRecord } from './selftest-record.ts';

type SelftestValues = Given<'selftest'>['values'];

/** Judges the suite by servers that are known to be correct or to have a fault. */
export async function selftestCommand(
  given: Given<'selftest'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { values } = given;
  if (values.clients) return selftestClientsCommand(given, context);
  const { quiet, update, report: outputs } = values;
  const { spec } = loadRunPlan();
  const record = readRecord(update);
  prepareOutputs(outputs);

  const result = await perform(values, record.detections, context);
  const { matrix, detections } = result;
  const text = quiet ? matrixVerdict : matrixText;
  show((paint) => text(matrix, paint), outputs, context);
  const page = pageOf(detections, { faults: catalogue, correct: correctServers }, cases);
  const forms = {
    json: () => matrixJson(matrix),
    markdown: () => matrixMarkdown(page, spec.register),
    text: () => matrixText(matrix, unpainted),
  };
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: forms[format]() })),
    context.out,
  );
  if (!matrix.complete) return exit.interrupted;
  if (update) context.note(writeRecord(result, record, spec.register));
  const code = isGood(matrix, update) ? exit.conformant : exit.violations;
  // The whole kill matrix has two pages.
  const isWhole = update && scopeOf(values.only, values.case) === 'everything';
  if (!isWhole) return code;
  const ofClients = await selftestClientsCommand(
    { ...given, values: { ...values, report: [] } },
    context,
  );
  return highestPriority([code, ofClients]);
}

async function perform(
  { only, case: casePatterns, jobs, seed, full, quiet }: SelftestValues,
  recorded: SelftestResult['detections'],
  context: ProcessContext,
): Promise<SelftestResult> {
  const { faults, correct } = chooseServers(only, catalogue, correctServers);
  const chosenCases = chooseCases(casePatterns, cases);
  const scope = scopeOf(only, casePatterns);
  const isCases = scope === 'cases';
  const headline = [
    count(isCases ? chosenCases.length : cases.length, 'case'),
    count(faults.length, 'fault'),
    `${count(correct.length, 'correct server')} · seed ${seed}`,
  ].join(', ');
  const progress = createSelftestProgress(context, headline, { quiet, mustDetect: !isCases });
  const threads = Math.min(
    jobs ?? availableParallelism(),
    Math.max(1, faults.length + correct.length),
  );
  const workers = createWorkers(threads, context.interrupted);
  try {
    return await selftest(workers, {
      faults,
      correct,
      catalogue,
      cases,
      scope,
      chosenCases,
      full,
      seed,
      recorded,
      signal: context.interrupted,
      onEvent: progress.update,
    });
  } finally {
    progress.end();
    await workers.close();
  }
}

function scopeOf(only: readonly string[], casePatterns: readonly string[]): Scope {
  if (casePatterns.length > 0) return 'cases';
  return only.length > 0 ? 'servers' : 'everything';
}
