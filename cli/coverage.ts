import { coverage, coverageText } from '../reports/sections/coverage.ts';
import { exit, type ExitCode } from './exit.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process-context.ts';
import { loadRunPlan } from './run-plan.ts';

/** Shows which requirements have cases. One with neither a case nor a reason is something that no run can judge. */
export function coverageCommand(
  { values: { json, profile } }: Given<'coverage'>,
  { out }: ProcessContext,
): ExitCode {
  const { spec, plan } = loadRunPlan([], null, profile);
  const searches = plan.cases.filter(({ replay }) => replay !== undefined).map(({ id }) => id);
  const found = coverage(spec, plan.claims, new Set(searches));
  out(json ? `${JSON.stringify(found, null, 2)}\n` : coverageText(found));
  return found.complete ? exit.conformant : exit.inconclusive;
}
