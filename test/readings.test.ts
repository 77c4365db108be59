import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadingId, readingIds } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import { bindQuote, locate } from '../harness/document/pointer.ts';
import type { Case } from '../harness/run/case.ts';
import type { Outcome } from '../harness/run/outcome.ts';
import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';
import { optionsOfVariant, variants } from '../reference-server/variants/index.ts';
import { sendTo } from '../selftest/in-process.ts';
import { runCases, scriptedCases } from './testing/in-process.ts';

const spec = loadSpec();

const page = (id: ReadingId): string =>
  readFileSync(join(import.meta.dirname, `../spec/readings/${id}.md`), 'utf8');

/** The codes in a page's table; one that is no code, such as `a number`, stands for any number. */
const codesOf = (id: ReadingId): readonly string[] =>
  [...page(id).matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');

/** Readings whose value is what the target said, in its own words. */
const free: readonly ReadingId[] = ['unknown-path-status'];

const known = (id: ReadingId, taken: string): boolean =>
  free.includes(id) ||
  codesOf(id).some((code) => code === taken || (code === 'a number' && /^\d+$/.test(taken)));

describe('the page of a reading', () => {
  it.each(readingIds)('%s quotes words that stand where it says', (id) => {
    const [, quote = '', at = ''] = /^> (.*)\n>\n> — `(.*)`$/m.exec(page(id)) ?? [];
    const place = locate(spec.declaration.raw, at);
    expect(place === null ? null : bindQuote(place, quote)).not.toBeNull();
  });

  it.each(readingIds)('%s offers at least two readings', (id) => {
    expect(codesOf(id).length).toBeGreaterThan(1);
  });
});

/** What every scripted case makes of the reference server. */
let outcomes: readonly Outcome[] = [];
/** The cases that it gives something to tell a reading by. */
let recording: readonly Case[] = [];
beforeAll(async () => {
  outcomes = await runCases(sendTo(createReferenceServer()), scriptedCases);
  const ids = new Set(
    outcomes.filter(({ readings }) => Object.keys(readings).length > 0).map((one) => one.case),
  );
  recording = scriptedCases.filter(({ id }) => ids.has(id));
});

it('every scripted case passes on the reference server', () => {
  const others = outcomes.filter(({ verdict }) => verdict !== 'passed');
  expect(others.map((one) => `${one.case}: ${one.verdict}`)).toEqual([]);
});

it.each<readonly [string, () => ReferenceServerOptions]>([
  ['the reference server', () => ({})],
  ...variants.filter((v) => v.id !== 'slow').map((v) => [v.id, () => optionsOfVariant(v)] as const),
])('the dialect of %s is told in the words of the pages', async (_, options) => {
  const there = await runCases(sendTo(createReferenceServer(options())), recording);
  const taken = there.flatMap((outcome) => Object.entries(outcome.readings));
  const strange = taken.filter(
    ([id, value]) => !readingIds.some((r) => r === id && known(r, value)),
  );
  expect(strange).toEqual([]);
  expect(new Set(taken.map(([id]) => id)).size).toBeGreaterThanOrEqual(12);
});
