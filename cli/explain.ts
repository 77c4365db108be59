import { didYouMean } from '../harness/run/nearest.ts';
import { groupOf } from '../harness/run/select.ts';
import { isReadingId, nicknames, readingIds } from '../harness/document/ids.ts';
import { readReadingPage } from '../harness/document/load.ts';
import { exit, type ExitCode, WrongQuestion } from './exit.ts';
import { caseText, operationText, requirementText, suiteText } from './explanations.ts';
import type { Command } from './options/request.ts';
import { loadQuestion } from './question.ts';
import type { Surroundings } from './surroundings.ts';

/** Explains whatever an id stands for. @throws WrongQuestion for one that stands for nothing */
export function explainCommand(
  { id }: Extract<Command, { kind: 'explain' }>,
  { out, paint }: Surroundings,
): ExitCode {
  const question = loadQuestion([]);
  const { register, declaration } = question.spec;
  const wanted = id.toLowerCase();

  const requirement = [...register.values()].find((row) => row.id.toLowerCase() === wanted);
  const testCase = question.plan.cases.find((one) => one.id === wanted);
  const suites = new Set(question.plan.cases.map(groupOf));
  const operation = declaration.operations.find(({ nickname }) => nickname === wanted);
  if (requirement !== undefined) out(requirementText(requirement, question, paint));
  else if (testCase !== undefined) out(caseText(testCase, question, paint));
  else if (operation !== undefined) out(operationText(operation, question, paint));
  else if (suites.has(wanted)) out(suiteText(wanted, question, paint));
  else if (isReadingId(wanted)) out(readReadingPage(wanted) ?? '');
  else {
    const ids = [
      ...register.keys(),
      ...question.plan.cases.map((c) => c.id),
      ...nicknames,
      ...suites,
      ...readingIds,
    ];
    const kinds = 'requirement, case, operation, suite or reading';
    throw new WrongQuestion(`there is no ${kinds} "${id}"${didYouMean(id, ids)}`);
  }
  return exit.conformant;
}
