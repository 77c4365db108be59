// npm run model-steps: the model of memberships against the reference server, in one process, for very many steps.
import { playModel } from './model-steps-run.ts';
import { loadSpec } from '../harness/document/load.ts';
import { counterexampleLines } from '../reports/counterexample.ts';
import { readAsked } from './asked.ts';

const asked = readAsked(['steps', 'seed']);
const wanted = asked.number('steps', 1_000_000);
const seed = asked.number('seed', 1);

const began = performance.now();
const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
let told = 0;
const figures = await playModel(loadSpec(), {
  steps: wanted,
  seed,
  options: () => ({}),
  tell(steps) {
    const tenths = Math.floor((10 * steps) / wanted);
    if (tenths > told) console.log(`${tenths * 10} %   ${steps} steps, ${seconds()}`);
    told = Math.max(told, tenths);
  },
});
const { steps, requests, cells, missed, difference } = figures;
const rarest = Math.min(...cells.values());
console.log(`${steps} steps, ${requests} requests, ${difference === null ? 'no' : 'a'} difference`);
console.log(
  `${cells.size} of ${cells.size + missed.length} cells, each at least ${rarest} times; ${seconds()}`,
);
for (const cell of missed) console.log(`  not reached: ${cell}`);
if (difference !== null) {
  const { outcome } = difference;
  console.log(`--seed ${difference.seed}: ${outcome.verdict}`);
  if (outcome.verdict === 'broken') console.log(outcome.cause);
  for (const found of outcome.verdict === 'failed' ? outcome.mismatches : []) {
    const { requirement, what, expected, received, counterexample } = found;
    console.log(`${requirement}: ${what}: expected ${expected}, received ${received}`);
    if (counterexample === undefined) continue;
    for (const line of counterexampleLines(counterexample, (_, text) => text)) console.log(line);
  }
  process.exitCode = 1;
}
