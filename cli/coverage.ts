import { loadSpec } from '../harness/document/load.ts';
import { coverage, coverageText } from '../reports/sections/coverage.ts';
import { clientCoverage, clientCoverageText } from './client-register.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process-context.ts';
import { loadRunPlan } from './run-plan.ts';

/** Shows which requirements have cases, or what shows those of clients. One with neither a case nor a reason is something that no run can judge. */
export async function coverageCommand(
  { values: { json, profile, clients } }: Given<'coverage'>,
  { out }: ProcessContext,
): Promise<ExitCode> {
  if (clients) {
    if (profile !== 'none')
      throw new UsageError('coverage --clients has no profiles; leave out --profile');
    const { everyJudging } = await import('./client/judging.ts');
    const judged = clientCoverage(loadSpec().clients, everyJudging());
    out(json ? `${JSON.stringify(judged, null, 2)}\n` : clientCoverageText(judged));
    return exit.conformant;
  }
  const { spec, plan } = loadRunPlan([], null, profile);
  const searches = plan.cases.filter(({ replay }) => replay !== undefined).map(({ id }) => id);
  const found = coverage(spec, plan.claims, new Set(searches));
  out(json ? `${JSON.stringify(found, null, 2)}\n` : coverageText(found));
  return found.complete ? exit.conformant : exit.inconclusive;
}
