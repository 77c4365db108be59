// npm run bench-mock: the mock beside the reference server, Prism and Mockttp, measured in turn, in this one run.
import { loadavg } from 'node:os';
import { loadSpec } from '../../harness/document/load.ts';
import { freePort } from '../free-port.ts';
import { median } from '../measure.ts';
import { readOptions, usageError } from '../options.ts';
import { execute, ProcessError, stopAll } from '../processes.ts';
import { recordAnswers } from './answers.ts';
import {
  type Contestant,
  installTools,
  mock,
  prepareTools,
  referenceServer,
  type Tools,
} from './contestants.ts';
import { answerOfMock, compareInProcess, createMock } from './in-process.ts';
import { measureMemory } from './memory.ts';
import { type Running, start } from './running.ts';
import { measurePace, ratioOf } from './throughput.ts';
import { measureWorlds, measureWorldsOverHttp } from './worlds.ts';

const options = readOptions(
  'bench-mock',
  'Measures the mock beside the reference server, and beside Prism and Mockttp, which it installs: throughput, start, reset, memory.',
  {
    rounds: { type: 'number', default: 7, help: 'rounds of each measurement' },
    milliseconds: { type: 'number', default: 1000, help: 'load on each server in each round' },
    requests: { type: 'number', default: 1_000_000, help: 'requests after which memory is told' },
    tools: { type: 'word', help: 'no: do without Prism and Mockttp' },
  },
);
const wanted = options.word('tools');
if (wanted !== null && wanted !== 'no') usageError(`--tools must be no (got "${wanted}")`);
const [rounds, milliseconds] = [options.number('rounds'), options.number('milliseconds')];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
process.once('exit', stopAll);

const { declaration } = loadSpec();
const say = (text: string): void => console.log(text);
const line = (what: string, figure: string, aim: string): void =>
  say(`${what.padEnd(66)} ${figure.padStart(10)}${aim === '' ? '' : `   aim: ${aim}`}`);

/** Throughput on one and on eight connections. */
async function compareThroughput(running: readonly Running[]): Promise<void> {
  for (const connections of [1, 8]) {
    const paces = await measurePace(declaration, running, connections, rounds, milliseconds);
    for (const { name, pace, cost } of paces) {
      const spent =
        cost.length === 0 ? '' : `, ${(median(cost) * 1000).toFixed(0)} µs of processor`;
      say(
        `${name}, ${connections} connections: ${Math.round(median(pace))} requests a second${spent}`,
      );
    }
    const [own, ...others] = paces;
    for (const { name, pace } of own === undefined ? [] : others) {
      const aim = aims[name] ?? '';
      line(
        `requests a second on ${connections}: ${own?.name} ÷ ${name}`,
        ratioOf(own?.pace ?? [], pace).toFixed(2),
        aim,
      );
    }
  }
}

const aims: Readonly<Record<string, string>> = {
  [referenceServer.name]: 'at least 0.7',
  Prism: 'at least 5',
  Mockttp: 'at least 1',
};

/** Milliseconds until the first answer, in turn. */
async function compareStart(contestants: readonly Contestant[]): Promise<void> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < Math.min(rounds, 5); round += 1) {
    for (const contestant of contestants) {
      const running = await start(contestant);
      times.get(contestant.name)?.push(running.startUp);
      await running.stop();
    }
  }
  for (const [name, list] of times)
    line(`start of ${name} until its first answer`, `${Math.round(median(list))} ms`, '');
  const [own = [], prism] = times.values();
  if (prism !== undefined)
    line('start: the mock ÷ Prism', ratioOf(own, prism).toFixed(2), 'at most 0.5');
}

/** Creation and reset of worlds, and what Mockttp has in their place. */
async function compareReset(tools: Tools | null, ours: Running): Promise<void> {
  const server = createMock();
  const inside = measureWorlds(server, 2000);
  server.worlds.close();
  const outside = await measureWorldsOverHttp(ours.url, 500);
  const show = (ms: number): string => `${ms.toFixed(3)} ms`;
  line('a world is made, in process', show(inside.creation), 'under 1 ms');
  line('a world is reset, in process', show(inside.reset), 'under 1 ms');
  line('a world is made, over HTTP', show(outside.creation), 'under 1 ms');
  line('a world is reset, over HTTP', show(outside.reset), 'under 1 ms');
  if (tools === null) return;
  const times: unknown = JSON.parse(await execute(tools.resetMockttp(await freePort(), 100)));
  const list = Array.isArray(times) ? times.map(Number) : [];
  line('Mockttp is reset and given its five rules again, in process', show(median(list)), '');
}

async function measureAll(tools: Tools | null): Promise<void> {
  say(
    `load of the machine: ${loadavg()
      .map((one) => one.toFixed(1))
      .join(', ')}`,
  );
  const others = tools === null ? [] : [tools.prism, tools.mockttp, tools.mockttpWithoutRecord];
  const running: Running[] = [];
  for (const contestant of [mock, referenceServer, ...others])
    running.push(await start(contestant));
  await compareThroughput(running);
  line(
    'in process: the mock ÷ the reference server',
    (await compareInProcess(declaration, rounds, 1000)).toFixed(2),
    'at least 0.7',
  );
  for (const { name, memory } of running)
    line(`memory of ${name} after this`, `${Math.round(await memory())} MB`, '');
  const [ours] = running;
  if (ours !== undefined) await compareReset(tools, ours);
  for (const { stop } of running) await stop();
  await compareStart([mock, ...others]);
  for (const { requests, megabytes } of await measureMemory(
    declaration,
    options.number('requests'),
  )) {
    line(
      `in use after ${requests} requests to one world, in process`,
      `${megabytes.toFixed(1)} MB`,
      '',
    );
  }
  say(
    `load of the machine: ${loadavg()
      .map((one) => one.toFixed(1))
      .join(', ')}`,
  );
}

/** What our server answers, for those who cannot answer by themselves. */
async function prepare(): Promise<Tools> {
  const installed = await installTools();
  const server = createMock();
  const answer = answerOfMock(server);
  const ask = async (call: Parameters<typeof answer>[0]): Promise<string> =>
    Buffer.from((await answer(call)).body).toString();
  const tools = prepareTools(installed, declaration, await recordAnswers(declaration, ask));
  server.worlds.close();
  return tools;
}

try {
  const tools = wanted === 'no' ? null : await prepare();
  process.once('exit', () => tools?.remove());
  await measureAll(tools);
} catch (error) {
  if (!(error instanceof ProcessError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
