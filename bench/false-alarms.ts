// npm run false-alarms: default runs of every case against correct servers, each with a seed of its own.
import { type CorrectServer, correctServers, referenceServer } from '../selftest/catalogue.ts';
import { evaluateCorrect } from '../selftest/evaluate.ts';
import { createJobRunner } from '../selftest/job.ts';
import { cases } from '../suites/index.ts';
import { readOptions } from './options.ts';

/** One default run. */
interface Run {
  readonly server: CorrectServer;
  readonly seed: number;
}

const options = readOptions(
  'false-alarms',
  'Runs every case against the reference server and its variants; no run may fail.',
  {
    runs: { type: 'number', default: 200, help: 'runs of the server, and as many of its variants' },
    seed: { type: 'number', default: 1, help: 'seed of the first run' },
  },
);
const count = options.number('runs');
const first = options.number('seed');

const variants = correctServers.filter((server) => server !== referenceServer);
const runs: readonly Run[] = [
  ...Array.from({ length: count }, (_, i) => ({ server: referenceServer, seed: first + i })),
  ...Array.from({ length: count }, (_, i) => ({
    server: variants[i % variants.length] ?? referenceServer,
    seed: first + count + i,
  })),
];
/** The variant that answers late leaves the machine idle, so its runs go beside the others. */
const isSlow = ({ server }: Run): boolean => server.id === 'slow';

const ids = cases.map(({ id }) => id);
const claims = new Map(cases.map((one) => [one.id, one]));
const runJob = createJobRunner(new AbortController().signal);
const began = performance.now();
const seconds = (): string => `${Math.round((performance.now() - began) / 1000)} s`;
let [done, judged, failed] = [0, 0, 0];

async function perform({ server, seed }: Run): Promise<void> {
  const job = { server: server.id, cases: ids, until: null, concurrency: 8, seed } as const;
  const observation = await runJob({ ...job, limit: 'budget' });
  const { falseAlarms } = evaluateCorrect(server, observation, claims);
  done += 1;
  judged += observation.cases.length;
  if (falseAlarms.length > 0) failed += 1;
  for (const alarm of falseAlarms) {
    const words =
      'cause' in alarm ? `broken: ${alarm.cause}` : `${alarm.requirement}: ${alarm.what}`;
    console.log(`failed: ${server.id}, --seed ${seed}: ${alarm.case}: ${words}`);
  }
  if (done % Math.ceil(runs.length / 20) === 0) {
    console.log(`${done} of ${runs.length} runs, ${failed} failed, ${seconds()}`);
  }
}

async function oneByOne(some: readonly Run[]): Promise<void> {
  for (const one of some) await perform(one);
}

await Promise.all([
  oneByOne(runs.filter((one) => !isSlow(one))),
  oneByOne(runs.filter((one) => isSlow(one))),
]);
console.log(
  `${count} runs against the reference server, ${count} against its ${variants.length} variants: ` +
    `${judged} cases judged, ${failed} runs failed, ${seconds()}`,
);
if (failed > 0) process.exitCode = 1;
