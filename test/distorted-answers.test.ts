import { expect, it } from 'vitest';
import { distorted } from './testing/distorted.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

// Few distortions let a case go on to its end; with many, its first requests are distorted already.
it.each([
  { seed: 1, every: 2 },
  { seed: 2, every: 6 },
  { seed: 3, every: 20 },
  { seed: 4, every: 60 },
])('no answer of a target is a bug of the suite (seed $seed, one in $every)', async (how) => {
  const outcomes = await runCases(distorted(how.seed, how.every), scriptedCases);
  expect(outcomes).toHaveLength(scriptedCases.length);
  const bugs = outcomes.flatMap((one) =>
    one.verdict === 'broken' && one.ours ? [`${one.case}: ${one.cause}`] : [],
  );
  expect(bugs).toEqual([]);
  // Otherwise the test would show nothing: cases of every verdict came to their end.
  const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
  expect(verdicts).toContain('broken');
  expect(verdicts).toContain('failed');
});
