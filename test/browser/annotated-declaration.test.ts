import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { annotationsOf } from '../../cli/authoring/annotations.ts';
import { loadRunPlan } from '../../cli/run/run-plan.ts';
import { folder } from '../../cli/testing/process.ts';
import { annotatedPage } from '../../reports/declarations/annotated-page.ts';
import { openPage, startChromium } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { builtAssets } from './pages.ts';

let browser: Browser;
let file: URL;

beforeAll(async () => {
  browser = await startChromium();
  const path = join(folder(), 'declaration.html');
  writeFileSync(path, annotatedPage(annotationsOf(loadRunPlan()), builtAssets().style));
  file = pathToFileURL(path);
});
afterAll(() => browser.close());

const places = ['', '#set_membership', '#model-Member', '#CLIENT-10', '#conventions'];

it('is one file of less than 2 MB without a script', () => {
  expect(statSync(file).size).toBeLessThan(2_000_000);
  expect(readFileSync(file, 'utf8')).not.toContain('<script');
});

it.each(places)(
  'opens at "%s" without a complaint or a request, as wide as a phone',
  async (hash) => {
    const { page, complaints, close } = await openPage(browser, file, hash, {
      viewport: { width: 360, height: 780 },
    });
    expect(complaints).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    if (hash !== '') expect(await page.locator(':target').isVisible()).toBe(true);
    await close();
  },
);

it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
  const { page, close } = await openPage(browser, file, '', { colorScheme });
  await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
  expect(await page.evaluate(faintTexts)).toEqual([]);
  await close();
});
