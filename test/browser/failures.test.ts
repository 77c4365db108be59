import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Captured } from '../../harness/run/outcome.ts';
import { findings } from '../../reports/page/failures/findings.ts';
import {
  broken,
  exchange,
  failed,
  found,
  passed,
  sampleReport,
} from '../../reports/testing/sample.ts';
import { openPage, startChromium, type Watched } from './chromium.ts';
import { faintTexts } from './contrast.ts';
import { failingReport, removePages, wholeReport, writePage } from './pages.ts';

const ids = {
  scripted: 'set_membership/outsider-cannot-invite',
  race: 'concurrent-membership/some-order-explains-all-moves',
  pages: 'get_messages/walk-back-is-not-disturbed',
  property: 'membership-model/any-series-of-moves',
  broken: 'ban/creator-can-ban',
} as const;

const messages = (
  step: number,
  from: string | null,
  listed: readonly string[],
  end: string,
): Captured =>
  exchange(step, {
    operation: 'get_messages',
    method: 'GET',
    body: null,
    page: {
      listing: 'get_messages',
      dir: 'b',
      limit: '3',
      from,
      start: from,
      end,
      events: listed.map((id) => ({ id, type: 'm.room.message', label: id })),
    },
  });

/** One failure of each kind that is shown in a way of its own. */
const stories = () =>
  sampleReport([
    failed(ids.scripted),
    failed(ids.race, {
      exchanges: [exchange(0, { ms: 9 }), exchange(1, { actor: 'bob', ms: 9, status: 403 })],
    }),
    failed(ids.pages, {
      exchanges: [
        messages(0, null, ['$e', '$d', '$c'], 't2'),
        messages(1, 't2', ['$c', '$a'], 't0'),
      ],
    }),
    found(ids.property, { again: ['the room is there', 'refused'] }),
    broken(ids.broken, `no room came, but ${'x'.repeat(1_000_000)}`),
    passed('ban/reason-is-optional'),
  ]);

let browser: Browser;
let files: Readonly<Record<'green' | 'failing' | 'stories', URL>>;

beforeAll(async () => {
  browser = await startChromium();
  files = {
    green: writePage('failures-green', wholeReport()),
    failing: writePage('failures-many', failingReport()),
    stories: writePage('failures-stories', stories()),
  };
});
afterAll(async () => {
  await browser.close();
  removePages();
});

const open = (
  name: keyof typeof files,
  hash: string,
  options?: Parameters<typeof openPage>[3],
): Promise<Watched> => openPage(browser, files[name], hash, options);

/** Waits for an address, and until what it asks for is drawn. */
async function hashIs(page: Page, hash: string): Promise<void> {
  await page.waitForURL((url) => url.hash === hash);
  await page.evaluate(
    'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))',
  );
}

/** What a page comes to in a moment. */
const soon = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 30_000 });

const rows = (page: Page) => page.locator('.finding');

describe('the list of failures', () => {
  it('says that nothing failed', async () => {
    const { page, complaints, close } = await open('green', '#/failures');
    expect(await page.locator('main').textContent()).toMatch(/Nothing failed.* cases passed\./s);
    expect(complaints).toEqual([]);
    await close();
  });

  it('holds every failure, and obeys nothing that stands in one', async () => {
    const { page, complaints, close } = await open('failing', '#/failures');
    expect(await rows(page).count()).toBeGreaterThanOrEqual(300);
    expect(await page.locator('main script, main img').count()).toBe(0);
    const leading = await page
      .locator('.finding a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(leading.filter((href) => !href.startsWith('#/failures/'))).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('narrows while one types, and goes back out of the search at once', async () => {
    const { page, complaints, close } = await open('failing', '#/verdict');
    await page.locator('nav[aria-label=Sections]').getByText('Failures').click();
    await hashIs(page, '#/failures');
    const all = await rows(page).count();
    await page.getByLabel('Search').pressSequentially('set_membership/');
    await hashIs(page, '#/failures?q=set_membership%2F');
    const few = await rows(page).count();
    expect(few).toBeLessThan(all);
    expect(await page.locator('.finding-count').textContent()).toContain(`${few} of ${all}`);
    await page.goBack();
    await hashIs(page, '#/verdict');
    await page.goForward();
    await hashIs(page, '#/failures?q=set_membership%2F');
    expect(await page.getByLabel('Search').inputValue()).toBe('set_membership/');
    expect(await rows(page).count()).toBe(few);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is filtered by choice, each a step that one can go back', async () => {
    const { page, close } = await open('failing', '#/failures');
    const all = await rows(page).count();
    await page.getByLabel('Kind').getByText('broken').click();
    await hashIs(page, '#/failures?kind=broken');
    expect(await page.locator('.finding:not(.broken)').count()).toBe(0);
    await page.goBack();
    await hashIs(page, '#/failures');
    await page.getByLabel('Grade').selectOption('convention');
    await hashIs(page, '#/failures?grade=convention');
    await page.getByLabel('Operation or property').selectOption('conventions');
    await hashIs(page, '#/failures?grade=convention&operation=conventions');
    const conventional = findings(failingReport()).filter(
      ({ grade, case: id }) => grade === 'convention' && id?.startsWith('conventions/'),
    );
    expect(conventional.length).toBeGreaterThan(0);
    await soon(() => page.locator('.finding-head code').allTextContents()).toEqual(
      conventional.map(({ case: id }) => id),
    );
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await rows(page).count()).toBe(conventional.length);
    await page.goBack();
    await page.goBack();
    await soon(() => rows(page).count()).toBe(all);
    await close();
  });

  it('says so where no finding matches', async () => {
    const { page, close } = await open('failing', '#/failures?q=zebra-crossing');
    expect(await page.locator('main').textContent()).toContain('No finding matches these filters.');
    await page.getByText('show all').click();
    await rows(page).first().waitFor();
    await close();
  });
});

