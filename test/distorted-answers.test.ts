import { expect, it } from 'vitest';
import type { Outcome } from '../harness/run/outcome.ts';
import { sampleReport } from '../reports/testing/sample.ts';
import { formatNames, loadFormat } from '../reports/formats/index.ts';
import { distorted } from './testing/distorted.ts';
import { pieceIn } from './testing/pieces.ts';
import { properties, runCases, scriptedCases } from './testing/in-process.ts';

/** Why cases ended that no answer of a target may end so. */
const unforeseen = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.flatMap((one) => {
    const cause =
      one.verdict === 'broken' ? one.cause : one.verdict === 'failed' ? one.stopped : null;
    const isBug = cause !== null && /^(the suite cannot handle|a defect of the suite)/.test(cause);
    return isBug ? [`${one.case}: ${cause}`] : [];
  });

/** The tokens that a target gave out; some requests have one that nobody gave out. */
const secretsIn = (tokens: ReadonlySet<string>): readonly string[] =>
  [...tokens].filter((token) => !token.startsWith('never-given-out'));

// Few distortions let a case go on to its end; with many, its first requests are distorted already.
it.each([
  { seed: 1, every: 2 },
  { seed: 3, every: 20 },
])(
  'no answer of a target is more than a case can handle (seed $seed, one in $every)',
  async ({ seed, every }) => {
    const tokens = new Set<string>();
    const outcomes = await runCases(distorted(seed, every, tokens), scriptedCases);
    expect(outcomes).toHaveLength(scriptedCases.length);
    // An exception that a case did not foresee makes it broken as well, but no answer may lead to one.
    expect(unforeseen(outcomes)).toEqual([]);
    // Otherwise the test would show nothing: cases of every verdict came to their end.
    const verdicts = new Set(outcomes.map(({ verdict }) => verdict));
    expect(verdicts).toContain('broken');
    expect(verdicts).toContain('failed');
    expect(tokens.size).toBeGreaterThan(10);
    const text = JSON.stringify(outcomes);
    expect(text).toContain('‹secret›');
    expect(pieceIn(text, secretsIn(tokens))).toBeNull();
  },
);

it.each([
  { seed: 5, every: 10 },
  { seed: 6, every: 100 },
])('nor more than a property can handle (seed $seed, one in $every)', async ({ seed, every }) => {
  const tokens = new Set<string>();
  const search = { seed, runs: 4, milliseconds: null };
  const outcomes = await runCases(distorted(seed, every, tokens), properties, { search });
  expect(unforeseen(outcomes)).toEqual([]);
  expect(pieceIn(JSON.stringify(outcomes), secretsIn(tokens))).toBeNull();
});

it('every format of a report can be made of what distorted answers led to', async () => {
  const outcomes = await runCases(
    distorted(7, 4),
    scriptedCases.filter((_, i) => i % 5 === 0),
  );
  const report = sampleReport(outcomes);
  for (const name of formatNames.filter((one) => one !== 'html')) {
    const print = await loadFormat(name, () => () => '');
    const text = print(report, null);
    expect(text).not.toBe('');
    if (/^(?:json|har|ctrf|badge-json)$/.test(name)) JSON.parse(text);
    if (name === 'ndjson') for (const line of text.trimEnd().split('\n')) JSON.parse(line);
  }
});
