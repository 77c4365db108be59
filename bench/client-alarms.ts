// npm run client-alarms: series of what users do with clients that are right, each with a seed of its own.
import { rightClients } from '../clients/catalogue/right/index.ts';
import { withDeadline } from '../clients/driver/with-deadline.ts';
import { createReferenceClient } from '../clients/reference/client.ts';
import { openTheatre } from '../clients/run.ts';
import { rightInSeries } from '../clients/series/catalogue/right-clients.ts';
import { searchAll } from '../clients/series/search.ts';
import { clientSeries } from '../suites/clients/series/index.ts';
import { readOptions } from './options.ts';

const options = readOptions(
  'client-alarms',
  'Plays series of what users do with the reference client and every right client; none may fail.',
  {
    seeds: { type: 'number', default: 200, help: 'seeds that each client is tried with' },
    seed: { type: 'number', default: 1, help: 'the first of them' },
    runs: { type: 'number', default: 10, help: 'series of each property' },
  },
);
const [seeds, first, runs] = [
  options.number('seeds'),
  options.number('seed'),
  options.number('runs'),
];
const clients = Object.entries({
  'the reference client': { change: () => ({}) },
  ...rightClients,
  ...rightInSeries,
});

const theatre = await openTheatre();
const began = performance.now();
const seconds = (): string => `${Math.round((performance.now() - began) / 1000)} s`;
let [played, steps, failed] = [0, 0, 0];
for (const [name, { change }] of clients) {
  for (let seed = first; seed < first + seeds; seed += 1) {
    const driver = withDeadline(createReferenceClient(change), 60_000);
    const search = { seed, runs, milliseconds: null };
    for await (const outcome of searchAll(clientSeries, driver, theatre, search)) {
      played += outcome.searched?.runs ?? 0;
      steps += outcome.searched?.steps ?? 0;
      if (outcome.verdict === 'passed') continue;
      failed += 1;
      const why =
        outcome.verdict === 'failed' ? JSON.stringify(outcome.mismatches) : outcome.verdict;
      console.log(`${name}, --seed ${seed}: ${outcome.case}: ${why}`);
    }
  }
  console.log(`${name}: ${seeds} seeds, ${failed} failed so far, ${seconds()}`);
}
await theatre.close();
console.log(
  `${clients.length} right clients with ${seeds} seeds each: ${played} series of ${steps} steps, ${failed} failed, ${seconds()}`,
);
if (failed > 0) process.exitCode = 1;