describe('a failure', () => {
  it('is opened by keyboard, and back leads to where the list was left', async () => {
    const { page, complaints, close } = await open('failing', '#/failures?kind=violated');
    const link = rows(page).nth(40).locator('h2 a');
    await link.scrollIntoViewIfNeeded();
    await link.focus();
    const before = await page.evaluate('scrollY');
    const id = await rows(page).nth(40).locator('.finding-head code').textContent();
    await page.keyboard.press('Enter');
    await hashIs(page, `#/failures/${id}?kind=violated`);
    await page.locator('h1:focus').waitFor();
    expect(await page.evaluate('scrollY')).toBe(0);
    await page.goBack();
    await hashIs(page, '#/failures?kind=violated');
    await soon(async () =>
      Math.abs(Number(await page.evaluate('scrollY')) - Number(before)),
    ).toBeLessThan(200);
    expect(before).toBeGreaterThan(1000);
    expect(complaints).toEqual([]);
    await close();
  });

  it('shows all of a long text when somebody asks', async () => {
    const { page, close } = await open('stories', `#/failures/${ids.broken}`);
    const cause = page.locator('.reason p');
    expect((await cause.textContent())?.length).toBeLessThan(1000);
    await cause.getByRole('button').click();
    expect((await cause.textContent())?.length).toBeGreaterThan(1_000_000);
    await close();
  });

  it('has its exchanges folded, save the one that matters', async () => {
    const { page, close } = await open('stories', `#/failures/${ids.scripted}`);
    expect(await page.locator('.exchange[open]').count()).toBe(1);
    await page.locator('.exchange:not([open]) > summary').click();
    expect(await page.locator('.exchange[open]').count()).toBe(2);
    await close();
  });

  it('has commands to take along', async () => {
    const { page, complaints, close } = await open('stories', `#/failures/${ids.scripted}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('Copy: Run this case').click();
    await page.getByText('copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `rooms-conformance run --target http://hs:8008 --only ${ids.scripted}`,
    );
    await page.getByText('Requests as curl commands').click();
    await page.getByLabel('Copy: All requests').click();
    await soon(() => page.evaluate('navigator.clipboard.readText()')).toContain(
      '"$TOKEN_OUTSIDER"',
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads to the one before and the one after it', async () => {
    const { page, close } = await open('stories', '#/failures');
    await rows(page).first().locator('h2 a').click();
    const first = await page.evaluate('location.hash');
    await page.getByText('next').click();
    await page.waitForURL((url) => url.hash !== first);
    await page.getByText('previous').click();
    await hashIs(page, String(first));
    await close();
  });
});

describe.each(Object.entries(ids))('a %s failure', (name, id) => {
  const hash = `#/failures/${id}`;

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    const { page, complaints, close } = await open('stories', hash, { colorScheme });
    expect(await page.evaluate(faintTexts)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it('fits on a phone, its drawings in boxes that scroll', async () => {
    const { page, close } = await open('stories', hash, { viewport: { width: 360, height: 780 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const scrolling = await page
      .locator('.scrolls')
      .evaluateAll((boxes) => boxes.map((box) => box.scrollWidth > box.clientWidth));
    expect(scrolling).toEqual(name === 'race' || name === 'pages' ? [true] : []);
    await close();
  });

  it('is printed whole', async () => {
    const { page, complaints, close } = await open('stories', hash);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav.back').isVisible()).toBe(false);
    await page.evaluate(
      "addEventListener('beforeprint', () => { window.shut = document.querySelectorAll('details:not([open], [data-on-demand])').length })",
    );
    expect((await page.pdf()).length).toBeGreaterThan(1000);
    expect(await page.evaluate('window.shut')).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it('is drawn as what it is', async () => {
    const { page, close } = await open('stories', hash);
    const drawn = {
      lanes: await page.locator('.lanes').count(),
      pages: await page.locator('table.pages').count(),
      atOnce: await page.locator('.at-once').count(),
      steps: await page.locator('.steps .differs').count(),
    };
    expect(drawn).toEqual({
      lanes: name === 'race' ? 1 : 0,
      pages: name === 'pages' ? 1 : 0,
      atOnce: name === 'race' ? 1 : 0,
      steps: name === 'property' ? 1 : 0,
    });
    const cut = await page
      .locator('.act')
      .evaluateAll((bars) => bars.filter((bar) => bar.scrollWidth > bar.clientWidth).length);
    expect(cut).toBe(0);
    await close();
  });
});
