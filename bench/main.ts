// npm run bench: every figure is a ratio of two things measured in turn, in this one run.
import { loadSpec } from '../harness/document/load.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { measureChecker } from './checker.ts';
import { findFaultBySeeds, rareFaults } from './find-fault.ts';
import { median } from './measure.ts';
import { readOptions } from './options.ts';
import { measurePages, measureThroughput } from './server.ts';
import { measureStart } from './start.ts';
import { measureSteps } from './steps.ts';
import { measureSuite } from './suite.ts';

const line = (what: string, ratio: number, aim: string): void =>
  console.log(`${what.padEnd(76)} ${ratio.toFixed(2).padStart(6)}   aim: ${aim}`);

readOptions(
  'bench',
  'Measures what the suite costs: its overhead, its start, its checker, and how soon properties find faults.',
  {},
);
const compiled = compileSpec(loadSpec());
const suite = await measureSuite(compiled, 5);
line(
  `the scripted suite ÷ its ${suite.requests} requests by bare undici`,
  suite.ratio,
  'at most 1.5',
);
const steps = await measureSteps(compiled, 5);
line(
  `drawn steps over HTTP ÷ their ${steps.requests} requests by bare undici`,
  steps.ratio,
  'at most 1.5',
);
line(
  'requests per second, reference server ÷ bare node:http',
  await measureThroughput(7),
  'at least 0.6',
);
line('a page of 10 from 100,000 events ÷ from 100', await measurePages(7, 100_000), 'at most 1.2');
line('rooms-conformance --version ÷ node -e 0', await measureStart(15), 'at most 2');
console.log(
  `one run of the scripted suite: ${suite.cases} cases, ${suite.requests} requests, ${(suite.ms / 1000).toFixed(2)} s`,
);
console.log(
  `one search of ${steps.steps} drawn steps: ${Math.round(steps.pace)} steps a second, over HTTP`,
);
for (const operations of [1000, 10_000]) {
  const { valid, invalid, unknown } = measureChecker(10, operations, 20);
  const words = ([middle, longest]: readonly [number, number]): string =>
    `${middle.toFixed(3)} s, at most ${longest.toFixed(3)} s`;
  console.log(
    `the linearizability checker, 10 clients, ${operations} operations: ${words(valid)}; invalid ones ${words(invalid)}; ` +
      `${unknown} of 40 given up   aim: well under a second for 1000`,
  );
}
for (const id of rareFaults) {
  const { detections, seeds } = await findFaultBySeeds(compiled, id, 5);
  const ms = median(detections.map((one) => one.ms));
  console.log(`time to find ${id}: ${Math.round(ms)} ms (${detections.length} of ${seeds} seeds)`);
}
