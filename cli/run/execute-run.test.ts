import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defaultCriteria } from '../../reports/gates/criteria.ts';
import { executeRun } from './execute-run.ts';
import { parse } from '../options/parse.ts';
import { createProgress, silent } from '../progress/progress.ts';
import { loadRunPlan } from './run-plan.ts';
import { testContext } from '../testing/context.ts';

// Its rooms are named after the access token of their creator, and every answer repeats the token.
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

/** What a run says while it goes. */
async function noted(verbose: boolean): Promise<string> {
  const { context, note } = testContext();
  const request = parse(['run', '--target', url, '--no-replays'], '1.2.3', () => null);
  if (request.command !== 'run') throw new Error('the command is run');
  const plan = loadRunPlan(['get_topic']);
  const info = {
    headline: 'headline',
    cases: plan.selected,
    expected: { requests: 100, requestsOf: () => 5 },
    register: plan.spec.register,
  };
  const report = await executeRun(
    {
      plan,
      options: { ...request.values, verbose },
      target: { url, bundled: false, close: () => Promise.resolve() },
      accounts: null,
      seed: 1,
      criteria: defaultCriteria,
      progress: verbose ? createProgress(context, info) : silent,
    },
    context,
  );
  expect(report.totals.requests).toBeGreaterThan(10);
  return note();
}

it('shows every exchange as it happens, without secrets and control sequences', async () => {
  const text = await noted(true);
  expect(text).toMatch(/^get_topic\/\S+ +owner +POST \/createRoom /m);
  expect(text).toMatch(/^get_topic\/\S+ +owner +PUT +\/rooms\/!‹secret›/m);
  expect(text).not.toContain('hush');
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
it('writes nothing without progress', async () => {
  expect(await noted(false)).toBe('');
});
