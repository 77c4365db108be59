// Compares what survived of mutation-report/mutation.json with bench/mutation/mutants.yaml, where every survivor has its
// reason. Ends with 1 for a survivor without one, and for a reason that explains nothing any more.
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../harness/document/yaml.ts';
import { type Mutant, readExplanations, readMutation, settle } from './explained.ts';

const report: unknown = JSON.parse(readFileSync('mutation-report/mutation.json', 'utf8'));
const mutation = readMutation(report);
const { tested, failed, shut, survivors } = mutation;
const explanations = readExplanations(
  parseYaml(readFileSync('bench/mutation/mutants.yaml', 'utf8')),
);
const { unexplained, idle } = settle(mutation, explanations);

const told = ({ file, line, change }: Mutant): string => `  ${file}: ${line}\n    ${change}`;
const lines = [
  ...(unexplained.length === 0
    ? []
    : [
        'survived, and bench/mutation/mutants.yaml does not say why:',
        ...unexplained.map(told),
        '',
      ]),
  ...(idle.length === 0
    ? []
    : ['explained in bench/mutation/mutants.yaml, and did not survive:', ...idle.map(told), '']),
  `${tested} mutants: ${failed} fail an assertion, ${shut} take no users, ${survivors.length} survive`,
  `score ${(Math.floor((1000 * (failed + shut)) / tested) / 10).toFixed(1)} %, ${unexplained.length} survivors unexplained`,
];
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = unexplained.length + idle.length === 0 ? 0 : 1;
