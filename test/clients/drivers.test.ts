import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Driver } from '../../clients/driver/driver.ts';
import { createProcessDriver } from '../../clients/driver/process-driver.ts';
import { type OpenTheatre, openTheatre, playAll } from '../../clients/run.ts';
import type { Played } from '../../clients/stage/play.ts';
import { scenarios } from '../../suites/clients/index.ts';

const root = join(import.meta.dirname, '../..');

let theatre: OpenTheatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre.close());

/** What did not pass, scenario by scenario. @param most how many drivers may play at once */
async function playedBy(
  command: readonly string[],
  { chosen = scenarios, deadline = 60_000, most = 4 } = {},
): Promise<readonly Played[]> {
  const drivers: Driver[] = [];
  const open = (): Driver => {
    const driver = createProcessDriver({ command, deadline, onLog: () => {} });
    drivers.push(driver);
    return driver;
  };
  const played: Played[] = [];
  for await (const one of playAll(chosen, { open, most }, theatre, scenarios)) played.push(one);
  await Promise.all(drivers.map((driver) => driver.end()));
  return played;
}

const troublesOf = (played: readonly Played[]): readonly string[] =>
  played
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ scenario, verdict, reason, mismatches }) => {
      const found = mismatches.map(
        (one) =>
          `${one.requirement}: ${one.what}: expected ${one.expected}, received ${one.received}`,
      );
      return `${scenario.id}: ${verdict}: ${reason ?? found.join('; ')}`;
    });

/** A fixed part of all scenarios: all of them take minutes with clients that wait. */
const part = scenarios.filter(({ slow }, at) => slow !== true && at % 3 === 0);

describe.concurrent('drivers that come with the suite pass', () => {
  it('the Python client', async () => {
    const main = join(root, 'drivers/python/driver.py');
    expect(troublesOf(await playedBy(['python3', main], { chosen: part }))).toEqual([]);
  });

  it('the reference client as a process, whether one plays or several do', async () => {
    const command = [process.execPath, join(root, 'dist/clients/reference/main.js')];
    const some = part.slice(0, 40);
    const [one, several] = await Promise.all([
      playedBy(command, { chosen: some, most: 1 }),
      playedBy(command, { chosen: part, most: 6 }),
    ]);
    expect(troublesOf(several)).toEqual([]);
    const shown = (played: readonly Played[]) =>
      played.map(({ scenario, verdict, met }) => [scenario.id, verdict, [...met].toSorted()]);
    expect(shown(several).slice(0, some.length)).toEqual(shown(one));
    expect(one).toHaveLength(some.length);
  });
});

/** The scenarios that a list of known failures names. */
function knownOf(version: string): ReadonlySet<string> {
  const file = join(root, `drivers/matrix-js-sdk/known-failures-${version}.yaml`);
  const list: unknown = parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${file} is not a list`);
  const ids = list.map((entry: { readonly case: string }) => entry.case);
  for (const id of ids)
    if (!scenarios.some((one) => one.id === id)) throw new Error(`${file}: there is no ${id}`);
  return new Set(ids);
}

describe.concurrent('old versions of matrix-js-sdk', () => {
  // Each is settled by hand: docs/clients/README.md says why.
  it.each(['0.0.4', '0.2.2', '0.3.0'].map((version, nth) => [version, nth] as const))(
    '%s fails in what is listed, and in nothing else',
    async (version, nth) => {
      const known = knownOf(version);
      const main = join(root, 'drivers/matrix-js-sdk/driver.mjs');
      // Each version plays another sixth beside its list. Later ones send a message again and again for half a minute.
      const chosen = scenarios.filter(
        ({ id, slow }, at) =>
          slow !== true &&
          !id.startsWith('clients/trouble/send_message') &&
          (known.has(id) || at % 6 === 2 * nth),
      );
      const played = await playedBy([process.execPath, main, `matrix-js-sdk-${version}`], {
        chosen,
      });
      const failed = played.filter(({ verdict }) => verdict === 'failed');
      const wanted = chosen.filter(({ id }) => known.has(id)).map(({ id }) => id);
      expect(failed.map(({ scenario }) => scenario.id)).toEqual(wanted);
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
    const troubles = troublesOf(
      await playedBy(command, { chosen: some, deadline: why.includes('within') ? 1000 : 60_000 }),
    );
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
    const troubles = troublesOf(await playedBy(main, { chosen: some }));
    expect(troubles).toEqual(
      some.map(({ id, needs }) => `${id}: skipped: the driver does not support ${needs[0]}`),
    );
  });

  it('one that dies in the middle is started again', async () => {
    const program = `process.stdin.on("data", (d) => { const { id, do: what } = JSON.parse(d); if (what !== "start") process.exit(9); console.log(JSON.stringify({ id, ok: { name: "x", supports: ["get_topic", "leave"] } })) })`;
    const troubles = troublesOf(await playedBy(node(program), { chosen: some }));
    expect(troubles).toHaveLength(some.length);
    for (const trouble of troubles) expect(trouble).toContain('the driver ended with exit code 9');
  });
});
