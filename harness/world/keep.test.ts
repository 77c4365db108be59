import { expect, it } from 'vitest';
import type { Exchange } from '../wire/exchange.ts';
import { answerOf, exchangeOf, requestOf } from '../wire/testing/exchange.ts';
import { createKeep } from './keep.ts';

const exchange = (body: string, path = '/'): Exchange =>
  exchangeOf({
    request: requestOf({ path, query: [['from', path]] }),
    answer: answerOf(200, body),
  });
const long = JSON.stringify('x'.repeat(100_000));

it('answers are kept whole until those of a list are large together', () => {
  const keep = createKeep();
  const list: object = [];
  for (let i = 0; i < 5; i += 1) {
    const one = exchange(long);
    expect(keep(list, one)).toBe(one);
  }
  const { answer } = keep(list, exchange(long));
  if (answer.kind === 'none') throw new Error('the answer is gone');
  expect(answer.body).toMatchObject({ bytes: 100_002, json: { ok: false }, cut: true });
  expect(answer.body.text).toMatch(/^"x{8191}… \(100002 characters\)$/);
  expect(keep(list, exchange('{}')).answer).toMatchObject({ body: { json: { ok: true } } });
  const other: object = [];
  const one = exchange(long);
  expect(keep(other, one)).toBe(one);
});

it('requests that hold what a target sent are cut as well', () => {
  const { request } = createKeep()([], exchange('{}', `/${'r'.repeat(1_000_000)}`));
  expect(request.path).toHaveLength(8192);
  expect(request.query[0]?.[1]).toHaveLength(8192);
});
