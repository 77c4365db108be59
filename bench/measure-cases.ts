// npm run measure-cases: writes selftest/measurements.json, what each case does in a default run against the reference server.
import { writeFileSync } from 'node:fs';
import { loadSpec } from '../harness/document/load.ts';
import { isDocumentedError } from '../harness/run/quick.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { run } from '../harness/run/runner.ts';
import { cases } from '../suites/index.ts';
import { openServer } from './open-server.ts';
import { readOptions } from './options.ts';

readOptions(
  'measure-cases',
  'Runs every case against the reference server, and writes the number of its requests and the documented errors that it causes to selftest/measurements.json.',
  {},
);
const { signal } = new AbortController();
const concurrency = 8;
const spec = loadSpec();
const { context, redactor, close } = await openServer(compileSpec(spec), { concurrency, signal });
const requests: Record<string, number> = {};
const errors: Record<string, string[]> = {};
const options = { concurrency, last: () => false, signal, redactor };
for await (const event of run(context, cases, options)) {
  if (event.kind !== 'finished-case') continue;
  const { case: id, refusals, searched } = event.outcome;
  requests[id] = event.outcome.requests;
  if (searched !== undefined) continue;
  for (const requirement of Object.keys(refusals)) {
    const row = [...spec.register.values()].find((one) => one.id === requirement);
    if (row !== undefined && isDocumentedError(row)) (errors[requirement] ??= []).push(id);
  }
}
await close();

const sorted = <T>(rows: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1)));
for (const list of Object.values(errors)) list.sort();
const measured = { requests: sorted(requests), errors: sorted(errors) };
writeFileSync('selftest/measurements.json', `${JSON.stringify(measured, null, 2)}\n`);
const all = Object.values(requests).reduce((a, b) => a + b, 0);
console.log(`${Object.keys(requests).length} cases, ${all} requests`);
