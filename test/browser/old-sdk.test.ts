import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferenceServer } from '../../reference-server/index.ts';
import {
  at,
  expectOk,
  testUser,
  timeline,
  type TestUser,
} from '../../reference-server/testing/server.ts';
import { type ServedPage, serveChat } from './chat/serve.ts';
import { startChromium } from './chromium.ts';

const server = createReferenceServer();
let browser: Browser;
let chat: ServedPage;
let url: string;

beforeAll(async () => {
  [browser, chat, { url }] = await Promise.all([startChromium(), serveChat(), server.listen()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([chat.close(), server.close()]);
});

async function newUser(name: string): Promise<TestUser> {
  const account = { user: name, password: 'secret' };
  const { body } = await expectOk(testUser(url, '', '').call('post', '/register', account));
  return testUser(url, String(body.user_id), String(body.access_token));
}

/** Opens the page, and notes what it complains of. */
async function open(): Promise<{ page: Page; complaints: readonly string[] }> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.goto(chat.url);
  return { page, complaints };
}

async function logIn(page: Page, user: string, password = 'secret'): Promise<void> {
  await page.getByLabel('Server').fill(url);
  await page.getByLabel('User').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

describe('a page of another origin that uses matrix-js-sdk 0.3.0', () => {
  it('logs in, syncs, shows what is said, and says something', async () => {
    const alice = await newUser('alice');
    const bob = await newUser('bob');
    const { body } = await expectOk(alice.call('post', '/createRoom', { visibility: 'public' }));
    const roomId = String(body.room_id);
    const say = at`/rooms/${roomId}/send/m.room.message`;

    const { page, complaints } = await open();
    expect(new URL(chat.url).origin).not.toBe(url);
    await expectOk(bob.call('post', at`/rooms/${roomId}/join`, {}));
    await logIn(page, 'bob');
    await page.getByText('Synced').waitFor();

    await expectOk(alice.call('post', say, { msgtype: 'm.text', body: 'Hello' }));
    await page.getByText('@alice:localhost: Hello').waitFor();

    await page.getByLabel('Message').fill('Good morning');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/^Sent \$/).waitFor();
    const { sender, content } = (await timeline(alice, roomId)).at(-1) ?? {};
    expect([sender, content]).toEqual([
      '@bob:localhost',
      { msgtype: 'm.text', body: 'Good morning' },
    ]);
    await page.getByText('@bob:localhost: Good morning').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is told why it cannot log in', async () => {
    await newUser('dave');
    const { page } = await open();
    await logIn(page, 'dave', 'wrong');
    await page.getByText('Not logged in: Wrong user name or password.').waitFor();
    await page.close();
  });
});
