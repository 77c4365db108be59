// npm run bench: every figure is a ratio of two things measured in turn, in this one run.
import { measurePages, measureThroughput } from './server.ts';
import { measureStart } from './start.ts';
import { measureSuite } from './suite.ts';

const line = (what: string, ratio: number, aim: string): void =>
  console.log(`${what.padEnd(76)} ${ratio.toFixed(2).padStart(6)}   aim: ${aim}`);

const suite = await measureSuite(5);
line(
  `the scripted suite ÷ its ${suite.requests} requests by bare undici`,
  suite.ratio,
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
