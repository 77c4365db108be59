import { loadSpec } from '../harness/document/load.ts';
import { coverage, coverageText } from '../reports/sections/coverage.ts';
import { clientCoverage, clientCoverageText } from './client-register.ts';
import { annotationsOf } from './authoring/annotations.ts';
import { annotatedPage } from '../reports/declarations/annotated-page.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import type { Given } from './options/parse.ts';
import { prepareOutputs, readAsset, show, writeOutputs } from './options/outputs.ts';
import type { ProcessContext } from './process/process-context.ts';
import { loadRunPlan } from './run/run-plan.ts';

/** Shows which requirements have cases, or what shows those of clients. One with neither a case nor a reason is something that no run can judge. */
export async function coverageCommand(
  { values: { json, profile, clients, report: outputs } }: Given<'coverage'>,
  context: ProcessContext,
): Promise<ExitCode> {
  if (clients) {
    if (profile !== 'none')
      throw new UsageError('coverage --clients has no profiles; leave out --profile');
    if (outputs.length > 0)
      throw new UsageError(
        'the page shows the requirements of servers and of clients; leave out --clients or --report',
      );
    const { everyJudging } = await import('./client/judging.ts');
    const judged = clientCoverage(loadSpec().clients, everyJudging());
    context.out(json ? `${JSON.stringify(judged, null, 2)}\n` : clientCoverageText(judged));
    return exit.conformant;
  }
  prepareOutputs(outputs);
  const run = loadRunPlan([], null, profile);
  const { spec, plan } = run;
  const searches = plan.cases.filter(({ replay }) => replay !== undefined).map(({ id }) => id);
  const found = coverage(spec, plan.claims, new Set(searches));
  show(
    () => (json ? `${JSON.stringify(found, null, 2)}\n` : coverageText(found)),
    outputs,
    context,
  );
  if (outputs.length > 0) {
    const text = annotatedPage(annotationsOf(run), readAsset('page.css'));
    writeOutputs(
      outputs.map(({ path }) => ({ path, text })),
      context.out,
    );
  }
  return found.complete ? exit.conformant : exit.inconclusive;
}
