import { describe, expect, it } from 'vitest';
import { playModel } from '../bench/play-model.ts';
import { optionsOf } from '../selftest/catalogue.ts';
import { compileSpec } from '../harness/run/run-context.ts';
import { loadSpec } from '../harness/document/load.ts';

const compiled = compileSpec(loadSpec());
const seed = 20140903;
const onProgress = (): void => {};

it('the model and the reference server agree for twenty thousand steps, in every cell of the table', async () => {
  const progress: number[] = [];
  const figures = await playModel(compiled, {
    steps: 20_000,
    seed,
    server: () => ({}),
    onProgress: (steps) => progress.push(steps),
  });
  expect(figures.difference).toBeNull();
  expect(figures.missed).toEqual([]);
  expect(figures.cells.size).toBe(336);
  expect(figures.steps).toBeGreaterThanOrEqual(20_000);
  expect(figures.requests).toBeGreaterThan(2 * figures.steps);
  expect(progress.at(-1)).toBe(figures.steps);
});

describe('the comparison can fail', () => {
  const table = [
    ['spare-invite-survives-a-leave', ['SMEM-14', 'JOIN-08']],
    ['declined-invite-still-good', ['SMEM-14', 'JOIN-08']],
    ['ban-forgotten-after-two-rejoins', ['BAN-14', 'JOIN-11']],
    ['second-invite-uninvites', ['SMEM-11', 'SMEM-03', 'INV-13', 'JOIN-03']],
  ] as const;
  it.each(table)('%s', async (id, requirements) => {
    const figures = await playModel(compiled, {
      steps: 20_000,
      seed,
      server: () => optionsOf(id),
      onProgress,
    });
    const outcome = figures.difference?.outcome;
    const [mismatch] = outcome?.verdict === 'failed' ? outcome.mismatches : [];
    expect(requirements).toContain(mismatch?.requirement);
    expect(mismatch?.counterexample?.descriptions.join('\n')).toMatch(/^alice creates/);
  });
});
