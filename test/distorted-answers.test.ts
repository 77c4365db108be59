import { expect, it } from 'vitest';
import { distorted } from './testing/distorted.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

// Few distortions let a case go on to its end; with many, its first requests are distorted already.
it.each([
  { seed: 1, every: 2 },
  { seed: 2, every: 6 },
  { seed: 3, every: 20 },
  { seed: 4, every: 60 },
])(
  'no answer of a target is more than a case can handle (seed $seed, one in $every)',
  async (how) => {
    const outcomes = await runCases(distorted(how.seed, how.every), scriptedCases);
    expect(outcomes).toHaveLength(scriptedCases.length);
    // An exception that a case did not foresee makes it broken as well, but no answer may lead to one.
    const unforeseen = outcomes.flatMap((one) => {
      const cause =
        one.verdict === 'broken' ? one.cause : one.verdict === 'failed' ? one.stopped : null;
      const isBug =
        cause !== null && /^(the suite cannot handle|a defect of the suite)/.test(cause);
      return isBug ? [`${one.case}: ${cause}`] : [];
    });
    expect(unforeseen).toEqual([]);
    // Otherwise the test would show nothing: cases of every verdict came to their end.
    const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
    expect(verdicts).toContain('broken');
    expect(verdicts).toContain('failed');
  },
);
