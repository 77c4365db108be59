// npm run attribution: what a run of every case blames for random faults, alone and two at a time.
import type { RequirementId } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import { catalogue, pairId, partsReplacedBy } from '../selftest/catalogue.ts';
import { createJobRunner } from '../selftest/job.ts';
import type { FaultEntry } from '../selftest/matrix.ts';
import { cases } from '../suites/index.ts';
import { readOptions } from './options.ts';

const options = readOptions(
  'attribution',
  'Runs every case against random faults, and says which requirements are blamed for them.',
  {
    faults: { type: 'number', default: 100, help: 'faults, each alone' },
    pairs: { type: 'number', default: 50, help: 'pairs of faults of different operations' },
    seed: { type: 'number', default: 1, help: 'seed of the choice and of the properties' },
  },
);
const seed = options.number('seed');

/** What was blamed, and what was found and set apart. */
interface Blame {
  readonly blamed: ReadonlySet<RequirementId>;
  readonly setApart: ReadonlySet<RequirementId>;
}

const ids = cases.map(({ id }) => id);
const runJob = createJobRunner(new AbortController().signal, false);
const { register } = loadSpec();
const operationOf = ({ violates: [main] }: FaultEntry): string | null =>
  main === undefined ? null : (register.get(main)?.operation ?? null);

async function blameFor(server: string): Promise<Blame> {
  const job = { server, cases: ids, until: null, concurrency: 8, seed, attributed: true } as const;
  const observed = (await runJob(job)).cases;
  return {
    blamed: new Set(observed.flatMap(({ failures }) => failures.map((one) => one.requirement))),
    setApart: new Set(observed.flatMap((one) => one.setApart ?? [])),
  };
}

/** Numbers from 0 to 1 that the seed decides. */
function* numbers(): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}
const random = numbers();
const drawn = (): FaultEntry | undefined =>
  catalogue[Math.floor(random.next().value * catalogue.length)];

function chosenFaults(count: number): readonly FaultEntry[] {
  const chosen = new Set<FaultEntry>();
  while (chosen.size < Math.min(count, catalogue.length)) {
    const fault = drawn();
    if (fault !== undefined) chosen.add(fault);
  }
  return [...chosen];
}

/** Two faults of different operations that replace different parts of the server, so that both take effect. */
function chosenPairs(count: number): readonly (readonly [FaultEntry, FaultEntry])[] {
  const pairs: (readonly [FaultEntry, FaultEntry])[] = [];
  while (pairs.length < count) {
    const [one, other] = [drawn(), drawn()];
    if (one === undefined || other === undefined) continue;
    if (operationOf(one) === operationOf(other)) continue;
    const replaced = partsReplacedBy(one.id);
    if ([...partsReplacedBy(other.id)].some((part) => replaced.has(part))) continue;
    pairs.push([one, other]);
  }
  return pairs;
}

const percent = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / Math.max(whole, 1)).toFixed(1)} %)`;

const alone = { reported: 0, direct: 0, detected: 0, exact: 0 };
const faults = chosenFaults(options.number('faults'));
for (const { id, violates } of faults) {
  const { blamed } = await blameFor(id);
  const right = [...blamed].filter((one) => violates.includes(one));
  const wrong = [...blamed].filter((one) => !violates.includes(one));
  alone.reported += blamed.size;
  alone.direct += right.length;
  if (right.length > 0) alone.detected += 1;
  if (right.length > 0 && wrong.length === 0) alone.exact += 1;
  if (right.length > 0 && wrong.length === 0) continue;
  console.log(`${id} (${violates.join(', ')}): ${[...blamed].join(', ') || 'nothing'} blamed`);
}
console.log(`requirements that are blamed and violated: ${percent(alone.direct, alone.reported)}`);
console.log(`faults for which a violated one is blamed: ${percent(alone.detected, faults.length)}`);
console.log(`faults for which nothing else is blamed: ${percent(alone.exact, faults.length)}`);

const together = { both: 0, told: 0, unseen: 0 };
const pairs = chosenPairs(options.number('pairs'));
for (const pair of pairs) {
  const [one, other] = pair;
  const { blamed, setApart } = await blameFor(pairId(one.id, other.id));
  const missing = pair.filter(({ violates }) => !violates.some((id) => blamed.has(id)));
  const untold = missing.filter(({ violates }) => !violates.some((id) => setApart.has(id)));
  if (missing.length === 0) together.both += 1;
  else if (untold.length === 0) together.told += 1;
  else together.unseen += 1;
  const how = untold.length === 0 ? 'set apart' : 'not seen';
  if (missing.length > 0)
    console.log(
      `${one.id} and ${other.id}: ${missing.map(({ id }) => id).join(' and ')} ${how}; ` +
        `blamed: ${[...blamed].join(', ') || 'nothing'}`,
    );
}
console.log(`pairs of which both faults are blamed: ${percent(together.both, pairs.length)}`);
console.log(`pairs of which one could not be judged: ${percent(together.told, pairs.length)}`);
console.log(`pairs of which one was not seen: ${percent(together.unseen, pairs.length)}`);
