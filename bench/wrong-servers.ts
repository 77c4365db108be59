// npm run wrong-servers: how often, how soon and how small the properties find the faults that only they can find.
import { loadSpec } from '../harness/document/load.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { type Detection, findFaultBySeeds, type FindResults, rareFaults } from './find-fault.ts';
import { median } from './measure.ts';
import { readOptions, usageError } from './options.ts';

const options = readOptions(
  'wrong-servers',
  'Runs the properties against the faults that need many clients or long sequences, with many seeds each.',
  {
    seeds: { type: 'number', default: 20, help: 'seeds for each fault' },
    only: { type: 'word', help: 'one of the faults' },
  },
);
const seeds = options.number('seeds');
const only = options.word('only');
const ids = rareFaults.filter((id) => only === null || id === only);
if (ids.length === 0)
  usageError(`--only must be one of ${rareFaults.join(', ')} (got "${only ?? ''}")`);

const middle = ({ detections }: FindResults, of: (one: Detection) => number): string =>
  detections.length === 0 ? '–' : String(Math.round(median(detections.map(of))));

const compiled = compileSpec(loadSpec());
console.log(
  `${'fault'.padEnd(36)} found   drawn → shrunk   runs     ms   by (medians of ${seeds} seeds)`,
);
let missed = 0;
for (const id of ids) {
  const results = await findFaultBySeeds(compiled, id, seeds);
  const { detections } = results;
  if (detections.length < seeds) missed += 1;
  const found = `${detections.length}/${seeds}`.padStart(5);
  const steps = `${middle(results, ({ drawn }) => drawn).padStart(5)} → ${middle(results, ({ shrunk }) => shrunk).padEnd(6)}`;
  const runs = middle(results, ({ run }) => run).padStart(6);
  const ms = middle(results, (one) => one.ms).padStart(6);
  const by = [...new Set(detections.map((one) => one.case.split('/')[0]))].join(', ');
  console.log(`${id.padEnd(36)} ${found}   ${steps}   ${runs} ${ms}   ${by}`);
}
if (missed > 0) {
  console.log(`${missed} of ${ids.length} faults were not found with every seed`);
  process.exitCode = 1;
}
