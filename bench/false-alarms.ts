// npm run false-alarms: default runs of everything against servers that are right, each with a seed of its own.
import { type RightServer, rightId, rightServers } from '../selftest/catalogue.ts';
import { createTry } from '../selftest/trial.ts';
import { weighRight } from '../selftest/weigh.ts';
import { cases } from '../suites/index.ts';
import { readAsked } from './asked.ts';

/** One default run. */
interface Job {
  readonly server: RightServer;
  readonly seed: number;
}

const asked = readAsked(['runs', 'seed']);
const runs = asked.number('runs', 200);
const first = asked.number('seed', 1);

const variants = rightServers.filter(({ id }) => id !== rightId);
const [right = { id: rightId, summary: '' }] = rightServers.filter(({ id }) => id === rightId);
const jobs: readonly Job[] = [
  ...Array.from({ length: runs }, (_, i) => ({ server: right, seed: first + i })),
  ...Array.from({ length: runs }, (_, i) => ({
    server: variants[i % variants.length] ?? right,
    seed: first + runs + i,
  })),
];
/** A server that answers late leaves the machine idle, so its runs go beside the others. */
const isSlow = ({ server }: Job): boolean => server.id === 'slow';

const ids = cases.map(({ id }) => id);
const claims = new Map(cases.map((one) => [one.id, one]));
const attempt = createTry(new AbortController().signal);
const began = performance.now();
const seconds = (): string => `${Math.round((performance.now() - began) / 1000)} s`;
let [done, judged, red] = [0, 0, 0];

async function perform({ server, seed }: Job): Promise<void> {
  const trial = { server: server.id, cases: ids, until: null, concurrency: 8, seed } as const;
  const sight = await attempt({ ...trial, bound: 'budget' });
  const { alarms } = weighRight(server, sight, claims);
  done += 1;
  judged += sight.seen.length;
  if (alarms.length > 0) red += 1;
  for (const alarm of alarms) {
    const words =
      'cause' in alarm ? `broken: ${alarm.cause}` : `${alarm.requirement}: ${alarm.what}`;
    console.log(`red: ${server.id}, --seed ${seed}: ${alarm.case}: ${words}`);
  }
  if (done % Math.ceil(jobs.length / 20) === 0) {
    console.log(`${done} of ${jobs.length} runs, ${red} red, ${seconds()}`);
  }
}

async function inTurn(some: readonly Job[]): Promise<void> {
  for (const job of some) await perform(job);
}

await Promise.all([inTurn(jobs.filter((job) => !isSlow(job))), inTurn(jobs.filter(isSlow))]);
console.log(
  `${runs} runs against the reference server, ${runs} against its ${variants.length} variants: ` +
    `${judged} cases judged, ${red} runs red, ${seconds()}`,
);
if (red > 0) process.exitCode = 1;
