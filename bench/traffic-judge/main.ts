// npm run traffic-judge: what the judge of traffic says of right servers and clients, and of every fault.
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadSpec } from '../../harness/document/load.ts';
import { compileSpec } from '../../harness/run/run-context.ts';
import { readOptions } from '../options.ts';
import { judgeRight, rightServers } from './correct.ts';
import { createFaultJudge, type FaultShown, faultsLike } from './faults.ts';
import { ways } from './judged-run.ts';
import { type Judged, pageOf } from './page.ts';

const options = readOptions(
  'traffic-judge',
  'Runs the suite against right servers and faults, and judges the traffic alone. Nothing may be found of right servers.',
  {
    seed: { type: 'number', default: 1, help: 'seed of the properties, and of the first dialect' },
    dialects: { type: 'number', default: 20, help: 'random dialects that are judged' },
    only: { type: 'word', help: 'right, or faults' },
    fault: { type: 'word', help: 'a part of the ids of the faults that are judged' },
    every: { type: 'number', default: 1, help: 'judge every nth fault alone, as a sample' },
    page: { type: 'word', help: 'yes writes docs/traffic/faults-that-traffic-shows.md' },
  },
);
const seed = options.number('seed');
const only = options.word('only');
const compiled = compileSpec(loadSpec());

async function judgeRightServers(): Promise<void> {
  let [requests, failed] = [0, 0];
  for (const server of rightServers(options.number('dialects'), seed)) {
    const result = await judgeRight(compiled, server, seed);
    requests += result.requests;
    if (result.ofServer.length > 0) failed += 1;
    console.log(`${server.name}: ${result.requests} requests, ${result.ofServer.length} findings`);
    for (const { requirement, what } of result.ofServer.slice(0, 10))
      console.log(`  ${requirement}: ${what}`);
  }
  console.log(`${requests} requests to right servers, ${failed} servers with findings`);
  if (failed > 0) process.exitCode = 1;
}

async function judgeFaults(): Promise<readonly Judged[]> {
  const judge = createFaultJudge(compiled, seed);
  const all: (readonly FaultShown[])[] = [];
  const every = options.number('every');
  const faults = faultsLike(options.word('fault')).filter((_, i) => i % every === 0);
  for (const fault of faults) all.push(await judge(fault));
  return ways.map(({ how }, i) => ({ how, shown: all.flatMap((one) => one[i] ?? []) }));
}

if (only !== 'faults') await judgeRightServers();
if (only !== 'right') {
  const judged = await judgeFaults();
  for (const { how, shown } of judged) {
    console.log(how);
    for (const { fault, direct, following, wrong, sentences } of shown) {
      const words = [direct, following, wrong].map((ids) => ids.join(' ') || '–').join(' / ');
      console.log(`${fault.id} (${fault.violates.join(' ')}): ${words}`);
      for (const sentence of sentences) console.log(`  ${sentence}`);
    }
  }
  const page = pageOf(judged);
  console.log(page.split('\n## ')[0]);
  if (options.word('page') === 'yes') {
    const folder = new URL('../../../docs/traffic/', import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('faults-that-traffic-shows.md', folder), page);
  }
}
