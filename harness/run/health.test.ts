import { expect, it } from 'vitest';
import type { Exchange } from '../wire/exchange.ts';
import { answerOf, exchangeOf } from '../wire/testing/exchange.ts';
import { createHealth } from './health.ts';

const status = (code: number): Exchange => exchangeOf({ answer: answerOf(code, '{}') });
const none = (why: 'timeout' | 'unreachable' | 'local' | 'reset'): Exchange =>
  exchangeOf({ answer: { kind: 'none', why, detail: 'ECONNREFUSED' } });

it.each([
  ['rate limits', status(429), 'rate limit (429)'],
  ['gateways', status(503), 'gateway (503)'],
  ['silence', none('timeout'), 'no whole answer within 50 ms'],
  ['a target that is gone', none('unreachable'), 'could not be sent: ECONNREFUSED'],
])('a run is lost to %s when nothing else came for a long time', (_, trouble, words) => {
  const health = createHealth(50);
  for (let i = 0; i < 39; i += 1) health.record(trouble);
  expect(health.lost()).toBeNull();
  health.record(status(404));
  for (let i = 0; i < 39; i += 1) health.record(trouble);
  expect(health.lost()).toBeNull();
  health.record(trouble);
  expect(health.lost()).toContain(words);
});

it('a run is lost to rate limits when they stopped most of the last cases', () => {
  const health = createHealth(50);
  for (let i = 0; i < 100; i += 1) health.judged(i % 2 === 0 ? 'limit' : null);
  expect(health.lost()).toBeNull();
  for (let i = 0; i < 20; i += 1) health.judged('limit');
  expect(health.lost()).toBe('rate limits (429) stopped 30 of the last 40 cases');
});

it('a run that rate limits slow down ends after some time, and no other', () => {
  let time = 0;
  const limited = createHealth(50, 9000, () => time);
  const waited = exchangeOf({ answer: answerOf(200, '{}'), waits: 2 });
  for (let i = 0; i < 10; i += 1) limited.record(waited);
  expect(limited.lost()).toBeNull();
  time = 9000;
  limited.record(status(200));
  expect(limited.lost()).toBe(
    'rate limits (429) slowed the run down 20 times, so that it ends after 9 s; --deadline gives it more',
  );
  time = 0;
  const [hardly, unbounded] = [
    createHealth(50, 9000, () => time),
    createHealth(50, null, () => time),
  ];
  for (let i = 0; i < 9; i += 1) hardly.record(waited);
  for (let i = 0; i < 99; i += 1) unbounded.record(waited);
  time = 1e6;
  for (const health of [hardly, unbounded]) {
    health.record(status(200));
    expect(health.lost()).toBeNull();
  }
});

it('a run is lost when no case gets users any more', () => {
  const health = createHealth(50);
  for (let i = 0; i < 100; i += 1) health.judged(i % 30 === 0 ? null : 'users');
  expect(health.lost()).toBeNull();
  for (let i = 0; i < 40; i += 1) health.judged('users');
  expect(health.lost()).toBe('the last 40 cases did not get the users they need');
});

it('answers that are only wrong lose no run', () => {
  const health = createHealth(50);
  for (let i = 0; i < 100; i += 1) health.record(i % 2 === 0 ? status(500) : none('reset'));
  expect(health.lost()).toBeNull();
});
