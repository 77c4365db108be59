// npm run mutation: compares the mutants that survived (mutation-report/mutation.json) with mutants.yaml beside this
// file. Exits with 1 if a survivor has no reason there, or a mutant with a reason did not survive.
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../harness/document/yaml.ts';
import { compareSurvivors, type Mutant, readExplanations, readMutation } from './explained.ts';

const report: unknown = JSON.parse(readFileSync('mutation-report/mutation.json', 'utf8'));
const mutation = readMutation(report);
const { tested, failed, withoutUsers, survivors } = mutation;
const explanations = readExplanations(
  parseYaml(readFileSync('bench/mutation/mutants.yaml', 'utf8')),
);
const { unexplained, obsolete } = compareSurvivors(mutation, explanations);

const block = (title: string, mutants: readonly Mutant[]): readonly string[] =>
  mutants.length === 0
    ? []
    : [title, ...mutants.map(({ file, line, change }) => `  ${file}: ${line}\n    ${change}`), ''];
const score = (Math.floor((1000 * (failed + withoutUsers)) / tested) / 10).toFixed(1);
const lines = [
  ...block('survived, but bench/mutation/mutants.yaml does not say why:', unexplained),
  ...block('explained in bench/mutation/mutants.yaml, but did not survive:', obsolete),
  `${tested} mutants: ${failed} fail an assertion, ${withoutUsers} register no users, ${survivors.length} survive`,
  `score ${score} %, ${unexplained.length} survivors unexplained`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = unexplained.length + obsolete.length === 0 ? 0 : 1;
