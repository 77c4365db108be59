import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { everyKindOfClient } from '../../reports/testing/client-sample.ts';
import { sections, sectionsOf } from '../../reports/page/route.ts';
import { openPage, startChromium } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { failingReport, removePages, wholeReport, writePage } from './pages.ts';

let browser: Browser;
let pages: Readonly<Record<'green' | 'failing' | 'client', URL>>;

beforeAll(async () => {
  browser = await startChromium();
  pages = {
    green: writePage('green', wholeReport()),
    failing: writePage('failing', failingReport()),
    client: writePage('client', everyKindOfClient()),
  };
});
afterAll(async () => {
  await browser.close();
  removePages();
});

const kinds = ['green', 'failing'] as const;
const places = [
  ...sectionsOf({}).map((name) => `#/${name}`),
  '#/declaration/set_membership',
  '#/declaration/models',
  '#/declaration/everything',
  '#/declaration/SMEM-11',
  '#/declaration?status=violated',
  '#/transitions/private/self/join/invite',
];

describe.each(kinds)('the page of a %s run', (kind) => {
  it('is less than 2 MB', () => {
    expect(statSync(pages[kind]).size).toBeLessThan(2_000_000);
  });

  it.each(places)('opens at %s from disk without a complaint or a request', async (hash) => {
    const { page, complaints, close } = await openPage(browser, pages[kind], hash);
    expect(await page.locator('nav[aria-label=Sections] [aria-current=page]').count()).toBe(1);
    expect(await page.locator('script:not([type]), img, iframe').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it.each(places)('is not wider than a phone at %s', async (hash) => {
    const { page, close } = await openPage(browser, pages[kind], hash, {
      viewport: { width: 360, height: 780 },
    });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await close();
  });

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    for (const hash of places) {
      const { page, close } = await openPage(browser, pages[kind], hash, { colorScheme });
      expect(await page.evaluate(faintTexts), hash).toEqual([]);
      await close();
    }
  });

  it('leads to every section by a click', async () => {
    const { page, complaints, close } = await openPage(browser, pages[kind], '');
    for (const name of sectionsOf({})) {
      await page.locator('nav[aria-label=Sections]').getByText(sections[name]).click();
      await page.waitForURL((url) => url.hash === `#/${name}`);
      expect(await page.locator('main h1').count()).toBe(1);
      await expect.poll(() => page.title()).toContain(sections[name]);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it('prints, with all that was folded', async () => {
    const { page, complaints, close } = await openPage(
      browser,
      pages[kind],
      '#/declaration/set_membership',
    );
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').first().isVisible()).toBe(false);
    await page.evaluate(
      "addEventListener('beforeprint', () => { window.open_ = document.querySelectorAll('details.cases[open]').length })",
    );
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.evaluate('window.open_')).toBe(await page.locator('details.cases').count());
    expect(await page.locator('details.cases[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the page', () => {
  it('switches its theme, and remembers it', async () => {
    const { page, close } = await openPage(browser, pages.green, '#/verdict');
    const ground = (): Promise<unknown> =>
      page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByLabel('Theme').selectOption('dark');
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await ground()).toBe(dark);
    await page.getByLabel('Theme').selectOption('light');
    expect(await ground()).toBe(light);
    await close();
  });

  it('can be gone through by keyboard: skip link, sections, cells', async () => {
    const { page, close } = await openPage(browser, pages.green, '#/transitions');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.locator('main:focus').count()).toBe(1);
    expect(await page.evaluate('location.hash')).toBe('#/transitions');
    await page.locator('.cell[tabindex="0"]').focus();
    for (const key of ['ArrowRight', 'ArrowDown', 'End', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL((url) => url.hash === '#/transitions/private/creator/ban/ban');
    expect(await page.locator('.cell-detail').textContent()).toContain('creator');
    expect(await page.locator('.cell[tabindex="0"]').count()).toBe(1);
    await close();
  });

  it('filters statements while one types, and keeps that in the address', async () => {
    const { page, close } = await openPage(browser, pages.failing, '#/declaration');
    await page.getByLabel('Search').fill('smem-11');
    await page.waitForURL((url) => url.hash === '#/declaration?q=smem-11');
    expect(await page.locator('[data-requirement]').count()).toBe(1);
    await page.getByLabel('Status').selectOption('proven');
    await page.waitForURL((url) => url.hash.includes('status=proven'));
    await page.reload();
    expect(await page.getByLabel('Search').inputValue()).toBe('smem-11');
    await close();
  });

  it('leads from a tile to the list of it, and from a requirement to its place', async () => {
    const { page, close } = await openPage(browser, pages.failing, '#/verdict');
    await page.locator('.tile').first().click();
    await page.waitForURL((url) => url.hash === '#/failures?kind=violated');
    await page.evaluate("location.hash = '#/declaration/SMEM-14'");
    await page.locator('[data-requirement="SMEM-14"]:focus').waitFor();
    await close();
  });

  it('shows what crossed the wire in a case that passed, when somebody asks', async () => {
    const { page, complaints, close } = await openPage(
      browser,
      pages.green,
      '#/declaration/get_topic',
    );
    await page.locator('details.cases > summary').first().click();
    await page.locator('details.transcript > summary').first().click();
    await page.locator('.exchange').first().waitFor();
    expect(await page.locator('.exchange').first().textContent()).toContain('/createRoom');
    expect(complaints).toEqual([]);
    await close();
  });
});

describe('the page of a client', () => {
  const own = [
    ...sectionsOf(everyKindOfClient()).map((name) => `#/${name}`),
    '#/failures/observed/client-04',
    '#/declaration/send_message',
  ];

  it.each(own)('opens at %s without a complaint, and fits a phone', async (hash) => {
    const { page, complaints, close } = await openPage(browser, pages.client, hash, {
      viewport: { width: 360, height: 780 },
    });
    expect(await page.locator('main h1').count()).toBe(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    expect(await page.evaluate(faintTexts)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });
});
