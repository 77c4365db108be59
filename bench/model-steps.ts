// npm run model-steps: the membership model against the reference server, in one process, for very many steps.
import { loadSpec } from '../harness/document/load.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { readOptions } from './options.ts';
import { playModel } from './play-model.ts';
import { printText } from '../reports/document/text.ts';
import { unpainted } from '../reports/paint.ts';
import { counterexampleBlocks } from '../reports/sections/counterexample.ts';

const options = readOptions(
  'model-steps',
  'Compares the membership model with the reference server, step by step.',
  {
    steps: { type: 'number', default: 1_000_000, help: 'membership steps to play' },
    seed: { type: 'number', default: 1, help: 'seed of the first batch' },
  },
);
const wanted = options.number('steps');

const began = performance.now();
const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
let printed = 0;
const figures = await playModel(compileSpec(loadSpec()), {
  steps: wanted,
  seed: options.number('seed'),
  server: () => ({}),
  onProgress(steps) {
    const tenths = Math.floor((10 * steps) / wanted);
    if (tenths > printed) console.log(`${tenths * 10} %   ${steps} steps, ${seconds()}`);
    printed = Math.max(printed, tenths);
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
    console.log(printText(counterexampleBlocks(counterexample), unpainted));
  }
  process.exitCode = 1;
}
