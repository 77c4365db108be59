// npm run bench-proxy: what the proxy adds to a request, beside a bare proxy of Node, in one run; and long bodies.
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client } from 'undici';
import { loadSpec } from '../../harness/document/load.ts';
import { type Contestant, referenceServer } from '../mock/contestants.ts';
import { begin, operationsOfRound } from '../mock/conversation.ts';
import { ask } from '../mock/load.ts';
import { type Running, start } from '../mock/running.ts';
import { readOptions } from '../options.ts';
import { ProcessError, stopAll } from '../processes.ts';
import { measureLatencies, type Way } from './latency.ts';
import { serveLongBodies, transfer } from './long-body.ts';

const options = readOptions(
  'bench-proxy',
  'Measures what the proxy adds to the median request, beside a bare proxy of Node, and its memory with long bodies.',
  {
    rounds: { type: 'number', default: 1500, help: 'rounds of five requests over each way' },
    megabytes: {
      type: 'number',
      default: 256,
      help: 'length of the long bodies, in both directions',
    },
  },
);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}
process.once('exit', stopAll);

const { declaration } = loadSpec();
const root = fileURLToPath(new URL('../../../', import.meta.url));
const say = (text: string): void => console.log(text);
const line = (what: string, figure: string, aim = ''): void =>
  say(`${what.padEnd(58)} ${figure.padStart(12)}${aim === '' ? '' : `   aim: ${aim}`}`);

const proxyOf = (target: string, name: string, ...more: readonly string[]): Contestant => ({
  name,
  keepsState: true,
  command: (port) => ({
    program: process.execPath,
    args: ['dist/cli/main.js', 'proxy', '--target', target, '--port', String(port), ...more],
    folder: root,
  }),
});

const bareProxyOf = (target: string): Contestant => ({
  name: 'a bare proxy of Node',
  keepsState: true,
  command: (port) => ({
    program: process.execPath,
    args: ['dist/bench/proxy/bare-proxy.js', target, String(port)],
    folder: root,
  }),
});

async function wayTo({ name, url }: Running): Promise<Way> {
  const client = new Client(url);
  return { name, client, conversation: await begin(declaration, (call) => ask(client, call)) };
}

async function compareLatencies(): Promise<void> {
  const server = await start(referenceServer);
  const running = [
    server,
    await start(bareProxyOf(server.url)),
    await start(proxyOf(server.url, 'the proxy', '--quiet')),
    await start(proxyOf(server.url, 'the proxy, recording', '--quiet', '--record', '/dev/null')),
    await start(proxyOf(server.url, 'the proxy, --strict', '--quiet', '--strict')),
  ];
  const ways = await Promise.all(running.map(wayTo));
  await measureLatencies(ways, Math.ceil(options.number('rounds') / 5));
  const rounds = options.number('rounds');
  const before = running.map(({ processorTime }) => processorTime());
  const latencies = await measureLatencies(ways, rounds);
  running.forEach(({ name, processorTime }, i) => {
    const [was, is] = [before[i] ?? null, processorTime()];
    if (was === null || is === null) return;
    const spent = ((is - was) * 1000) / (rounds * operationsOfRound.length);
    const what = i === 0 ? 'processor for a request, all ways together' : 'processor for a request';
    line(`${what}, ${name}`, `${spent.toFixed(0)} µs`);
  });
  const direct = latencies.get(server.name) ?? 0;
  const addedBy = (name: string): number => (latencies.get(name) ?? 0) - direct;
  for (const [name, ms] of latencies) line(`median request, ${name}`, `${ms.toFixed(3)} ms`);
  const bare = addedBy('a bare proxy of Node');
  line('added by a bare proxy of Node', `${bare.toFixed(3)} ms`);
  for (const { name } of running.slice(2)) {
    line(`added by ${name}`, `${addedBy(name).toFixed(3)} ms`, 'at most 0.5 ms');
    line(`${name} ÷ a bare proxy of Node, what they add`, (addedBy(name) / bare).toFixed(2));
  }
  await Promise.all(ways.map(({ client }) => client.destroy()));
  for (const { stop } of running) await stop();
}

async function measureLongBodies(): Promise<void> {
  const server = await serveLongBodies();
  const proxy = await start(proxyOf(server.url, 'the proxy', '--quiet'));
  const before = await proxy.memory();
  const megabytes = options.number('megabytes');
  const began = performance.now();
  const received = await transfer(proxy.url, megabytes * 1024 * 1024);
  const seconds = (performance.now() - began) / 1000;
  if (received !== megabytes * 1024 * 1024) throw new ProcessError('the body came back shorter');
  const after = await proxy.memory();
  line(`${megabytes} MB there and back`, `${((2 * megabytes) / seconds).toFixed(0)} MB/s`);
  line('memory before and after', `${before.toFixed(0)}, ${after.toFixed(0)} MB`);
  await proxy.stop();
  server.close();
}

const load = (): void =>
  say(
    `load of the machine: ${loadavg()
      .map((one) => one.toFixed(1))
      .join(', ')}`,
  );

try {
  load();
  await compareLatencies();
  await measureLongBodies();
  load();
} catch (error) {
  if (!(error instanceof ProcessError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
