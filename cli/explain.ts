import { didYouMean } from '../harness/document/nearest.ts';
import { groupOf } from '../harness/run/select.ts';
import { isReadingId, nicknames, readingIds } from '../harness/document/ids.ts';
import { readReadingPage } from '../harness/document/load.ts';
import { clientText, scenarioText } from './client-register.ts';
import { exit, type ExitCode, UsageError } from './exit.ts';
import { caseText, operationText, requirementText, suiteText } from './explanations.ts';
import type { Given } from './options/parse.ts';
import type { ProcessContext } from './process/process-context.ts';
import { loadRunPlan } from './run/run-plan.ts';

/** Explains an id. @throws UsageError for an unknown one */
export async function explainCommand(
  { args }: Given<'explain'>,
  { out, paint }: ProcessContext,
): Promise<ExitCode> {
  const [id = ''] = args;
  const all = loadRunPlan();
  const { register, clients, declaration } = all.spec;
  const wanted = id.toLowerCase();

  const requirement = [...register.values()].find((row) => row.id.toLowerCase() === wanted);
  const client = [...clients.values()].find((row) => row.id.toLowerCase() === wanted);
  const { everyBreaking, everyJudging } = await import('./client/judging.ts');
  const played = everyJudging();
  const scenario = played.find(({ id: one }) => one === wanted);
  const testCase = all.plan.cases.find((one) => one.id === wanted);
  const suites = new Set(all.plan.cases.map(groupOf));
  const operation = declaration.operations.find(({ nickname }) => nickname === wanted);
  if (requirement !== undefined) out(requirementText(requirement, all, paint));
  else if (client !== undefined) out(clientText(client, played, everyBreaking(), paint));
  else if (scenario !== undefined) out(scenarioText(scenario, clients, paint));
  else if (testCase !== undefined) out(caseText(testCase, all, paint));
  else if (operation !== undefined) out(operationText(operation, all, paint));
  else if (suites.has(wanted)) out(suiteText(wanted, all, paint));
  else if (isReadingId(wanted)) out(readReadingPage(wanted) ?? '');
  else {
    const ids = [
      ...register.keys(),
      ...clients.keys(),
      ...all.plan.cases.map((c) => c.id),
      ...played.map((one) => one.id),
      ...nicknames,
      ...suites,
      ...readingIds,
    ];
    const kinds = 'requirement, case, scenario, operation, suite or reading';
    throw new UsageError(`there is no ${kinds} "${id}"${didYouMean(id, ids)}`);
  }
  return exit.conformant;
}
