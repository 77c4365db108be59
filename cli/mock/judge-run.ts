import { loadSpec } from '../../harness/document/load.ts';
import { observeWorlds, type WorldsObserver } from '../../mock/verdict/observe.ts';
import type { ExitCode } from '../exit.ts';
import { cleanupCommandOfRun, noteCleanup, openGates } from '../gates/known-failures.ts';
import type { Given } from '../options/parse.ts';
import { openOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';
import { finish } from '../run/run.ts';
import { type ClientRun, judgeClient, namesOfClients } from './client-verdict.ts';

/**
 * Judges a client by what it sends while a mock runs, and writes the reports.
 * @param use runs the mock, and has the client use it
 */
export async function judgeRun(
  { values: options, typed }: Given<'mock'>,
  context: ProcessContext,
  use: (observer: WorldsObserver) => Promise<ClientRun>,
): Promise<ExitCode> {
  const spec = loadSpec();
  const gates = openGates({ ...options, failOn: [] }, namesOfClients(spec));
  const write = await openOutputs(options.report);
  const observer = observeWorlds(spec);
  const run = await use(observer);
  const report = judgeClient(observer.result(), run, spec, options, gates, context);
  const { quiet, report: outputs } = options;
  const code = finish(report, { quiet, outputs, write, baseline: null }, context);
  noteCleanup(report, cleanupCommandOfRun(options, typed, 'mock'), context);
  return code;
}
