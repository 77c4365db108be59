import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performHere } from '../../cli/testing/context.ts';
import { type Mock, startMock } from '../../mock/index.ts';
import type { Report } from '../../reports/report.ts';
import { type ServedPage, serveChat } from './chat/serve.ts';
import { startChromium } from './chromium.ts';

let browser: Browser;
let chat: ServedPage;
let mock: Mock;
let folder: string;

beforeAll(async () => {
  [browser, chat, mock, folder] = await Promise.all([
    startChromium(),
    serveChat(),
    startMock(),
    mkdtemp(join(tmpdir(), 'recordings-')),
  ]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([chat.close(), mock.close(), rm(folder, { recursive: true })]);
});

/** Somebody chats in a browser that records what it does. @returns the recording */
async function recordChat(content: 'embed' | 'omit'): Promise<string> {
  const world = mock.world({
    seed: 1,
    state: {
      users: { bob: { password: 'secret' } },
      rooms: { lobby: { creator: 'bob', messages: [{ from: 'bob', body: 'Hello' }] } },
    },
  });
  const path = join(folder, `${content}.har`);
  const context = await browser.newContext({ recordHar: { path, content } });
  const page = await context.newPage();
  await page.goto(chat.url);
  await page.getByLabel('Server').fill(world.url);
  await page.getByLabel('User').fill('bob');
  await page.getByLabel('Password').fill('secret');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('Synced').waitFor();
  await page.getByLabel('Message').fill('Good morning');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/^Sent \$/).waitFor();
  await context.close();
  expect(world.violations()).toEqual([]);
  return path;
}

async function judge(path: string): Promise<Report> {
  const report = `${path}.json`;
  const { note } = await performHere(
    'traffic',
    path,
    '--level',
    'convention',
    '--report',
    `json=${report}`,
  );
  expect(note).not.toContain('rooms-conformance:');
  return JSON.parse(await readFile(report, 'utf8')) as Report;
}

describe('a recording of Chromium', () => {
  it('is judged without a finding, and its preflights and other hosts are told', async () => {
    const report = await judge(await recordChat('embed'));
    expect(report).toMatchObject({ verdict: 'conformant', gates: { violated: [] } });
    const { subject } = report;
    if (subject?.kind !== 'traffic') throw new Error('it is about something else');
    const sent = subject.operations.find(({ operation }) => operation === 'send_message');
    expect(sent?.succeeded).toBe(1);
    const notes = subject.traffic.notes.join('\n');
    expect(notes).toContain(`1 other host: ${new URL(chat.url).host}`);
    expect(notes).toContain('not of this API, such as a login or a sync');
    const met = report.requirements.filter(({ status }) => status === 'proven').map(({ id }) => id);
    expect(met).toEqual(expect.arrayContaining(['CLIENT-01', 'CLIENT-04', 'CLIENT-07']));
  });

  it('without bodies is judged by the rest', async () => {
    const report = await judge(await recordChat('omit'));
    expect(report).toMatchObject({ verdict: 'conformant', gates: { violated: [] } });
  });
});
