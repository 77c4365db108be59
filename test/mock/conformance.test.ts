import { describe, expect, it } from 'vitest';
import type { Case } from '../../harness/run/case.ts';
import { loadSpec } from '../../harness/document/load.ts';
import { quickSelection } from '../../harness/run/quick.ts';
import { clientJudge } from '../../mock/client-judge.ts';
import { createMockServer, type MockServer } from '../../mock/server.ts';
import type { World, WorldOptions } from '../../mock/worlds/world.ts';
import type { OnGone } from '../../reference-server/stream/waiting.ts';
import type { ReferenceServer } from '../../reference-server/index.ts';
import { variants } from '../../reference-server/variants/index.ts';
import { readData } from '../../selftest/data.ts';
import { sendTo } from '../../selftest/in-process.ts';
import { measuredBy, parseMeasurements } from '../../selftest/measurements.ts';
import { cases } from '../../suites/index.ts';
import { runCases, scriptedCases } from '../testing/in-process.ts';

const plain: WorldOptions = { seed: null, state: null, rules: [], variant: null, prefer: true };

const mockWith = (options: Partial<WorldOptions>): MockServer =>
  createMockServer({
    world: { ...plain, ...options },
    limits: { most: 10, idle: 1000 },
    journalEntries: 1000,
    controlToken: null,
    judge: clientJudge(),
    onEnd: () => {},
  });

/** These requests are never given up. */
const never: OnGone = () => () => {};

/** A world as something that answers without a socket; journal and judge see every request all the same. */
const answersOf = (world: World): Pick<ReferenceServer, 'answer'> => ({
  answer: async (head, body) => {
    const { delivery, end } = await world.handle(head, Buffer.from(body), never);
    if (delivery.kind !== 'whole') throw new Error(`the world answers with ${delivery.kind}`);
    end({ kind: 'answered', answer: delivery.answer });
    return delivery.answer;
  },
});

const troublesOf = async (world: World, chosen: readonly Case[]): Promise<readonly string[]> => {
  const outcomes = await runCases(sendTo(answersOf(world)), chosen, { probes: true });
  expect(outcomes).toHaveLength(chosen.length);
  return outcomes.flatMap((outcome) =>
    outcome.verdict === 'failed' || outcome.verdict === 'broken'
      ? [
          `${outcome.case}: ${JSON.stringify(outcome.verdict === 'failed' ? outcome.mismatches : outcome.cause)}`,
        ]
      : [],
  );
};

const quick = quickSelection(
  cases,
  loadSpec().register,
  measuredBy(parseMeasurements(readData('measurements.json'))),
);

describe('the mock without rules is the reference server', () => {
  it('every case passes, with journal and judge on', async () => {
    const { worlds } = mockWith({});
    expect(await troublesOf(worlds.root, scriptedCases)).toEqual([]);
    expect(worlds.root.journal.total()).toBeGreaterThan(5_000);
  });

  it('with a seed as well', async () => {
    const { worlds } = mockWith({ seed: 11 });
    expect(await troublesOf(worlds.root, quick)).toEqual([]);
  });
});

describe('a world in another dialect is a correct server as well', () => {
  // These two are about time, which passes on sockets alone.
  const timely = variants.filter(({ id }) => id !== 'slow' && id !== 'rate-limited');

  it.each(timely.map(({ id }) => id))('%s', async (variant) => {
    const { worlds } = mockWith({ variant, seed: 1 });
    expect(worlds.root.dialect).toEqual([variant]);
    expect(await troublesOf(worlds.root, quick)).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('a random one, drawn with the seed %i', async (seed) => {
    const { worlds } = mockWith({ variant: 'random', seed });
    const { dialect } = worlds.root;
    expect(dialect.length).toBeGreaterThan(3);
    expect(mockWith({ variant: 'random', seed }).worlds.root.dialect).toEqual(dialect);
    expect(await troublesOf(worlds.root, quick)).toEqual([]);
  });

  it('a random one, by every case', async () => {
    const { worlds } = mockWith({ variant: 'random', seed: 9 });
    expect(await troublesOf(worlds.root, scriptedCases)).toEqual([]);
  });
});
