import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A page, and all that it should not have said or asked for. */
export interface Watched {
  readonly page: Page;
  /** Messages on the console, uncaught errors, and requests for anything but the file itself. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Starts the Chromium that the variable CHROMIUM names, else the system's. @throws Error where there is none */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`no Chromium at ${executablePath}: set CHROMIUM to the path of one`);
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens a file from disk at an address within it, offline, and waits until something is drawn. */
export async function openPage(
  browser: Browser,
  file: URL,
  hash: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...options,
    offline: true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(file.href)) complaints.push(`request: ${request.url()}`);
  });
  await page.goto(file.href + hash);
  await page.locator('main h1').first().waitFor();
  return { page, complaints, close: () => context.close() };
}
