import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../harness/run/judge.ts';
import { localTarget, openTarget, type OpenTarget } from '../harness/run/open.ts';
import { type ReadingId, readingIds } from '../harness/document/ids.ts';
import { loadSpec } from '../harness/document/load.ts';
import { bindQuote, locate } from '../harness/document/pointer.ts';
import { createReferenceServer, type ReferenceServerOptions } from '../reference-server/index.ts';
import { variants } from '../reference-server/variants/index.ts';
import { cases } from '../suites/index.ts';

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

describe.each<readonly [string, () => ReferenceServerOptions]>([
  ['the reference server', () => ({})],
  ...variants.filter((v) => v.id !== 'slow').map((v) => [v.id, v.options] as const),
])('the dialect of %s', (_, options) => {
  const server = createReferenceServer(options());
  let open: OpenTarget;
  beforeAll(async () => {
    const { url } = await server.listen();
    open = await openTarget(spec, {
      ...localTarget,
      url,
      timeout: 10_000,
      patience: 10_000,
      concurrency: 1,
      signal: new AbortController().signal,
    });
  });
  afterAll(async () => {
    await open.close();
    await server.close();
  });

  it('is told in the words of the pages', async () => {
    const recording = cases.filter((one) => one.run.toString().includes('reading('));
    const outcomes = await Promise.all(recording.map((one) => judge(open.context, one)));
    const taken = outcomes.flatMap((outcome) => Object.entries(outcome.readings));
    const strange = taken.filter(
      ([id, value]) => !readingIds.some((r) => r === id && known(r, value)),
    );
    expect(strange).toEqual([]);
    expect(new Set(taken.map(([id]) => id)).size).toBeGreaterThanOrEqual(12);
  });
});
