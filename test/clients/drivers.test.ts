import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Driver } from '../../clients/driver/driver.ts';
import { createProcessDriver } from '../../clients/driver/process-driver.ts';
import { alone, type OpenTheatre, openTheatre, playAll } from '../../clients/run.ts';
import { scenarios } from '../../suites/clients/index.ts';

const root = join(import.meta.dirname, '../..');

let theatre: OpenTheatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

const driverOf = (command: readonly string[], deadline = 60_000): Driver =>
  createProcessDriver({ command, deadline, onLog: () => {} });

/** What did not pass, scenario by scenario. */
async function troublesOf(driver: Driver, chosen = scenarios): Promise<readonly string[]> {
  const troubles: string[] = [];
  for await (const { scenario, verdict, reason, mismatches } of playAll(
    chosen,
    alone(driver),
    theatre,
    scenarios,
  )) {
    if (verdict === 'passed') continue;
    const found = mismatches.map(
      (one) =>
        `${one.requirement}: ${one.what}: expected ${one.expected}, received ${one.received}`,
    );
    troubles.push(`${scenario.id}: ${verdict}: ${reason ?? found.join('; ')}`);
  }
  await driver.end();
  return troubles;
}

describe.concurrent('drivers that come with the suite pass every scenario', () => {
  it('the reference client as a process', async () => {
    const main = join(root, 'dist/clients/reference/main.js');
    expect(await troublesOf(driverOf([process.execPath, main]))).toEqual([]);
  }, 300_000);

  it('the Python client', async () => {
    const main = join(root, 'drivers/python/driver.py');
    expect(await troublesOf(driverOf(['python3', main]))).toEqual([]);
  }, 300_000);
});

describe.concurrent('old versions of matrix-js-sdk', () => {
  // Each is settled by hand: docs/clients/README.md says why.
  it.each([
    ['0.0.4', ['errors/jid-08', 'errors/create-10', 'errors/create-12'], 'CLIENT-31'],
    ['0.2.2', ['history/overlapping-pages'], 'CLIENT-15'],
    ['0.3.0', ['history/overlapping-pages'], 'CLIENT-15'],
  ])(
    '%s fails in %j',
    async (version, expected, requirement) => {
      const main = join(root, 'drivers/matrix-js-sdk/driver.mjs');
      const driver = driverOf([process.execPath, main, `matrix-js-sdk-${version}`]);
      const failed: string[] = [];
      for await (const { scenario, verdict, mismatches } of playAll(
        scenarios,
        alone(driver),
        theatre,
      )) {
        if (verdict !== 'failed') continue;
        failed.push(scenario.id);
        expect(new Set(mismatches.map((one) => one.requirement))).toEqual(new Set([requirement]));
      }
      await driver.end();
      expect(failed).toEqual(expected.map((id) => `clients/${id}`));
    },
    300_000,
  );
});

describe('drivers that fail are named, and the rest goes on', () => {
  const some = scenarios.filter(
    ({ id }) => id.startsWith('clients/get_topic') || id.startsWith('clients/leave'),
  );
  const node = (program: string): readonly string[] => [process.execPath, '-e', program];

  it.each([
    [
      'cannot be started',
      ['no-such-program-anywhere'],
      'the driver cannot be started: spawn no-such-program-anywhere ENOENT',
    ],
    ['ends at once', node('process.exit(3)'), 'the driver ended with exit code 3'],
    [
      'prints noise',
      node('console.log("hello"); setTimeout(() => {}, 1e6)'),
      'the driver wrote a line that is not an answer: hello',
    ],
    ['never answers', node('setInterval(() => {}, 1e6)'), 'the driver did not answer within 1 s'],
    [
      'answers without an id',
      node('console.log("{}"); setTimeout(() => {}, 1e6)'),
      'the driver wrote a line that is not an answer: {}',
    ],
  ])('one that %s', async (_, command, why) => {
    const troubles = await troublesOf(driverOf(command, 1000), some);
    expect(troubles).toHaveLength(some.length);
    for (const trouble of troubles)
      expect(trouble).toContain(
        `broken: the driver did not start; it answered nothing, for ${why}`,
      );
  });

  it('one that supports little is asked for that alone', async () => {
    const main = node(
      `process.stdin.on("data", (d) => { const { id } = JSON.parse(d); console.log(JSON.stringify({ id, ok: { name: "x", supports: [] } })) })`,
    );
    const troubles = await troublesOf(driverOf(main), some);
    expect(troubles).toEqual(
      some.map(({ id, needs }) => `${id}: skipped: the driver does not support ${needs[0]}`),
    );
  });

  it('one that dies in the middle is started again', async () => {
    const program = `process.stdin.on("data", (d) => { const { id, do: what } = JSON.parse(d); if (what !== "start") process.exit(9); console.log(JSON.stringify({ id, ok: { name: "x", supports: ["get_topic", "leave"] } })) })`;
    const troubles = await troublesOf(driverOf(node(program)), some);
    expect(troubles).toHaveLength(some.length);
    for (const trouble of troubles) expect(trouble).toContain('the driver ended with exit code 9');
  });
});
