import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unpainted } from '../reports/paint.ts';
import { inquire } from './inquiry.ts';
import { createProgress, silent } from './progress/progress.ts';
import { loadQuestion } from './question.ts';
import { settle } from './options/settings.ts';
import type { Surroundings } from './surroundings.ts';

// It gives out rooms that are called after the secret of who makes them, and says it again in every answer.
const secret = 'hush-hush-hush-1';
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      user_id: '@u:hs',
      access_token: secret,
      room_id: `!${secret}\u001B[2J:hs`,
      topic: secret,
    }),
  );
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => void server.close());

async function inquiry(verbose: boolean): Promise<string> {
  let noted = '';
  const around: Surroundings = {
    out: () => {},
    note: (text) => void (noted += text),
    live: false,
    columns: 80,
    rows: 24,
    paint: unpainted,
    notePaint: unpainted,
    env: {},
    interrupted: new AbortController().signal,
  };
  const question = loadQuestion(['get_topic'], null);
  const settings = settle({ target: url, verbose, replays: false }, null);
  const { selected: cases, spec } = question;
  const telling = { headline: 'headline', cases, register: spec.register };
  const progress = verbose ? createProgress(around, telling) : silent;
  const site = { url, bundled: false, close: () => Promise.resolve() };
  const report = await inquire(question, settings, site, null, 1, around, progress);
  expect(report.totals.requests).toBeGreaterThan(10);
  return noted;
}

it('shows every exchange as it happens, without secrets and without orders to a terminal', async () => {
  const noted = await inquiry(true);
  expect(noted).toMatch(/^get_topic\/\S+ +owner +POST \/createRoom /m);
  expect(noted).toMatch(/^get_topic\/\S+ +owner +PUT +\/rooms\/!‹secret›/m);
  expect(noted).not.toContain('hush');
  expect(noted.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
it('says nothing where nobody wants to hear it', async () => {
  expect(await inquiry(false)).toBe('');
});
