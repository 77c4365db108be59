import { expect, it } from 'vitest';
import { answerOf, exchangeOf, requestOf } from '../wire/testing/exchange.ts';
import type { Recorded } from '../world/create-user.ts';
import { createAllowance, shorten } from './allowance.ts';
import { capture } from './capture.ts';

const recorded = (body: string, query: Recorded['exchange']['request']['query']): Recorded => ({
  actor: 'owner',
  userId: '@u:h',
  operation: 'get_messages',
  room: '!r:h',
  token: 'own',
  exchange: exchangeOf({
    request: requestOf({ path: '/messages', query, token: 'tok' }),
    answer: answerOf(200, body, { 'content-type': `a/b; ${'x'.repeat(15_000)}` }),
  }),
  findings: [],
});

it('a report keeps the beginnings of answers, and less of them when there are many', () => {
  const allowance = createAllowance(20_000);
  const page = JSON.stringify({ chunk: [], start: 'a', end: 'b', x: 'y'.repeat(20_000) });
  const [first, second, third] = [1, 2, 3].map((step) =>
    capture(recorded(page, []), step, 0, allowance),
  );
  expect(first?.answer).toMatch(/^\{"chunk".*… \(\d+ characters\)$/);
  expect(first?.answer?.length).toBeGreaterThan(8192);
  expect(second?.page).not.toBeNull();
  expect(third).toMatchObject({ page: null, room: '!r:h' });
  expect(third?.answer?.length).toBeLessThan(250);
});

it('a path, a query and a content type can be captured whatever a target put in them', () => {
  const { path, answerType } = capture(
    recorded('{}', [['from', `\ud800${'x'.repeat(9000)}`]]),
    0,
    0,
  );
  expect(path).toMatch(/^\/messages\?from=%EF%BF%BDx+… \(\d+ characters\)$/);
  expect(path.length).toBeLessThan(2100);
  expect(answerType?.length).toBeLessThan(250);
});

it('long texts are cut anywhere in a value', () => {
  const { a } = shorten({ a: ['x'.repeat(3000), 1] });
  expect(a).toEqual([`${'x'.repeat(2000)}…`, 1]);
});
