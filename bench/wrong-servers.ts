// npm run wrong-servers: servers that only a search finds wrong, each hunted by many seeds at the default budget.
import { type Bag, type Catch, elusive, huntOften, median } from './hunt.ts';
import { loadSpec } from '../harness/document/load.ts';
import { misunderstood, readAsked } from './asked.ts';

const asked = readAsked(['seeds', 'only']);
const seeds = asked.number('seeds', 20);
const only = asked.text('only');
const ids = elusive.filter((id) => only === null || id === only);
if (ids.length === 0) misunderstood(`--only must be one of ${elusive.join(', ')}`);

const middle = ({ catches }: Bag, of: (one: Catch) => number): string =>
  catches.length === 0 ? '–' : String(Math.round(median(catches.map(of))));

const spec = loadSpec();
console.log(
  `${'server'.padEnd(36)} found   drawn → shrunk   runs     ms   by (medians of ${seeds} seeds)`,
);
let missed = 0;
for (const id of ids) {
  const bag = await huntOften(spec, id, seeds);
  if (bag.catches.length < bag.hunts) missed += 1;
  const found = `${bag.catches.length}/${bag.hunts}`.padStart(5);
  const steps = `${middle(bag, ({ drawn }) => drawn).padStart(5)} → ${middle(bag, ({ shrunk }) => shrunk).padEnd(6)}`;
  const runs = middle(bag, ({ run }) => run).padStart(6);
  const ms = middle(bag, (one) => one.ms).padStart(6);
  const by = [...new Set(bag.catches.map((one) => one.case.split('/')[0]))].join(', ');
  console.log(`${id.padEnd(36)} ${found}   ${steps}   ${runs} ${ms}   ${by}`);
}
if (missed > 0) {
  console.log(`${missed} not found by every seed`);
  process.exitCode = 1;
}
